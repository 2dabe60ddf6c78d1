import type { ClockRule } from './clock-rule.ts';

/** 政府信息公开条例 names its unit in each article. */
const disclosure = {
  law: '中华人民共和国政府信息公开条例',
  lawVersion: '2019-04-03',
  unit: 'working',
  direction: 'after',
  against: 'agency',
  read: true,
  kind: 'law',
} as const;

/** 政府信息公开条例 §51 */
const complaintsAndReview = '申请人可以投诉、举报，也可以依法申请行政复议或者提起行政诉讼';

export const informationRules: ClockRule[] = [
  {
    ...disclosure,
    id: 'XXGK-30',
    article: '第三十条',
    trigger: '收到申请',
    days: 7,
    expiry: '条例未写明逾期告知的后果；申请人无正当理由逾期不补正的，视为放弃申请',
    summary: '申请内容不明确的，七个工作日内一次性告知补正；答复期限自收到补正的申请起算',
  },
  {
    ...disclosure,
    id: 'XXGK-32',
    article: '第三十二条',
    trigger: '第三方收到征求意见书',
    days: 15,
    against: 'third-party',
    expiry: '逾期未提出意见的，由行政机关决定是否公开',
    summary: '第三方在十五个工作日内提出意见，所需时间不计入答复期限',
  },
  {
    ...disclosure,
    id: 'XXGK-33',
    article: '第三十三条第二款',
    trigger: '收到申请',
    days: 20,
    extension: { days: 20, by: '政府信息公开工作机构负责人', rule: 'XXGK-33-extension' },
    expiry: complaintsAndReview,
    summary: '不能当场答复的，二十个工作日内答复',
  },
  {
    ...disclosure,
    id: 'XXGK-33-extension',
    article: '第三十三条第二款',
    trigger: '二十日期限届满',
    days: 20,
    expiry: complaintsAndReview,
    summary: '经政府信息公开工作机构负责人同意并告知申请人，最长可延长二十个工作日',
  },
  {
    ...disclosure,
    id: 'XXGK-34',
    article: '第三十四条',
    trigger: '被征求意见机关收到征求意见书',
    days: 15,
    against: 'third-party',
    expiry: '逾期未提出意见的，视为同意公开',
    summary: '共同制作信息的机关在十五个工作日内提出意见',
  },
];
