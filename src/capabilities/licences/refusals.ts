/** What the life of a certificate refuses: code, reason, way on and article stand together. */
import type { Basis } from '../../kernel/basis.ts';
import type { Refusal } from '../../kernel/procedure/declaration.ts';

/** Code → what it means and how to go on. */
export const refusalCodes = {
  'ending/not-proposed': '撤销、撤回以前，应当先告知拟作出的处理和理由。',
  'ending/views-open': '持证人还可以陈述、申辩，听取意见或者期满以后再决定。',
  'ending/public-harm': '撤销可能对公共利益造成重大损害的，不予撤销。',
  'cancellation/not-expired': '有效期还没有届满，不能以届满未延续为由注销。',
  'cancellation/other-holder': '这项注销理由不适用于这种持证人。',
  'cancellation/not-ended': '证照没有被撤销、撤回或者吊销，请选择实际的注销理由。',
  'cancellation/ended': '证照已经被撤销、撤回或者吊销，请以此为由办理注销手续。',
  'renewal/no-end': '长期有效的证照不需要延续。',
  'renewal/expired': '有效期已经届满，不能再延续，请重新申请。',
  'licence/not-in-force': '证照目前不在有效状态，不能这样使用。',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export function refusal(code: RefusalCode, reason: string, needed: string, basis: Basis[]): Refusal {
  return { code, reason, needed, basis };
}
