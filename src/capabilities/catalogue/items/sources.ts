import { type FileableItem, type ItemBasis, type Letters, licensingPauses, type Remedy } from '../item.ts';

/**
 * What the declared items rest on, each source once. `read: true` stands only on articles that were read in the text and
 * edition named here; local rules of the demonstration district are fictional and stay unread (依据未核验).
 */
function article(title: string, edition: string) {
  return (number: string, text: string): ItemBasis => ({
    kind: 'law',
    ref: `${title} ${number}`,
    title,
    article: number,
    read: true,
    edition,
    text,
  });
}

const licensing = article('行政许可法', '2019年4月23日修正');
const foodSafety = article('食品安全法', '2021年4月29日修正');
const foodSafetyRules = article('食品安全法实施条例', '2019年10月11日国务院令第721号');
const registration = article('市场主体登记管理条例', '国务院令第746号');
const reconsideration = article('行政复议法', '2023年9月1日修订');
const litigation = article('行政诉讼法', '2017年6月27日修正');
const disclosure = article('政府信息公开条例', '2019年4月3日国务院令第711号');
const fireLaw = article('消防法', '2021年4月29日修正');
const publicPlaces = article('公共场所卫生管理条例', '2016年2月6日修订');
const hotelSecurity = article('旅馆业治安管理办法', '2011年1月8日修订');
const environment = article('优化营商环境条例', '2019年10月22日国务院令第722号');
const onlineServices = article('国务院关于在线政务服务的若干规定', '2019年4月26日国务院令第716号');

export const law = {
  licensing12: licensing('第十二条第（一）项', '直接关系公共安全、人身健康等特定活动，可以设定行政许可。'),
  licensing26p2: licensing(
    '第二十六条第二款',
    '由两个以上部门分别实施的许可，可以由一个部门受理并转告其他部门提出意见后统一办理，或者联合办理。',
  ),
  licensing30: licensing('第三十条', '事项、依据、条件、期限、材料目录和申请书示范文本应当公示。'),
  licensing32p1: licensing('第三十二条第（一）项', '依法不需要取得许可的，即时告知不受理。'),
  licensing32p2: licensing(
    '第三十二条第（二）项',
    '不属于本机关职权的，即时作出不予受理决定并指明有权机关。',
  ),
  licensing32p4: licensing(
    '第三十二条第（四）项',
    '材料不齐全的，当场或者五日内一次告知全部补正内容；逾期不告知即为受理。',
  ),
  licensing32: licensing('第三十二条', '受理或者不予受理，出具加盖专用印章并注明日期的书面凭证。'),
  licensing34: licensing('第三十四条第三款', '需要核实申请材料实质内容的，指派两名以上工作人员核查。'),
  licensing38p1: licensing('第三十八条第一款', '符合法定条件、标准的，作出准予许可的书面决定。'),
  licensing38p2: licensing('第三十八条第二款', '不予许可的，说明理由并告知复议、诉讼权利。'),
  licensing42: licensing(
    '第四十二条第一款',
    '自受理之日起二十日内决定；经负责人批准可延长十日，并告知理由。',
  ),
  licensing42p2: licensing(
    '第四十二条第二款',
    '联合办理的不超过四十五日；经本级人民政府负责人批准可延长十五日，并告知理由。',
  ),
  licensing36: licensing('第三十六条', '直接关系他人重大利益的，告知利害关系人，听取陈述和申辩。'),
  licensing46: licensing('第四十六条', '应当听证的事项和涉及公共利益的重大许可事项，向社会公告并举行听证。'),
  licensing47: licensing(
    '第四十七条',
    '直接涉及重大利益关系的，告知听证权利；五日内提出的，二十日内组织听证；不承担费用。',
  ),
  licensing48p1: licensing('第四十八条第一款第（一）项', '举行听证的七日前通知时间、地点，必要时公告。'),
  licensing48p5: licensing('第四十八条第一款第（五）项', '制作听证笔录，由参加人确认无误后签字或者盖章。'),
  licensing44: licensing('第四十四条', '自作出准予决定之日起十日内颁发、送达证件。'),
  licensing45: licensing('第四十五条', '听证、检验、专家评审等八种所需时间不计入期限，并书面告知。'),
  licensing49: licensing(
    '第四十九条',
    '要求变更许可事项的，向作出决定的机关申请；符合条件、标准的，依法办理变更手续。',
  ),
  licensing50: licensing(
    '第五十条',
    '有效期届满三十日前申请延续；届满前作出是否准予延续的决定，逾期未作决定的，视为准予延续。',
  ),
  licensing58: licensing('第五十八条', '实施行政许可不得收取任何费用，法律、行政法规另有规定的除外。'),
  licensing82: licensing('第八十二条', '许可期限以工作日计算，不含法定节假日。'),
  food33: foodSafety('第三十三条', '食品生产经营的场所、设备、人员、布局等要求。'),
  food35p1: foodSafety(
    '第三十五条第一款',
    '食品销售、餐饮服务应当取得许可；仅销售预包装食品的，报县级以上部门备案。',
  ),
  food35p2: foodSafety('第三十五条第二款', '审核场所、设备、人员、布局资料，必要时现场核查。'),
  foodRules15: foodSafetyRules('第十五条', '食品生产经营许可的有效期为五年。'),
  registration16: registration('第十六条', '登记申请材料；登记机关能够共享获取的，不得要求重复提供。'),
  registration18: registration('第十八条', '可以委托他人代办登记。'),
  registration19: registration(
    '第十九条',
    '形式审查，齐全的当场登记；否则三个工作日内，经负责人批准再延长三个工作日。',
  ),
  registration19p2: registration('第十九条第二款', '材料不齐全的，一次性告知需要补正的材料。'),
  registration20: registration('第二十条', '不符合规定的不予登记，并说明理由。'),
  registration22: registration('第二十二条', '营业执照分正本和副本，电子执照与纸质执照效力相同。'),
  registration37p2: registration('第三十七条第二款', '执照遗失或者毁坏的，通过公示系统声明作废后申请补领。'),
  reconsideration20: reconsideration('第二十条', '知道行政行为之日起六十日内可以申请行政复议。'),
  litigation46: litigation('第四十六条', '知道行政行为之日起六个月内可以直接起诉。'),
  reconsideration23: reconsideration(
    '第二十三条第一款第（四）项',
    '申请政府信息公开，行政机关不予公开的，应当先申请行政复议，对复议决定不服的再提起行政诉讼。',
  ),
  disclosure27: disclosure('第二十七条', '除主动公开的以外，可以向行政机关申请获取相关政府信息。'),
  disclosure29: disclosure(
    '第二十九条',
    '申请以书面形式提出，写明申请人、所需信息和形式要求；也可以口头提出。',
  ),
  disclosure30: disclosure('第三十条', '内容不明确的，七个工作日内一次告知补正；逾期不补正视为放弃。'),
  disclosure31: disclosure('第三十一条', '当面提交、签收、双方确认之日为收到申请之日。'),
  disclosure32: disclosure(
    '第三十二条',
    '公开会损害第三方合法权益的，书面征求其意见；不同意而决定公开的，书面告知其内容和理由。',
  ),
  disclosure33: disclosure(
    '第三十三条第二款',
    '二十个工作日内答复；经公开工作机构负责人同意，最长再延长二十个工作日。',
  ),
  disclosure34: disclosure('第三十四条', '共同制作的信息可以征求相关机关意见，逾期未答复视为同意公开。'),
  disclosure35: disclosure(
    '第三十五条',
    '申请明显超过合理范围的，可以要求说明理由，并可以确定延迟答复的期限。',
  ),
  disclosure36: disclosure('第三十六条', '按不同情况分别作出答复。'),
  disclosure40: disclosure('第四十条', '根据申请人的要求和信息保存的实际情况确定提供的形式。'),
  disclosure42: disclosure('第四十二条', '依申请提供政府信息不收取费用，明显超过合理范围的除外。'),
  disclosure45: disclosure('第四十五条', '建立申请登记、审核、办理、答复、归档的制度。'),
  disclosure51: disclosure('第五十一条', '可以投诉、举报，也可以依法申请行政复议或者提起行政诉讼。'),
  onlineServices11: onlineServices('第十一条', '电子证照可以作为办理政务服务事项的依据。'),
  fire15p1: fireLaw(
    '第十五条第一款',
    '公众聚集场所投入使用、营业前，向消防救援机构申请消防安全检查，作出承诺并提交材料。',
  ),
  fire15p3: fireLaw('第十五条第三款', '不采用告知承诺的，消防救援机构自受理之日起十个工作日内检查。'),
  fire15p4: fireLaw('第十五条第四款', '未经消防救援机构许可，公众聚集场所不得投入使用、营业。'),
  publicPlaces2: publicPlaces('第二条第（一）项', '适用于宾馆、旅店、招待所等公共场所。'),
  publicPlaces4: publicPlaces('第四条', '公共场所实行卫生许可证制度，由县以上卫生行政部门签发。'),
  publicPlaces8: publicPlaces('第八条', '经营单位向卫生行政部门申请办理卫生许可证。'),
  hotel3: hotelSecurity('第三条', '旅馆的房屋、消防设备、出入口等符合规定，并有防盗安全设施。'),
  hotel4: hotelSecurity('第四条', '开办旅馆经主管部门审查批准、公安机关签署意见，登记领取营业执照后开业。'),
  environment36: environment('第三十六条', '可以压减办理时限并公开；超过办理时间应当公开说明理由。'),
} as const;

/** A rule of the demonstration district: fictional, never read, shown as 依据未核验. */
function districtRule(title: string, number: string, text: string): ItemBasis {
  return { kind: 'local', ref: `${title} ${number}`, title, article: number, read: false, text };
}

const serviceRules = '《明川经济开发区政务服务规则》（示范）';

export const district = {
  promise: districtRule(serviceRules, '第八条', '承诺办结时限由事项所属部门确定并公布。'),
  jointReview: districtRule(
    '《明川经济开发区联合办理规则》（示范）',
    '第六条',
    '参加联合办理的各部门自受理之日起十五个工作日内提出审查意见。',
  ),
  filing: districtRule(serviceRules, '第十二条', '备案事项自收到齐全材料之日起五个工作日内办结。'),
  filingReceipt: districtRule(
    serviceRules,
    '第十三条',
    '收到备案材料出具凭证，材料不齐一次告知，不予备案说明理由。',
  ),
  tolerance: districtRule(serviceRules, '第十五条', '可容缺的材料在承诺期限内补交。'),
  fees: districtRule(serviceRules, '第十八条', '备案、补领执照不收费。'),
  serving: districtRule(serviceRules, '第二十条', '办理结果的送达方式和送达回证。'),
} as const;

/** The letters of an administrative licence under the names the law's practice gives them. */
export const licensingLetters: Letters = {
  acceptance: { name: '行政许可受理通知书', basis: [law.licensing32] },
  'one-time-notice': { name: '一次性告知书', basis: [law.licensing32p4] },
  'non-acceptance': { name: '行政许可不受理告知书', basis: [law.licensing32p1] },
  'refusal-of-acceptance': { name: '行政许可不予受理决定书', basis: [law.licensing32p2] },
  'time-needed': { name: '行政许可所需时间告知书', basis: [law.licensing45] },
  extension: { name: '行政许可延期告知书', basis: [law.licensing42] },
  grant: { name: '准予行政许可决定书', basis: [law.licensing38p1] },
  denial: { name: '不予行政许可决定书', basis: [law.licensing38p2] },
  delivery: { name: '送达回证', basis: [law.licensing44] },
  'hearing-right': { name: '行政许可听证告知书', basis: [law.licensing36, law.licensing47] },
  'hearing-notice': { name: '行政许可听证通知书', basis: [law.licensing48p1] },
  'hearing-announcement': { name: '行政许可听证公告', basis: [law.licensing46] },
  'hearing-record': { name: '行政许可听证笔录', basis: [law.licensing48p5] },
};

/** Remedies against any decision of the district's departments. */
export const remedies: Remedy[] = [
  {
    kind: 'reconsideration',
    text: '对决定不服的，可以自知道之日起六十日内向明川经济开发区管理委员会申请行政复议。',
    basis: [law.reconsideration20],
  },
  {
    kind: 'litigation',
    text: '也可以自知道之日起六个月内直接向有管辖权的人民法院提起行政诉讼。',
    basis: [law.litigation46],
  },
];

export const marketRegulation = {
  office: 'market-regulation',
  departmentName: '市场监督管理局',
  /** A fictional credit code of the demonstration with a sound check digit; its division is not assigned. */
  creditCode: '11350199M00000027D',
} as const;

const hall = {
  address: '明川市明川经济开发区窗明路 1 号政务服务中心',
  hours: '周一至周五（法定节假日除外）9:00–12:00，13:30–17:30',
  complaintPhone: '0591-00000100',
};

/** A counter of the hall, as a guide says where to go and whom to call. */
const counterOf = (name: string, phone: string) => ({
  where: `${hall.address}，${name}`,
  hours: hall.hours,
  phone,
  complaintPhone: hall.complaintPhone,
});

export const counters = {
  marketAccess: counterOf('市场准入窗口（A01）', '0591-00000101'),
  disclosure: counterOf('政务公开窗口（D01）', '0591-00000401'),
};

/** 行政许可法 42, 45: a licence that one department decides may take ten days more, and stands still for what others have to do. */
export const licensingTime = {
  extension: { days: 10, by: 'head', basis: [law.licensing42] },
  suspension: { reasons: [...licensingPauses], basis: [law.licensing45] },
} satisfies Pick<FileableItem, 'extension' | 'suspension'>;
