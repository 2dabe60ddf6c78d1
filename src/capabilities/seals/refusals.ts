/** What the rules about seals refuse. The codes are listed once for the documentation. */
import type { Basis } from '../../kernel/basis.ts';
import type { Refusal } from '../../kernel/procedure/declaration.ts';

/** Code → what it means and how to go on. */
export const refusalCodes = {
  'seal/own-application': '申请印章的人不能自己制作这枚印章；请由另一位印章管理员制作。',
  'seal/expired-already': '印章的有效期已经届满；请申请新的印章。',
  'transfer/own-powers': '印章所属机关自己的权力不需要划转。',
  'transfer/already': '这个机关的审批权已经登记过划转。',
  'transfer/none': '这个机关的审批权没有登记过划转，或者已经收回。',
  'transfer/not-approval-seal': '只有行政审批专用章可以为几个机关用印。',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export function refusal(code: RefusalCode, reason: string, needed: string, basis: Basis[]): Refusal {
  return { code, reason, needed, basis };
}
