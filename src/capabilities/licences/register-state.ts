/** What the register says of a certificate on a day: in force or not, since when, and by which article. Pure. */
import type { Basis } from '../../kernel/basis.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { addDays, type LegalDay } from '../../kernel/time/legal-day.ts';
import { onlineRules } from './bases.ts';
import { findGround } from './grounds.ts';
import { licenceLife } from './licence-life.ts';
import type { LicenceStatus } from './licence-store.ts';
import { dayOf, text, validToOf } from './standing.ts';

export type RegisterState =
  | 'valid'
  | 'not-yet-valid'
  | 'expired'
  | 'suspended'
  | 'withdrawn'
  | 'revoked'
  | 'cancelled'
  | 'forfeited';

export const stateNames: Record<RegisterState, string> = {
  valid: '有效',
  'not-yet-valid': '尚未生效',
  expired: '有效期已届满',
  suspended: '暂扣',
  withdrawn: '已撤回',
  revoked: '已撤销',
  cancelled: '已注销',
  forfeited: '已吊销',
};

export interface Registered {
  state: RegisterState;
  label: string;
  inForce: boolean;
  /** The legal day from which it stands so. */
  since: LegalDay;
  /** Until when a suspension lasts. */
  until: LegalDay | null;
  /** The ground in coded words and the articles; no free text, which may name people. */
  why: string | null;
  basis: Basis[];
  /** One sentence for whoever asks. */
  says: string;
}

/** The same from the register's row, without its facts: for lists. */
export function stateToday(
  { status, validFrom, validTo }: { status: LicenceStatus; validFrom: LegalDay; validTo: LegalDay | null },
  today: LegalDay,
): RegisterState {
  if (status !== 'valid') return status;
  if (today < validFrom) return 'not-yet-valid';
  return validTo !== null && today > validTo ? 'expired' : 'valid';
}

/** Which fact put it where it stands, by headline. */
const makers: Partial<Record<string, string[]>> = {
  suspended: ['licence-suspended'],
  withdrawn: ['licence-withdrawn'],
  revoked: ['revoked'],
  cancelled: ['cancelled'],
  forfeited: ['forfeited'],
};

export function registeredAs(
  facts: readonly Fact[],
  { validFrom }: { validFrom: LegalDay },
  today: LegalDay,
): Registered {
  const state = fold(licenceLife, facts);
  const standing = licenceLife.headline(state);
  const maker = facts.findLast(({ kind }) => makers[standing]?.includes(kind));
  if (maker) return ended(standing as RegisterState, maker);
  const end = validToOf(state);
  if (today < validFrom) return plain('not-yet-valid', validFrom, `自${chineseDate(validFrom)}起才有效。`);
  if (end !== null && today > end) {
    return plain('expired', addDays(end, 1), `有效期至${chineseDate(end)}，已经届满。`);
  }
  const since = facts.findLast(({ kind }) => kind === 'licence-restored')?.effectiveOn ?? validFrom;
  return plain('valid', since, end === null ? '有效，长期。' : `有效，至${chineseDate(end)}。`);
}

function plain(state: RegisterState, since: LegalDay, says: string): Registered {
  const inForce = state === 'valid';
  return {
    state,
    label: stateNames[state],
    inForce,
    since,
    until: null,
    why: null,
    basis: inForce ? [onlineRules('第十条')] : [],
    says,
  };
}

function ended(state: RegisterState, { kind, data, effectiveOn, basis }: Fact): Registered {
  const until = dayOf(data.until);
  const ground = findGround(kind, text(data, 'ground'))?.label ?? decisionIn(text(data, 'decisionDocNo'));
  const term = until ? `，至${chineseDate(until)}` : '';
  return {
    state,
    label: stateNames[state],
    inForce: false,
    since: effectiveOn,
    until,
    why: ground,
    basis,
    says: `自${chineseDate(effectiveOn)}起${stateNames[state]}${term}${ground ? `：${ground}` : ''}。`,
  };
}

const decisionIn = (docNo: string): string | null => (docNo === '' ? null : `行政处罚决定（${docNo}）`);
