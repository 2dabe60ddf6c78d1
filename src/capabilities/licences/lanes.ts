/** Where a certificate can stand. What ended it and whether it was struck off the register are two things (行政许可法 70(4)). */
import type { FactDeclaration, LaneDeclaration, State } from '../../kernel/procedure/declaration.ts';

export const lanes: Record<string, LaneDeclaration> = {
  licence: {
    label: '证照',
    states: {
      valid: '有效',
      suspended: '暂扣',
      withdrawn: '已撤回',
      revoked: '已撤销',
      forfeited: '已吊销',
    },
    ends: ['withdrawn', 'revoked', 'forfeited'],
  },
  registration: {
    label: '登记',
    states: { registered: '在册', 'struck-off': '已注销' },
    ends: ['struck-off'],
  },
  ending: {
    label: '拟撤销、撤回',
    states: { none: '没有', proposed: '已告知，听取意见', heard: '已听取意见' },
    ends: ['none'],
  },
};

export const headlines: Record<string, string> = {
  valid: '有效',
  suspended: '暂扣',
  withdrawn: '已撤回',
  revoked: '已撤销',
  cancelled: '已注销',
  forfeited: '已吊销',
};

/** Being past its last day is no status: that is read from the calendar. */
export function headline(state: State): string {
  const standing = state.lanes.licence?.main ?? 'valid';
  if (lanes.licence?.ends.includes(standing)) return standing;
  return state.lanes.registration?.main === 'struck-off' ? 'cancelled' : standing;
}

const to = (lane: string, state: string) => ({ lane, to: [state] });
const ends = (state: string): FactDeclaration['moves'] => [to('licence', state), to('ending', 'none')];

export const facts: Record<string, FactDeclaration> = {
  issued: {
    label: '制证',
    step: 'file',
    moves: [to('licence', 'valid'), to('registration', 'registered'), to('ending', 'none')],
  },
  'renewal-applied-for': { label: '申请延续', step: 'receive-application', moves: [] },
  'change-applied-for': { label: '申请变更', step: 'receive-application', moves: [] },
  renewed: { label: '延续', step: 'renew-licence', moves: [] },
  changed: { label: '变更', step: 'change-licence', moves: [] },
  'document-replaced': { label: '换发证照', step: 'replace-document', moves: [] },
  used: { label: '代替材料使用', step: 'use-licence', moves: [] },
  'renewal-reminded': { label: '提醒延续', step: 'remind-renewal', moves: [] },
  'ending-proposed': { label: '告知拟作出的处理', step: 'propose-ending', moves: [to('ending', 'proposed')] },
  'views-stated': { label: '陈述、申辩', step: 'state-views', moves: [to('ending', 'heard')] },
  'ending-dropped': { label: '不再处理', step: 'drop-ending', moves: [to('ending', 'none')] },
  revoked: { label: '撤销', step: 'revoke-licence', moves: ends('revoked') },
  'licence-withdrawn': { label: '撤回许可', step: 'withdraw-licence', moves: ends('withdrawn') },
  cancelled: { label: '注销', step: 'cancel-licence', moves: [to('registration', 'struck-off')] },
  'licence-suspended': { label: '暂扣', step: 'suspend-licence', moves: [to('licence', 'suspended')] },
  'licence-restored': { label: '暂扣期满或者解除', step: 'restore-licence', moves: [to('licence', 'valid')] },
  forfeited: { label: '吊销', step: 'forfeit-licence', moves: ends('forfeited') },
};
