/** What happened to a certificate, in one sentence for its timeline. It must read well when the payload is erased or hidden ({}). */
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { endings, findGround } from './grounds.ts';
import { dayOf, text } from './standing.ts';

interface Told {
  fact: Fact;
  data: JsonObject;
  payload: JsonObject;
}

const sentences: Record<string, (told: Told) => string> = {
  issued: ({ data }) => `制发证照，编号 ${text(data, 'number')}，${until(data)}。`,
  'renewal-applied-for': () => '收到延续申请。',
  'change-applied-for': () => '收到变更申请。',
  renewed: ({ data }) =>
    `${data.deemed === true ? '有效期届满前没有作出决定，依法视为准予延续' : '准予延续'}，${until(data)}。`,
  changed: ({ data }) => `准予变更，换发第 ${data.documentVersion} 版证照。`,
  'document-replaced': ({ data }) => `换发第 ${data.documentVersion} 版证照。`,
  used: ({ data, payload }) =>
    `${payload.purpose ?? `在办件 ${text(data, 'caseNo')} 中代替材料`}，${
      data.consent === 'presented' ? '持证人在窗口出示二维码同意' : '持证人自己选用'
    }。`,
  'renewal-reminded': ({ data }) =>
    `有效期${dayOf(data.validTo) ? `至${chineseDate(text(data, 'validTo'))}，` : '将'}还有 ${data.daysLeft} 天届满，已提醒持证人申请延续。`,
  'ending-proposed': ({ fact, data, payload }) =>
    `告知拟${endingName(data)}${groundIn(fact)}，${data.termDays} 个工作日内可以陈述、申辩${inFull(payload.reasons)}`,
  'views-stated': ({ payload }) => `持证人陈述、申辩${inFull(payload.views)}`,
  'ending-dropped': ({ payload }) => `听取意见后不再处理，证照继续有效${inFull(payload.reasons)}`,
  revoked: ({ fact, data, payload }) =>
    `撤销${groundIn(fact)}${inFull(payload.reasons)}${barred(data)}${bySuperior(data, payload)}`,
  'licence-withdrawn': ({ fact, data, payload }) =>
    `撤回许可${groundIn(fact)}${inFull(payload.reasons)}${
      payload.compensation ? `补偿：${ended(payload.compensation)}` : ''
    }${bySuperior(data, payload)}`,
  cancelled: ({ fact, payload }) => `注销${groundIn(fact)}${inFull(payload.reasons)}`,
  'licence-suspended': ({ data }) =>
    `依行政处罚决定（${text(data, 'decisionDocNo')}）暂扣${data.until ? `至${chineseDate(text(data, 'until'))}` : ''}。`,
  'licence-restored': ({ data }) =>
    data.termOver === true
      ? '暂扣期满，恢复有效。'
      : `依决定（${text(data, 'decisionDocNo')}）解除暂扣，恢复有效。`,
  forfeited: ({ data }) => `依行政处罚决定（${text(data, 'decisionDocNo')}）吊销。`,
};

/** @returns whole sentences in Chinese. */
export function describe(fact: Fact, payload: JsonObject): string {
  const say = sentences[fact.kind];
  if (!say) throw new Error(`a certificate's life has no words for the fact "${fact.kind}"`);
  return say({ fact, data: fact.data, payload });
}

/** （以欺骗、贿赂等不正当手段取得） */
function groundIn({ kind, data }: Fact): string {
  const ground = findGround(kind, text(data, 'ground'));
  return ground ? `（${ground.label}）` : '';
}

function endingName({ ending }: JsonObject): string {
  return ending === 'withdraw' ? endings.withdraw : endings.revoke;
}

function until(data: JsonObject): string {
  const day = dayOf(data.validTo);
  return day === null ? '长期有效' : `有效期至${chineseDate(day)}`;
}

function barred({ barredUntil }: JsonObject): string {
  return typeof barredUntil === 'string'
    ? `至${chineseDate(barredUntil)}（含当日）不得再次申请这项许可（行政许可法第七十九条）。`
    : '';
}

function bySuperior(data: JsonObject, payload: JsonObject): string {
  if (data.decidedBy !== 'superior') return '';
  return `由上级行政机关决定${payload.superiorDocNo ? `（${payload.superiorDocNo}）` : ''}。`;
}

/** `：text。` when there is text, otherwise the full stop alone. */
function inFull(value: unknown): string {
  return typeof value === 'string' && value.trim() ? `：${ended(value)}` : '。';
}

function ended(value: unknown): string {
  const trimmed = String(value).trim();
  return /[。！？!?]$/.test(trimmed) ? trimmed : `${trimmed}。`;
}
