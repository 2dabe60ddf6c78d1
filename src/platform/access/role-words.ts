import type { Role } from '../../kernel/actor.ts';

/** What people call each role, and what it is there for; the exhaustive type lets none be forgotten. */
export const roleWords: Record<Role, { name: string; duty: string }> = {
  applicant: { name: '申请人', duty: '为自己或所代表的单位办事、查进度、补正、评价' },
  clerk: { name: '窗口人员', duty: '在大厅收件、受理、一次性告知、送达' },
  reviewer: { name: '审查人员', duty: '审查本部门的办件，提出意见' },
  approver: { name: '审批人员', duty: '依审查意见作出决定' },
  head: { name: '部门负责人', duty: '批准延长期限（行政许可法第四十二条）' },
  sealer: { name: '印章管理员', duty: '管理电子印章的启用、停用和更换' },
  issuer: { name: '出证人员', duty: '制作、颁发证照和决定文书' },
  supervisor: { name: '电子监察员', duty: '监察时限和程序，督办' },
  catalogue: { name: '目录管理员', duty: '维护事项目录、版本和材料' },
  auditor: { name: '审计员', duty: '核对账本和操作记录' },
  certificates: { name: '证照管理员', duty: '管理电子证照的变更、注销和撤销' },
  archivist: { name: '档案管理员', duty: '归档、移交、鉴定到期档案，提出销毁' },
  hall: { name: '大厅管理员', duty: '管理大厅、窗口和现场秩序' },
  legal: { name: '法制审核人员', duty: '审核决定的合法性' },
  enforcement: { name: '执法人员', duty: '检查、调查、提出处罚意见' },
  appraisal: { name: '考核人员', duty: '核对指标，组织考核' },
  disclosure: { name: '信息公开人员', duty: '办理政府信息公开申请' },
  'head-disclosure': { name: '信息公开负责人', duty: '批准延长答复期限（信息公开条例第三十三条）' },
  leader: { name: '领导', duty: '掌握总体情况，批准联合办理的延期' },
  admin: { name: '系统管理员', duty: '维护机构、账号和参数' },
};
