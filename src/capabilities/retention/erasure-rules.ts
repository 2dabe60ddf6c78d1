/** What keeps a case from being erased, and an order from being decided. Pure. */
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { type GroundId, groundOf } from './grounds.ts';

export interface CaseToErase {
  caseNo: string;
  closed: boolean;
  /** Last day of its retention; null is for ever, undefined while nobody has said. */
  keepUntil: LegalDay | null | undefined;
  /** What is still there to erase. */
  erasable: readonly number[];
  /** Which facts; undefined: everything. */
  versions: readonly number[] | undefined;
}

export interface Objection {
  code: keyof typeof objections;
  detail: string;
  needed: string;
}

/** Codes and what they mean, for the list of problems. */
export const objections = {
  'erasure/case-open': '没有办结的办件正在使用，不能删除其中的内容。',
  'erasure/retention-runs': '法定的保管期限没有届满，不能删除（个人信息保护法第四十七条第二款）。',
  'erasure/nothing-left': '要删除的内容已经不在了。',
  'erasure/same-person': '提出删除的人不能自己批准：需要另一个人决定。',
  'erasure/decided': '这份删除申请已经决定过，不能再改。',
} as const;

export function objectionTo(ground: GroundId, one: CaseToErase, today: LegalDay): Objection | undefined {
  const { caseNo, closed, keepUntil, erasable, versions } = one;
  if (!closed) {
    return {
      code: 'erasure/case-open',
      detail: `办件 ${caseNo} 还没有办结，内容还要使用。`,
      needed: '请等它办结以后再提出。',
    };
  }
  const runs = keepUntil === null || keepUntil === undefined || keepUntil >= today;
  if (groundOf(ground).afterRetention && runs) return retentionRuns(one);
  const wanted = versions ?? erasable;
  if (!wanted.some((version) => erasable.includes(version))) {
    return {
      code: 'erasure/nothing-left',
      detail: `办件 ${caseNo} 中要删除的内容已经不在了。`,
      needed: '请核对办件和条目。',
    };
  }
  return undefined;
}

function retentionRuns({ caseNo, keepUntil }: CaseToErase): Objection {
  const until =
    keepUntil === null ? '永久保管' : keepUntil === undefined ? '还没有归档' : `保管到 ${keepUntil}`;
  return {
    code: 'erasure/retention-runs',
    detail: `办件 ${caseNo} ${until}，期限届满以前不能以这个理由删除。`,
    needed: keepUntil === undefined ? '请先归档，划定保管期限。' : '期限届满以前只能停止使用，不能删除。',
  };
}

export function objectionToDecision(
  order: { status: string; proposedBy: string },
  decider: string,
): Objection | undefined {
  if (order.status !== 'proposed') {
    return {
      code: 'erasure/decided',
      detail: objections['erasure/decided'],
      needed: '需要改变的，请另提一份申请。',
    };
  }
  if (order.proposedBy === decider) {
    return {
      code: 'erasure/same-person',
      detail: objections['erasure/same-person'],
      needed: '请由另一位有权批准的人决定。',
    };
  }
  return undefined;
}
