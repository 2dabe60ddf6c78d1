/**
 * Where a case can stand: its own lane, one review lane for every office that must conclude, one for every office whose
 * opinion was asked and is not waited for.
 */

import type { Json, JsonObject } from '../../kernel/json.ts';
import type { FactDeclaration, LaneDeclaration, State } from '../../kernel/procedure/declaration.ts';

export const lanes: Record<string, LaneDeclaration> = {
  case: {
    label: '办件',
    states: {
      draft: '草稿',
      submitted: '已提交',
      correcting: '待补正',
      accepted: '已受理',
      'not-accepted': '不予受理',
      granted: '准予',
      denied: '不予准予',
      issued: '已制证',
      closed: '已办结',
      withdrawn: '已撤回',
    },
    ends: ['closed', 'withdrawn'],
  },
  review: {
    label: '审查',
    per: 'office',
    states: { waiting: '待审查', working: '审查中', agreed: '同意', disagreed: '不同意' },
    ends: ['agreed', 'disagreed'],
    reopensIn: 'working',
  },
  consultation: {
    label: '征求意见',
    per: 'office',
    states: { asked: '征求中', given: '已提出意见' },
    ends: ['given'],
    reopensIn: 'asked',
  },
};

export const concluded = ['agreed', 'disagreed'];

export const headlines: Record<string, string> = {
  draft: '草稿',
  submitted: '已提交，待受理',
  correcting: '待补正',
  accepted: '已受理，待审查',
  reviewing: '审查中',
  reviewed: '已审查，待决定',
  'not-accepted': '不予受理',
  granted: '准予',
  denied: '不予准予',
  issued: '已制证，待送达',
  closed: '已办结',
  withdrawn: '已撤回',
};

/** `status`: derived from the lanes, never stored as the truth. */
export function headline(state: State): string {
  const standing = state.lanes.case?.main ?? 'draft';
  if (standing !== 'accepted') return standing;
  const reviews = Object.values(state.lanes.review ?? {});
  if (reviews.length > 0 && reviews.every((review) => concluded.includes(review))) return 'reviewed';
  return reviews.every((review) => review === 'waiting') ? 'accepted' : 'reviewing';
}

const caseTo = (state: string): FactDeclaration['moves'] => [{ lane: 'case', to: [state] }];
const officeIn = (data: JsonObject): string[] => [String(data.office)];
const officesIn = (data: JsonObject): string[] => textsIn(data.offices);
const textsIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

export const facts: Record<string, FactDeclaration> = {
  drafted: { label: '保存草稿', step: 'file', moves: caseTo('draft') },
  submitted: { label: '提交申请', step: 'file', alsoBy: ['submit'], moves: caseTo('submitted') },
  'one-time-notice-given': { label: '一次性告知', step: 'notify-once', moves: caseTo('correcting') },
  'correction-received': { label: '收到部分补正', step: 'correct', moves: [] },
  corrected: { label: '补正齐全', step: 'correct', moves: caseTo('submitted') },
  mended: { label: '当场更正', step: 'correct', moves: [] },
  supplemented: { label: '补交材料', step: 'supplement', moves: [] },
  lapsed: { label: '逾期未补正，视为撤回', step: 'lapse', moves: caseTo('withdrawn') },
  accepted: {
    label: '受理',
    step: 'accept',
    moves: [...caseTo('accepted'), { lane: 'review', instances: officesIn, to: ['waiting'] }],
  },
  'acceptance-refused': { label: '不予受理', step: 'refuse-acceptance', moves: caseTo('not-accepted') },
  reviewed: {
    label: '审查',
    step: 'review',
    internal: true,
    moves: [
      {
        lane: 'review',
        instances: officeIn,
        to: ['agreed', 'disagreed'],
        pick: (data) => (data.conclusion === 'agree' ? 'agreed' : 'disagreed'),
      },
    ],
  },
  'sent-back': {
    label: '退回',
    step: 'send-back',
    internal: true,
    moves: [
      {
        lane: 'review',
        survivors: (data) => textsIn(data.survives),
        to: ['waiting', 'working'],
        pick: (data) => (data.to === 'materials' ? 'waiting' : 'working'),
      },
    ],
  },
  'conclusion-withdrawn': {
    label: '撤回审查结论',
    step: 'withdraw-conclusion',
    internal: true,
    moves: [{ lane: 'review', instances: officeIn, to: ['working'] }],
  },
  'office-consulted': {
    label: '征求其他部门意见',
    step: 'consult-office',
    internal: true,
    moves: [{ lane: 'consultation', instances: officeIn, to: ['asked'] }],
  },
  'office-replied': {
    label: '提出意见',
    step: 'office-replies',
    internal: true,
    moves: [{ lane: 'consultation', instances: officeIn, to: ['given'] }],
  },
  suspended: { label: '特别程序开始（时限暂停）', step: 'suspend', moves: [] },
  resumed: { label: '特别程序结束（时限恢复）', step: 'resume', moves: [] },
  extended: { label: '延长期限', step: 'extend', moves: [] },
  granted: { label: '准予决定', step: 'decide', moves: caseTo('granted') },
  denied: { label: '不予准予决定', step: 'decide', moves: caseTo('denied') },
  'renewal-deemed': { label: '视为准予延续', step: 'deem-renewed', moves: caseTo('granted') },
  issued: { label: '制证', step: 'issue', moves: caseTo('issued') },
  delivered: { label: '送达', step: 'deliver', moves: caseTo('closed') },
  withdrawn: { label: '撤回申请', step: 'withdraw', moves: caseTo('withdrawn') },
  rated: { label: '评价', step: 'rate', moves: [] },
};
