/** Words for closed lists that the server sends as codes. */
import type { Filing } from '../../../capabilities/cases/filing.ts';

export { roleNames } from '../../kit/role-names.ts';

export const channelNames: Record<Filing['channel'], string> = {
  online: '网上',
  window: '窗口',
  kiosk: '自助终端',
  mail: '信函',
  fax: '传真',
  'service-point': '便民服务点',
  remote: '异地窗口',
};

export type IdType = Filing['applicant']['idType'];

export const idTypeNames: Record<IdType, string> = {
  'credit-code': '统一社会信用代码',
  'id-card': '居民身份证',
  passport: '护照',
  'hkmo-permit': '港澳居民来往内地通行证',
  'tw-permit': '台湾居民来往大陆通行证',
  other: '其他证件',
};

export const partyKindNames: Record<Filing['applicant']['kind'], string> = {
  organization: '法人或者其他组织',
  'natural-person': '自然人',
};

export const necessityNames = { required: '必交', conditional: '视情况', deferrable: '可容缺' } as const;

/** In a case it is known whether a conditional material is needed. */
export const necessityInCase = ({
  necessity,
  needed,
}: {
  necessity: keyof typeof necessityNames;
  needed: boolean;
}) => (necessity === 'conditional' ? (needed ? '本次需要' : '不需要') : necessityNames[necessity]);

export const basisKindNames = { law: '法', local: '地方', internal: '内部' } as const;

/** Headlines in the order of a case's life, for the filter. Where two procedures share one, it bears licensing's name. */
/** Of requests for government information. */
export const requestStatusNames: Record<string, string> = {
  submitted: '已提交，待确认',
  confirmed: '已收到',
  clarifying: '待补正',
  answered: '已答复',
  closed: '已办结',
  abandoned: '视为放弃',
  withdrawn: '已撤回',
};

export const statusNames: Record<string, string> = {
  submitted: '已提交，待受理',
  correcting: '待补正',
  accepted: '已受理，待审查',
  reviewing: '审查中',
  reviewed: '已审查，待决定',
  'not-accepted': '不予受理',
  granted: '准予',
  denied: '不予准予',
  issued: '已制证，待送达',
  closed: '已办结',
  withdrawn: '已撤回',
  confirmed: '已收到',
  clarifying: '待补正（信息公开）',
  answered: '已答复',
  abandoned: '视为放弃',
};

/** In the order of the filter: what is in force first, then what is not yet, no longer, or not for now. */
export const certificateStateNames: Record<string, string> = {
  valid: '有效',
  'not-yet-valid': '尚未生效',
  suspended: '暂扣',
  expired: '有效期已届满',
  withdrawn: '已撤回',
  revoked: '已撤销',
  cancelled: '已注销',
  forfeited: '已吊销',
};

export const isIdType = (value: string): value is IdType => Object.hasOwn(idTypeNames, value);
export const isChannel = (value: string): value is Filing['channel'] => Object.hasOwn(channelNames, value);
export const nameIn = (names: Record<string, string>, key: string): string => names[key] ?? key;
