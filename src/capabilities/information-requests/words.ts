/** What happened, in one sentence for the timeline. Payloads may be gone (erased) or hidden ({}): it must read well then too. */
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { answerKinds } from './answer-steps.ts';

interface Told {
  fact: Fact;
  data: JsonObject;
  payload: JsonObject;
  officeName: (id: string) => string;
}

const channelNames: Record<string, string> = {
  online: '网上',
  window: '当面',
  kiosk: '自助终端',
  mail: '邮寄',
  fax: '传真',
  'service-point': '便民服务点',
  remote: '异地代收',
};

export const deliveryMethods: Record<string, string> = {
  electronic: '电子送达',
  mail: '邮寄',
  collection: '当面领取',
  reading: '查阅、抄录',
};

const sentences: Record<string, (told: Told) => string> = {
  submitted: ({ fact, data }) =>
    `${channelNames[String(data.channel)] ?? ''}提出政府信息公开申请。${
      data.receivedOn ? `申请于 ${chineseDate(fact.effectiveOn)}送达，由工作人员补录。` : ''
    }`,
  confirmed: ({ fact }) =>
    `收到申请之日为 ${chineseDate(fact.effectiveOn)}，二十个工作日的答复期限从这一天起计算。`,
  'clarification-asked': ({ data, payload }) =>
    `告知需要补正的事项${inFull(payload.what)}请在 ${data.termDays} 个工作日内补正；${restart(data)}`,
  clarified: ({ fact, data, payload }) =>
    (data.takesBack === 'abandoned' ? '补正在期限内已经收到，此前的“视为放弃”不再成立。' : '') +
    `申请人补正${inFull(payload.text)}${entered(fact, data)}${restart(data)}`,
  abandoned: () => '无正当理由逾期没有补正，视为放弃申请，不再处理；可以重新提出申请。',
  'third-party-consulted': ({ payload }) =>
    `书面征求第三方${payload.name ? `（${payload.name}）` : ''}的意见，所需时间不计算在答复期限内。`,
  'third-party-replied': ({ data, payload }) =>
    `第三方${agreement(data)}${inFull(payload.text)}答复期限恢复计算。`,
  'third-party-silent': () => '第三方逾期没有提出意见，由本机关依照条例决定是否公开，答复期限恢复计算。',
  'office-consulted': ({ data, officeName }) =>
    `征求${officeName(String(data.office))}的意见，所需时间不计算在答复期限内。`,
  'office-replied': ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}${agreement(data)}${inFull(payload.text)}答复期限恢复计算。`,
  'office-silent': ({ data, officeName }) =>
    `${officeName(String(data.office))}逾期没有提出意见，视为同意公开，答复期限恢复计算。`,
  'reasons-asked': ({ payload }) =>
    `申请的数量、频次明显超过合理范围，请申请人说明理由${inFull(payload.text)}`,
  'reasons-given': ({ fact, data, payload }) =>
    `申请人说明了理由${inFull(payload.text)}${entered(fact, data)}`,
  delayed: ({ data, payload }) =>
    `理由合理但无法按期答复，答复期限延迟 ${data.days} 个工作日${inFull(payload.reasons)}`,
  extended: ({ data, payload }) =>
    `经政府信息公开工作机构负责人同意，答复期限延长 ${data.days} 个工作日${inFull(payload.reasons)}`,
  answered: ({ data, payload }) => `作出答复，${kindName(data.kind)}${inFull(payload.text)}${provided(data)}`,
  delivered: ({ data, payload }) =>
    `答复已送达，方式：${deliveryMethods[String(data.method)] ?? '直接送达'}${
      payload.receiver ? `，签收人：${payload.receiver}` : ''
    }${payload.trackingNo ? `，邮寄单号：${payload.trackingNo}` : ''}。申请办结。`,
  withdrawn: ({ fact, data, payload }) => `申请人撤回申请${inFull(payload.reasons)}${entered(fact, data)}`,
};

/** @returns one or more whole sentences in Chinese; the office names come from the directory. */
export function describe(fact: Fact, payload: JsonObject, officeName: (id: string) => string): string {
  const say = sentences[fact.kind];
  if (!say) throw new Error(`information requests have no words for the fact "${fact.kind}"`);
  return say({ fact, data: fact.data, payload, officeName });
}

function kindName(kind: unknown): string {
  return Object.entries(answerKinds).find(([known]) => known === kind)?.[1] ?? '已经答复';
}

/** Ids of the documents that the answer gives. */
export function documentsGiven({ materials }: JsonObject): string[] {
  if (!Array.isArray(materials)) return [];
  return materials.flatMap((one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one) && typeof one.documentId === 'string'
      ? [one.documentId]
      : [],
  );
}

/** On paper or by word of mouth: who typed it in was not who said it. */
const entered = ({ effectiveOn }: Fact, data: JsonObject) =>
  data.entered === true ? `于 ${chineseDate(effectiveOn)}收到，由工作人员登记。` : '';

const agreement = ({ agrees }: JsonObject) => (agrees === true ? '同意公开' : '不同意公开');

function provided(data: JsonObject): string {
  const { length } = documentsGiven(data);
  return length > 0 ? `随答复提供 ${length} 份文件。` : '';
}

/** `：text。` when there is text, otherwise the full stop alone. */
function inFull(text: unknown): string {
  if (typeof text !== 'string' || !text.trim()) return '。';
  const trimmed = text.trim();
  return /[。！？!?]$/.test(trimmed) ? `：${trimmed}` : `：${trimmed}。`;
}

/** 条例 30: only what was asked within seven working days gives the limit anew. */
const restart = ({ late }: JsonObject) =>
  late === true ? '告知补正超过了七个工作日，答复期限不重新计算。' : '答复期限从收到补正之日起重新计算。';
