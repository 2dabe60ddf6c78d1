import type { ClockRule } from './clock-rule.ts';

const local = {
  unit: 'working',
  direction: 'after',
  against: 'agency',
  kind: 'local',
} as const;

/**
 * Limits that no national text sets. Each is only the default of a setting; the place it was taken from is
 * named so that a district sees whose rule it would be following.
 */
export const localRules: ClockRule[] = [
  {
    ...local,
    id: 'LOCAL-hotline-reply',
    law: '潍坊市12345政务服务便民热线条例',
    lawVersion: '2021-12-03',
    article: '第二十条第一项',
    trigger: '承办单位收到转办事项',
    days: 5,
    expiry: '逾期的由热线工作机构催办、督办',
    summary: '热线事项能够办理的，五个工作日内办理完毕；法律、法规规定更长的从其规定',
    read: true,
  },
  {
    ...local,
    id: 'LOCAL-rating-contact',
    law: '安阳市政务服务条例',
    lawVersion: '2021-09-29',
    article: '第五十二条第二款',
    trigger: '收到实名差评',
    days: 1,
    expiry: '逾期的计入差评整改的督办',
    summary: '实名差评在一个工作日内联系核实',
    read: true,
  },
  {
    ...local,
    id: 'LOCAL-rating-rectify',
    law: '各地好差评管理办法',
    article: '整改时限的规定',
    trigger: '收到实名差评',
    days: 15,
    expiry: '逾期的由监督部门督办',
    summary: '差评在十五个工作日内整改并回访，各地规定不一',
    read: false,
  },
  {
    ...local,
    id: 'LOCAL-rule-filing',
    law: '各省行政规范性文件管理办法',
    article: '报送备案的规定',
    trigger: '规范性文件公布',
    days: 15,
    unit: 'natural',
    expiry: '逾期的由备案机关通知限期报送',
    summary: '规范性文件公布后十五日内报上一级备案，各地规定不一',
    read: false,
  },
  {
    ...local,
    id: 'LOCAL-decision-publication',
    law: '国办发〔2018〕118号',
    article: '行政执法公示制度',
    trigger: '作出许可或者处罚决定',
    days: 7,
    expiry: '逾期的计入执法公示的督办',
    summary: '行政许可、行政处罚决定七个工作日内公开，法律、法规另有规定的除外',
    read: false,
  },
];
