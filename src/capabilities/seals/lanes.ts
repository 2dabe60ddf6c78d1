/** Where a seal can stand, from the application to the end. Being past its last day is no state: the calendar says it. */
import type { FactDeclaration, LaneDeclaration, State } from '../../kernel/procedure/declaration.ts';

export const headlines: Record<string, string> = {
  applied: '已申请，待制作',
  declined: '不予制作',
  made: '已制作，待启用',
  'in-use': '使用中',
  'out-of-use': '已停用',
  annulled: '已注销',
};

export const lanes: Record<string, LaneDeclaration> = {
  seal: { label: '印章', states: headlines, ends: ['declined', 'annulled'] },
};

export const headline = (state: State): string => state.lanes.seal?.main ?? 'applied';

const to = (state: string): FactDeclaration['moves'] => [{ lane: 'seal', to: [state] }];

export const facts: Record<string, FactDeclaration> = {
  'seal-applied-for': { label: '申请制作印章', step: 'file', moves: to('applied') },
  'seal-declined': { label: '不予制作', step: 'decline-seal', moves: to('declined') },
  'seal-made': { label: '制作印章', step: 'make-seal', moves: to('made') },
  'seal-put-into-use': { label: '启用印章', step: 'put-seal-into-use', moves: to('in-use') },
  'seal-stopped': { label: '停用印章', step: 'stop-seal', moves: to('out-of-use') },
  'seal-restored': { label: '恢复使用', step: 'restore-seal', moves: to('in-use') },
  'seal-annulled': { label: '注销印章', step: 'annul-seal', moves: to('annulled') },
  'seal-users-changed': { label: '变更用印人员', step: 'change-seal-users', moves: [] },
  'powers-transferred': { label: '登记划转的审批权', step: 'record-transfer', moves: [] },
  'powers-returned': { label: '登记收回的审批权', step: 'record-return', moves: [] },
};
