/** Where an information request can stand: its own lane, and one for each office or third party whose opinion was asked. */
import type { JsonObject } from '../../kernel/json.ts';
import type {
  FactDeclaration,
  LaneDeclaration,
  RuleContext,
  State,
} from '../../kernel/procedure/declaration.ts';

export const lanes: Record<string, LaneDeclaration> = {
  request: {
    label: '申请',
    states: {
      submitted: '已提交，待确认',
      confirmed: '已收到',
      clarifying: '待补正',
      answered: '已答复',
      closed: '已办结',
      abandoned: '视为放弃',
      withdrawn: '已撤回',
    },
    ends: ['closed', 'abandoned', 'withdrawn'],
  },
  'office-opinion': {
    label: '征求机关意见',
    per: 'office',
    states: { asked: '征求中', agreed: '同意公开', disagreed: '不同意公开' },
    ends: ['agreed', 'disagreed'],
  },
  'third-party-opinion': {
    label: '征求第三方意见',
    per: 'party',
    states: { asked: '征求中', agreed: '同意公开', disagreed: '不同意公开', silent: '逾期未提出意见' },
    ends: ['agreed', 'disagreed', 'silent'],
  },
};

export const headlines: Record<string, string> = { ...lanes.request?.states };

export function headline(state: State): string {
  return state.lanes.request?.main ?? 'submitted';
}

const requestTo = (state: string): FactDeclaration['moves'] => [{ lane: 'request', to: [state] }];
const officeIn = (data: JsonObject) => [String(data.office)];
const partyIn = (data: JsonObject) => [String(data.party)];
const opinion = (data: JsonObject) => (data.agrees === true ? 'agreed' : 'disagreed');

export const facts: Record<string, FactDeclaration> = {
  submitted: { label: '提交申请', step: 'file', moves: requestTo('submitted') },
  confirmed: {
    label: '确认收到申请',
    step: 'confirm-receipt',
    // In person and by signed mail the day is settled as it is filed (31(1), 31(2)).
    alsoBy: ['file'],
    moves: requestTo('confirmed'),
  },
  'clarification-asked': {
    label: '告知补正',
    step: 'ask-clarification',
    moves: requestTo('clarifying'),
  },
  clarified: {
    label: '补正',
    step: 'clarify',
    alsoBy: ['enter-clarification'],
    moves: requestTo('confirmed'),
  },
  abandoned: { label: '逾期未补正，视为放弃', step: 'abandon', moves: requestTo('abandoned') },
  'third-party-consulted': {
    label: '征求第三方意见',
    step: 'consult-third-party',
    internal: true,
    moves: [{ lane: 'third-party-opinion', instances: partyIn, to: ['asked'] }],
  },
  'third-party-replied': {
    label: '第三方提出意见',
    step: 'third-party-replies',
    internal: true,
    moves: [{ lane: 'third-party-opinion', instances: partyIn, to: ['agreed', 'disagreed'], pick: opinion }],
  },
  'third-party-silent': {
    label: '第三方逾期未提出意见',
    step: 'third-party-stays-silent',
    moves: [{ lane: 'third-party-opinion', instances: partyIn, to: ['silent'] }],
  },
  'office-consulted': {
    label: '征求机关意见',
    step: 'consult-office',
    moves: [{ lane: 'office-opinion', instances: officeIn, to: ['asked'] }],
  },
  'office-replied': {
    label: '机关提出意见',
    step: 'office-replies',
    internal: true,
    moves: [{ lane: 'office-opinion', instances: officeIn, to: ['agreed', 'disagreed'], pick: opinion }],
  },
  'office-silent': {
    label: '机关逾期未提出意见，视为同意公开',
    step: 'office-stays-silent',
    moves: [{ lane: 'office-opinion', instances: officeIn, to: ['agreed'] }],
  },
  'reasons-asked': { label: '要求说明理由', step: 'ask-reasons', moves: [] },
  'reasons-given': { label: '说明理由', step: 'give-reasons', alsoBy: ['enter-reasons'], moves: [] },
  delayed: { label: '确定延迟答复的期限', step: 'delay', moves: [] },
  extended: { label: '延长答复期限', step: 'extend', moves: [] },
  answered: { label: '答复', step: 'answer', moves: requestTo('answered') },
  'third-party-told': { label: '书面告知第三方', step: 'answer', internal: true, moves: [] },
  delivered: { label: '送达', step: 'deliver', moves: requestTo('closed') },
  withdrawn: {
    label: '撤回申请',
    step: 'withdraw',
    alsoBy: ['enter-withdrawal'],
    moves: requestTo('withdrawn'),
  },
};

/** Which of the third parties or organs asked stand there. */
export function standingIn({ state }: Pick<RuleContext, 'state'>, lane: string, standing: string): string[] {
  return Object.entries(state.lanes[lane] ?? {}).flatMap(([instance, at]) =>
    at === standing ? [instance] : [],
  );
}
