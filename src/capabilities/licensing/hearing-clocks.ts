/** Time around a hearing: 行政许可法 45 (it does not count), 47 (five days to ask for one, twenty to hold it). */
import type { ClockDeclaration, PauseDeclaration } from '../../kernel/procedure/clock-declaration.ts';
import { isLicence } from '../../kernel/procedure/item-terms.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import { licensingLaw } from './bases.ts';
import { caseClocks } from './clocks.ts';

const decided = ['granted', 'denied', 'withdrawn'];

function limitOf(id: string) {
  const rule = getRule(id);
  return { rule: id, days: rule.days, unit: rule.unit, basis: [licensingLaw(rule.article)] };
}

/** 行政许可法 45: from the day on which it is settled that there will be one until its record is signed. */
const hearings: PauseDeclaration = {
  from: 'hearing-required',
  to: ['hearing-record-signed', 'hearing-dropped'],
  of: () => 'hearing',
  announcedDays: (fact) => Number(fact.data.days),
};

/** 行政许可法 47 ¶1: five working days for each one told. Silence costs her the hearing and nothing else. */
const hearingRequest: ClockDeclaration = {
  name: 'hearing-request',
  label: '要求听证的期限',
  against: 'applicant',
  applies: isLicence,
  starts: (fact) => fact.kind === 'hearing-right-told',
  each: (fact) => (typeof fact.data.party === 'string' ? fact.data.party : undefined),
  limit: () => limitOf('XK-47-request'),
  mayLapse: true,
  stops: ['hearing-requested', 'hearing-waived', 'hearing-right-lapsed', ...decided],
  onExpiry: { step: 'hearing-right-lapses', when: () => true, input: (party) => ({ party }) },
};

/** 行政许可法 47 ¶1: held within twenty working days of the first request. One on the authority's own motion has no limit in law. */
const hearing: ClockDeclaration = {
  name: 'hearing',
  label: '组织听证的期限',
  against: 'agency',
  applies: isLicence,
  startedBy: ['hearing-required'],
  starts: (fact) => fact.kind === 'hearing-required' && fact.data.ground === 'requested',
  limit: () => limitOf('XK-47-hearing'),
  stops: ['hearing-held', 'hearing-dropped', ...decided],
  shared: true,
};

export const hearingClocks: ClockDeclaration[] = [hearingRequest, hearing];

/** Limits of the case itself, where a hearing can be held: what a special procedure pauses a hearing pauses too. */
export const caseClocksWithHearing: ClockDeclaration[] = [
  ...caseClocks.map((clock) =>
    clock.pausedBy ? { ...clock, pausedBy: [...clock.pausedBy, hearings] } : clock,
  ),
  ...hearingClocks,
];
