import type { ClockRule } from './clock-rule.ts';

const registration = {
  law: '中华人民共和国市场主体登记管理条例',
  lawVersion: '2021-07-27',
  article: '第十九条第一款',
  unit: 'working',
  direction: 'after',
  against: 'agency',
  read: true,
  kind: 'law',
} as const;

const review = '逾期未登记的，申请人可以依法申请行政复议或者提起行政诉讼';

export const registrationRules: ClockRule[] = [
  {
    ...registration,
    id: 'SCZT-19',
    trigger: '收到齐全、符合法定形式的登记申请材料',
    days: 3,
    extension: { days: 3, by: '登记机关负责人', rule: 'SCZT-19-extension' },
    expiry: review,
    summary: '材料齐全、符合法定形式的当场登记；不能当场登记的，三个工作日内登记',
  },
  {
    ...registration,
    id: 'SCZT-19-extension',
    trigger: '三个工作日期限届满',
    days: 3,
    expiry: review,
    summary: '情形复杂的，经登记机关负责人批准可以再延长三个工作日',
  },
];
