/** What people call those who act: as officers say it among themselves, and as one says it to a citizen. */
import type { Role } from '../../kernel/actor.ts';
import type { Taker } from '../../kernel/procedure/outline.ts';

export const roleNames: Record<Role, string> = {
  applicant: '申请人',
  clerk: '窗口人员',
  reviewer: '审查人员',
  approver: '审批人员',
  head: '部门负责人',
  sealer: '印章管理员',
  issuer: '出证人员',
  supervisor: '电子监察员',
  catalogue: '目录管理员',
  auditor: '审计员',
  certificates: '证照管理员',
  archivist: '档案管理员',
  hall: '大厅管理员',
  legal: '法制审核人员',
  enforcement: '执法人员',
  appraisal: '考核人员',
  disclosure: '信息公开人员',
  'head-disclosure': '信息公开负责人',
  leader: '领导',
  admin: '系统管理员',
};

export type TakerWords = (taker: Taker) => string;

export const asOfficersSay: TakerWords = (taker) =>
  taker === 'interested-party' ? '利害关系人' : taker === 'system' ? '系统' : roleNames[taker];

/** To a citizen an office is a place, not a post; whoever decides is not her affair, but that it is decided is. */
const toCitizens: Partial<Record<Taker, string>> = {
  applicant: '您',
  'interested-party': '利害关系人',
  system: '到期自动',
  clerk: '窗口',
  issuer: '窗口',
  reviewer: '审查部门',
  approver: '审批部门',
  head: '部门负责人',
  disclosure: '信息公开机构',
  'head-disclosure': '信息公开机构负责人',
};

export const asCitizensHear: TakerWords = (taker) => toCitizens[taker] ?? asOfficersSay(taker);

/** 窗口人员、审查人员; each name once. */
export function takersInWords(takers: readonly Taker[], words: TakerWords): string {
  return [...new Set(takers.map(words))].join('、');
}
