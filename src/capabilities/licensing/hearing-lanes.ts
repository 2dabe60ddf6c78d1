/** Where a hearing can stand, and where each person who was told of her right to one stands: 行政许可法 36, 46–48. */
import type { JsonObject } from '../../kernel/json.ts';
import type {
  Alternative,
  FactDeclaration,
  LaneDeclaration,
  Move,
} from '../../kernel/procedure/declaration.ts';

export const hearingLanes: Record<string, LaneDeclaration> = {
  'hearing-right': {
    label: '听证权利',
    per: 'party',
    states: {
      told: '已告知，可以要求听证',
      requested: '要求听证',
      waived: '不要求听证',
      silent: '期满没有要求',
    },
    ends: ['requested', 'waived', 'silent'],
  },
  hearing: {
    label: '听证',
    states: {
      required: '应当举行，待通知',
      scheduled: '已通知，待举行',
      held: '已举行，笔录待签字',
      recorded: '笔录已签字',
      dropped: '不再举行',
    },
    ends: ['recorded', 'dropped'],
  },
};

/** From where a step around a hearing is taken: the case is under review and, where states are named, its hearing stands so. */
export const whileAccepted: Alternative[] = [{ all: [{ lane: 'case', states: ['accepted'] }] }];
export const atHearing = (...states: string[]): Alternative[] => [
  {
    all: [
      { lane: 'case', states: ['accepted'] },
      { lane: 'hearing', states },
    ],
  },
];

const rightTo = (state: string): Move[] => [
  { lane: 'hearing-right', instances: (data: JsonObject) => [String(data.party)], to: [state] },
];
const hearingTo = (state: string): Move[] => [{ lane: 'hearing', to: [state] }];

export const hearingFacts: Record<string, FactDeclaration> = {
  'interested-party-named': {
    label: '列明利害关系人',
    step: 'tell-hearing-right',
    brings: 'interested-party',
    moves: [],
  },
  'hearing-right-told': { label: '告知听证权利', step: 'tell-hearing-right', moves: rightTo('told') },
  'views-stated': { label: '陈述、申辩', step: 'state-views', moves: [] },
  'hearing-requested': { label: '要求听证', step: 'request-hearing', moves: rightTo('requested') },
  'hearing-waived': { label: '不要求听证', step: 'waive-hearing', moves: rightTo('waived') },
  'hearing-right-lapsed': {
    label: '期满没有要求听证',
    step: 'hearing-right-lapses',
    moves: rightTo('silent'),
  },
  'hearing-request-withdrawn': {
    label: '撤回听证要求',
    step: 'withdraw-hearing-request',
    moves: rightTo('waived'),
  },
  'hearing-required': {
    label: '启动听证程序（时限暂停）',
    step: 'require-hearing',
    alsoBy: ['request-hearing'],
    shared: true,
    moves: hearingTo('required'),
  },
  'hearing-dropped': {
    label: '不再举行听证（时限恢复）',
    step: 'withdraw-hearing-request',
    shared: true,
    moves: hearingTo('dropped'),
  },
  'hearing-scheduled': {
    label: '确定听证时间、地点',
    step: 'schedule-hearing',
    alsoBy: ['reschedule-hearing'],
    shared: true,
    moves: hearingTo('scheduled'),
  },
  'hearing-notified': {
    label: '送达听证通知',
    step: 'schedule-hearing',
    alsoBy: ['reschedule-hearing'],
    moves: [],
  },
  'chair-challenged': { label: '申请主持人回避', step: 'challenge-chair', moves: [] },
  'challenge-settled': { label: '决定主持人是否回避', step: 'settle-challenge', shared: true, moves: [] },
  'hearing-held': { label: '举行听证', step: 'record-hearing', shared: true, moves: hearingTo('held') },
  'hearing-record-signed': {
    label: '听证笔录签字（时限恢复）',
    step: 'sign-record',
    shared: true,
    moves: hearingTo('recorded'),
  },
};
