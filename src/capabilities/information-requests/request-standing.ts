/** Where one request stands on a day, folded from its facts: what the register shows and the yearly numbers count. */
import { type ClockInputs, readClocks } from '../../kernel/procedure/clocks.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { clocks } from './clocks.ts';
import { groundsIn, type WithholdingGround } from './withholding-grounds.ts';

export interface RequestStanding {
  caseNo: string;
  applicantKind: 'natural-person' | 'organization';
  /** 政府信息公开条例 31; null until it is confirmed. */
  receivedOn: LegalDay | null;
  /** The last day to answer; null while no answer is due (not confirmed, waiting for clarification, given up). */
  due: LegalDay | null;
  ended: {
    how: 'answered' | 'abandoned' | 'withdrawn';
    on: LegalDay;
    answer: string | null;
    /** Why something was withheld, as far as it was told. */
    grounds?: WithholdingGround[];
  } | null;
  extendedOn: LegalDay | null;
  /** Answered after the last day, or unanswered and the last day is over. */
  overdue: boolean;
}

/** As of the end of `day`: what took effect later is not looked at. */
export function standingOn(
  day: LegalDay,
  { caseNo, facts }: { caseNo: string; facts: readonly Fact[] },
  inputs: ClockInputs,
): RequestStanding {
  const known = facts.filter((fact) => fact.effectiveOn <= day);
  const last = (kind: string) => known.findLast((fact) => fact.kind === kind);
  const answer = readClocks(clocks, known, inputs).find((clock) => clock.name === 'answer');
  const ended = endOf(known);
  const due = answer && (answer.stoppedOn === null || ended?.how === 'answered') ? answer.due : null;
  return {
    caseNo,
    applicantKind:
      last('submitted')?.data.applicantKind === 'organization' ? 'organization' : 'natural-person',
    receivedOn: last('confirmed')?.effectiveOn ?? null,
    due,
    ended,
    extendedOn: last('extended')?.effectiveOn ?? null,
    overdue: due !== null && (ended?.on ?? day) > due,
  };
}

function endOf(facts: readonly Fact[]): RequestStanding['ended'] {
  let ended: RequestStanding['ended'] = null;
  for (const { kind, effectiveOn, data } of facts) {
    if (kind === 'answered')
      ended = { how: kind, on: effectiveOn, answer: String(data.kind), grounds: groundsIn(data) };
    if (kind === 'abandoned' || kind === 'withdrawn') ended = { how: kind, on: effectiveOn, answer: null };
    // Entered afterwards, but received in time: nothing was given up.
    if (kind === 'clarified') ended = null;
  }
  return ended;
}
