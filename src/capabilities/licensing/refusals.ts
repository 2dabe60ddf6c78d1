/** What licensing refuses: code, reason, way on and article stand together; the codes are listed once for the documentation. */
import type { Basis } from '../../kernel/basis.ts';
import type { Refusal } from '../../kernel/procedure/declaration.ts';

/** Code → what it means and how to go on. */
export const refusalCodes = {
  'applicant/barred': '申请人曾提供虚假材料，或者以欺骗、贿赂等手段取得过这项许可，在限制申请的期限内。',
  'notice/too-late': '办件已经受理，不能再发一次性告知书。',
  'notice/second-demand': '已经一次性告知过；之后的告知只能重复仍未补正的内容。',
  'correction/too-late': '补正期限届满，申请已经视为撤回；只有期限内收到的补正才能登记。',
  'suspension/not-in-law': '本事项依据的法律没有把这种情形列为可以不计入期限。',
  'suspension/running': '本部门的特别程序正在进行；先恢复计时。',
  'suspension/none': '本部门没有正在进行的特别程序。',
  'extension/not-in-law': '本事项依据的法律没有规定可以延长期限。',
  'extension/already': '期限只能延长一次。',
  'extension/after-end': '期限届满后不能再延长。',
  'extension/too-long': '延长的天数超过法律允许的上限。',
  'conclusion/join-passed': '各部门都已审查完毕，结论只能由审批人退回。',
  'consultation/nobody': '没有可以再征求意见的部门。',
  'version/decided': '已经作出决定的办件不再转按新版本办理。',
  'decision/own-review': '代理审批人的，不能决定自己审查过的办件。',
  'decision/clerk-grants-only': '窗口只能当场准予；不予准予由审批人决定。',
  'hearing/required-by-law': '依法应当听证的事项，没有经签字的听证笔录不能作出决定。',
  'hearing/no-record': '听证程序已经启动，没有经签字的听证笔录不能作出决定。',
  'hearing/may-be-requested': '被告知的人还可以要求听证，期限届满以前不能作出决定。',
  'hearing/under-way': '听证已经通知或者举行，不能再告知听证权利。',
  'hearing/already-required': '听证程序已经启动。',
  'hearing/notice-too-short': '听证应当在七个工作日前通知。',
  'hearing/after-limit': '听证应当自收到要求之日起二十个工作日内组织。',
  'hearing/chair-reviews': '审查申请的人员不能主持听证。',
  'hearing/reviewer-chairs': '听证主持人不能审查申请。',
  'hearing/challenge-open': '有人申请主持人回避，还没有决定。',
  'hearing/no-challenge': '没有人申请主持人回避。',
  'hearing/not-yet': '听证的日期还没有到。',
  'hearing/too-late': '应当自被告知之日起五个工作日内要求听证。',
  'hearing/told-already': '已经列为利害关系人并告知过。',
  'hearing/not-told': '没有告知过听证权利。',
  'hearing/already-requested': '已经要求过听证。',
  'hearing/already-held': '听证已经举行，笔录已经签字。',
  'hearing/no-open-right': '没有正在等待表明的听证权利。',
  'hearing/not-requested': '没有要求过听证。',
  'rating/not-filed': '没有提交过的申请不能评价。',
  'rating/already-given': '每个办件可以评价一次、追加一次。',
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export function refusal(code: RefusalCode, reason: string, needed: string, basis: Basis[]): Refusal {
  return { code, reason, needed, basis };
}
