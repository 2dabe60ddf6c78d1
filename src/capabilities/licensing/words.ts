/** What happened, in one sentence for the timeline. Payloads may be gone (erased) or hidden ({}): it must read well then too. */
import type { JsonObject } from '../../kernel/json.ts';
import type { State } from '../../kernel/procedure/declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { deliverySentences } from './delivery-steps.ts';
import { filingSentences, isFiling } from './filing-words.ts';
import { hearingSentences } from './hearing-words.ts';
import { suspensionReasons } from './review-steps.ts';
import { ended, inFull, listed, reasonOf, type Told } from './sentence-parts.ts';
import { suspensionsIn } from './suspensions.ts';

export const channelNames: Record<string, string> = {
  online: '网上',
  window: '窗口',
  kiosk: '自助终端',
  mail: '邮寄',
  fax: '传真',
  'service-point': '便民服务点',
  remote: '异地代收',
};

export const deliveryMethods: Record<string, string> = {
  collection: '自取',
  window: '窗口当场送达',
  express: '邮寄',
  electronic: '电子送达',
};

export const refusalGrounds: Record<string, string> = {
  'no-licence-needed': '依法不需要办理',
  'not-our-power': '不属于本机关职权范围',
  'false-materials': '隐瞒情况或者提供虚假材料',
  barred: '在限制申请的期限内',
};

const grades = ['', '非常不满意', '不满意', '基本满意', '满意', '非常满意'];

const sentences: Record<string, (told: Told) => string> = {
  ...hearingSentences,
  ...deliverySentences,
  drafted: () => '保存了草稿，尚未提交。',
  submitted: ({ fact, data }) =>
    `${channelNames[String(data.channel)] ?? ''}提交申请${materialsHanded(data)}。${receivedEarlier(fact, data)}`,
  'one-time-notice-given': ({ data, payload }) =>
    `一次性告知需要补正的全部内容，共 ${listed(data.items).length} 项${inFull(textsOf(payload.items).join('；'))}${term(data)}`,
  'correction-received': ({ data }) =>
    `收到部分补正，已补正 ${listed(data.answered).length} 项，其余仍待补正。`,
  supplemented: () => '补交了材料。',
  mended: ({ data, payload }) =>
    `当场更正${payload.form === undefined ? '' : '了申请表'}${listed(data.materials).length > 0 ? '并补充材料' : ''}，办理期限不变。`,
  corrected: ({ fact, data }) =>
    data.takesBack === 'lapsed'
      ? `补正已于 ${chineseDate(fact.effectiveOn)}在期限内收到，此前的“视为撤回”不再成立；需要补正的内容已全部补正，重新提交。`
      : '需要补正的内容已全部补正，重新提交。',
  lapsed: () => '逾期未补正，按本区规定视为撤回申请；材料备齐后可以重新申请。',
  accepted: ({ fact, data, payload, officeName }) =>
    `${
      data.deemed === true
        ? `没有在期限内一次性告知补正内容，视为自 ${chineseDate(fact.effectiveOn)}收到之日起受理`
        : '予以受理'
    }，由${listed(data.offices).map(officeName).join('、')}审查。${promised(data)}${payload.reasons ? `材料没有交齐，仍然受理${inFull(payload.reasons)}` : ''}`,
  'acceptance-refused': ({ data, payload }) =>
    `不予受理：${refusalGrounds[String(data.ground)] ?? '不符合受理条件'}${inFull(payload.reasons)}${
      payload.rightAuthority ? `请向${payload.rightAuthority}申请。` : ''
    }`,
  reviewed: ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}审查，${data.conclusion === 'agree' ? '同意' : '不同意'}${inFull(payload.opinion)}${siteCheck(data, payload)}`,
  'sent-back': ({ data, payload, officeName }) =>
    `退回${listed(data.offices).map(officeName).join('、')}${
      data.to === 'materials' ? '重新核对材料' : '重新审查'
    }。${reasonOf(payload.reasons)}${whatStands(data, officeName)}。`,
  'conclusion-withdrawn': ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}撤回已经作出的审查结论，重新审查。${reasonOf(payload.reasons)}其他部门的结论和各项时限不变。`,
  'office-consulted': ({ data, payload, officeName }) =>
    `征求${officeName(String(data.office))}的意见，审查和期限照常进行${inFull(payload.question)}`,
  'office-replied': ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}提出意见${inFull(payload.text)}`,
  suspended: ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}开始${suspensionReasons[String(data.reason)] ?? '特别程序'}，预计需要 ${data.days} 个工作日，其间暂停计算期限${inFull(payload.notice)}`,
  resumed: ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}的特别程序结束，恢复计算期限${inFull(payload.note)}`,
  extended: ({ data, payload }) => `经批准延长办理期限 ${data.days} 个工作日${inFull(payload.reasons)}`,
  granted: ({ data, payload, officeName }) =>
    `决定准予${notFollowed(data.against, officeName)}${inFull(payload.reasons)}${payload.conditions ? `附加要求：${ended(payload.conditions)}` : ''}${specialsOver(data, officeName)}`,
  denied: ({ data, payload, officeName }) =>
    `决定不予准予${inFull(payload.reasons)}${specialsOver(data, officeName)}`,
  'renewal-deemed': () => '有效期届满前没有作出是否准予延续的决定，依法视为准予延续。',
  issued: ({ data, payload }) =>
    `${data.licenceName ? `${data.licenceName}已制成` : '证照已制成'}${
      data.licenceNumber ? `，编号 ${data.licenceNumber}` : ''
    }，待送达。${data.onPaper === true ? `这份证照是纸质的，没有电子文件${inFull(payload.paperReason)}` : ''}`,
  delivered: ({ data, payload }) =>
    `办理结果已送达，方式：${deliveryMethods[String(data.method)] ?? '直接送达'}${
      payload.receiver ? `，签收人：${payload.receiver}` : ''
    }${payload.trackingNo ? `，邮寄单号：${payload.trackingNo}` : ''}。办件办结。`,
  withdrawn: ({ payload }) => `申请人撤回申请${inFull(payload.reasons)}`,
  rated: ({ data, payload }) =>
    `${data.followUp === true ? '追加评价' : '评价'}：${grades[Number(data.grade)] ?? ''}${ticked(payload)}。${payload.comment ? `留言：${ended(payload.comment)}` : ''}`,
};

/** @returns one or more whole sentences in Chinese; the office names come from the directory. */
export function describe(
  fact: Fact,
  payload: JsonObject,
  officeName: (id: string) => string,
  item?: ItemTerms,
): string {
  const say = (item && isFiling(item) ? filingSentences[fact.kind] : undefined) ?? sentences[fact.kind];
  if (!say) throw new Error(`licensing has no words for the fact "${fact.kind}"`);
  return say({ fact, data: fact.data, payload, officeName });
}

/** A special procedure that an office has under way (行政许可法 45). */
export function laneNote(state: State, lane: string, office: string): string | undefined {
  const begun = lane === 'review' ? suspensionsIn(state).get(office) : undefined;
  return begun && `${suspensionReasons[String(begun.data.reason)] ?? '特别程序'}中，暂停计时`;
}

/** The stated list of what survives, as people read it; who has the case and what runs is not mentioned. */
function whatStands({ survives }: JsonObject, officeName: (id: string) => string): string {
  const kept = listed(survives).flatMap((one) =>
    one.startsWith('review/') ? [officeName(one.slice('review/'.length))] : [],
  );
  return kept.length > 0 ? `受理、各项时限和${kept.join('、')}的审查情况不变` : '受理和各项时限不变';
}

/** Granted although offices were against it: the timeline shows both, so it says how they go together. */
function notFollowed(against: unknown, officeName: (id: string) => string): string {
  const offices = listed(against).map(officeName);
  return offices.length > 0 ? `，没有采纳${offices.join('、')}的不同意意见` : '';
}

function textsOf(items: unknown): string[] {
  return listed(items).map((text) => text.replace(/[。；]$/, ''));
}

function promised({ deferred }: JsonObject): string {
  const count = listed(deferred).length;
  return count > 0 ? `承诺补交的 ${count} 种材料，请在受理通知书写明的日期以前补交。` : '';
}

function ticked({ tags }: JsonObject): string {
  const chosen = listed(tags);
  return chosen.length > 0 ? `（${chosen.join('、')}）` : '';
}

function term(data: JsonObject): string {
  return data.termDays ? `请在 ${data.termDays} 个工作日内补正。` : '';
}

function materialsHanded({ materials }: JsonObject): string {
  const handed = Array.isArray(materials) ? materials : [];
  const codes = (deferred: boolean) =>
    new Set(
      handed.flatMap((one) =>
        one !== null && typeof one === 'object' && !Array.isArray(one) && (one.deferred === true) === deferred
          ? [String(one.materialCode)]
          : [],
      ),
    ).size;
  const now = codes(false) > 0 ? `，交来 ${codes(false)} 种材料` : '';
  return codes(true) > 0 ? `${now}，另有 ${codes(true)} 种稍后补交` : now;
}

function receivedEarlier(fact: Fact, data: JsonObject): string {
  return data.receivedOn ? `申请于 ${chineseDate(fact.effectiveOn)}收到，由工作人员补录。` : '';
}

function siteCheck(data: JsonObject, payload: JsonObject): string {
  if (!data.siteCheckOn) return '';
  const second = payload.secondOfficer ? `，共同核查人员：${payload.secondOfficer}` : '';
  return `${chineseDate(String(data.siteCheckOn))}现场核查${second}。`;
}

const specialsOver = ({ specialsEnded }: JsonObject, officeName: (id: string) => string) => {
  const offices = listed(specialsEnded).map(officeName);
  return offices.length > 0 ? `${offices.join('、')}尚未结束的特别程序到此为止。` : '';
};
