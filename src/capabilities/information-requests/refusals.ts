/** What an information request refuses; the codes are listed once for the documentation. */
import type { Basis } from '../../kernel/basis.ts';
import type { Refusal } from '../../kernel/procedure/declaration.ts';

export const refusalCodes = {
  'clarification/once': '只能告知补正一次。',
  'clarification/too-late': '补正期限届满，申请已经视为放弃；只有期限内收到的补正才能登记。',
  'consultation/open': '征求意见尚未结束，不能公开所征求的信息。',
  'consultation/none': '没有正在征求的意见。',
  'consultation/once': '每个机关只征求一次意见。',
  'consultation/running': '正在征求这个机关的意见。',
  'extension/already': '答复期限只能延长一次。',
  'extension/too-long': '延长的天数超过二十个工作日。',
  'extension/after-end': '答复期限届满后不能再延长。',
  'reasons/already-asked': '已经要求过申请人说明理由。',
  'reasons/not-asked': '没有要求说明理由。',
  'reasons/not-given': '申请人尚未说明理由。',
  'delay/already': '已经确定过延迟答复的期限。',
  'delay/after-end': '答复期限届满后不能再确定延迟期限。',
  'answer/reasons-first': '以数量、频次明显超过合理范围为由不予处理之前，应当要求申请人说明理由。',
  'answer/notice-not-provided': '办件所用的事项版本没有告知第三方的文书，先改按新版办理。',
  'answer/reasons-awaited': '申请人说明理由的期限还没有届满，听取理由或者期满以后再答复。',
} as const;

export function refusal(
  code: keyof typeof refusalCodes,
  reason: string,
  needed: string,
  basis: Basis[],
): Refusal {
  return { code, reason, needed, basis };
}
