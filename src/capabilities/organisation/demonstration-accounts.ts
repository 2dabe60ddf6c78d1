/** The accounts of a demonstration, all with one published password. Made in demo mode only. */
import type { Post, Principal, Role } from '../../kernel/actor.ts';
import type { NewAccount } from '../../platform/access/accounts.ts';
import { demonstrationOrganisation } from './demonstration-organisation.ts';

const { offices } = demonstrationOrganisation;

export const demonstrationPassword = 'mingchuang';

type DemonstrationAccount = Omit<NewAccount, 'passwordHash'>;

export function listDemonstrationAccounts(): DemonstrationAccount[] {
  return [...applicants, ...ownStaff, ...offices.flatMap(({ id, kind }) => staffOf(id, kind))].map(
    (account) => ({
      ...account,
      demonstration: true,
    }),
  );
}

const citizen: Principal = {
  kind: 'natural-person',
  name: '张示例',
  idType: 'id-card',
  idNumber: '11010519491231002X',
};

const company: Principal = {
  kind: 'organization',
  name: '示例餐饮有限公司',
  idType: 'credit-code',
  idNumber: '91350100M000100Y43',
};

const applicants: DemonstrationAccount[] = [
  { username: 'citizen', name: citizen.name, kind: 'applicant', principal: citizen },
  { username: 'company', name: '李示例', kind: 'applicant', principal: company },
];

/** Named after their role, at the office where such a post sits. Market regulation is the office people try first. */
const ownStaff: DemonstrationAccount[] = [
  staff('clerk', '窗口示例一', 'clerk', 'hall'),
  staff('issuer', '出证示例', 'issuer', 'hall'),
  staff('sealer', '印章示例', 'sealer', 'hall'),
  staff('hall', '大厅示例', 'hall', 'hall'),
  staff('certificates', '证照示例', 'certificates', 'hall'),
  staff('archivist', '档案示例', 'archivist', 'hall'),
  staff('supervisor', '监察示例', 'supervisor', 'hall'),
  staff('catalogue', '目录示例', 'catalogue', 'hall'),
  staff('reviewer', '审查示例一', 'reviewer', 'market-regulation'),
  staff('reviewer2', '审查示例二', 'reviewer', 'market-regulation'),
  staff('approver', '审批示例', 'approver', 'market-regulation'),
  staff('head', '负责示例', 'head', 'market-regulation'),
  staff('enforcement', '执法示例', 'enforcement', 'market-regulation'),
  staff('legal', '法制示例', 'legal', 'justice'),
  staff('appraisal', '考核示例', 'appraisal', 'justice'),
  staff('auditor', '审计示例', 'auditor', 'committee-office'),
  staff('disclosure', '公开示例', 'disclosure', 'committee-office'),
  staff('head-disclosure', '公开负责示例', 'head-disclosure', 'committee-office'),
  staff('leader', '领导示例', 'leader', 'committee-office'),
  staff('admin', '管理示例', 'admin', 'committee-office'),
];

const officeRoles: { role: Role; title: string }[] = [
  { role: 'reviewer', title: '审查示例' },
  { role: 'approver', title: '审批示例' },
  { role: 'head', title: '负责示例' },
];

function staffOf(office: string, kind: 'hall' | 'department'): DemonstrationAccount[] {
  if (office === 'market-regulation') return [];
  const word =
    kind === 'hall' ? '大厅' : (offices.find(({ id }) => id === office)?.windows[0]?.name.slice(0, 2) ?? '');
  return officeRoles.map(({ role, title }) => staff(`${role}-${office}`, `${word}${title}`, role, office));
}

function staff(username: string, name: string, role: Role, office: string): DemonstrationAccount {
  const posts: Post[] = [{ role, office }];
  return { username, name, kind: 'staff', posts };
}
