/** A case with several parties: each is shown what concerns her and what all of them know. */
import { mainLaneOf } from '../../../kernel/procedure/outline.ts';
import { involvedParties } from '../involved-parties.ts';
import type { OpenCase } from '../open-case.ts';
import { concerns, isOpenToApplicant } from '../personal-data.ts';
import type { CaseView } from '../view-case.ts';
import { limitsOf } from './clock-views.ts';
import { involvedViews } from './party-views.ts';

/** What is said to another party and what she says is hers; the applicant sees what becomes of it, which is shared. */
export function withoutOtherParties(whole: CaseView, open: OpenCase): CaseView {
  const { record, declaration } = open;
  const others = new Set(involvedParties(declaration, record).map(({ id }) => id));
  if (others.size === 0) return whole;
  const theirs = new Set(
    record.facts.flatMap((fact) =>
      others.has(String(fact.data.party)) && !isOpenToApplicant(open, fact) ? [fact.version] : [],
    ),
  );
  return {
    ...whole,
    clocks: whole.clocks.filter(({ of }) => of === null || !others.has(of)),
    timeline: whole.timeline.filter(({ version }) => !theirs.has(version)),
    lanes: whole.lanes.filter(({ instance }) => !others.has(instance)),
  };
}

/** 行政许可法 36, 47: the matter, what was said to her, what all parties know; not what the applicant handed in. */
export function asFarAsItConcerns(whole: CaseView, open: OpenCase, partyId: string): CaseView {
  const known = new Set(
    open.record.facts.filter((fact) => concerns(open, fact, partyId)).map(({ version }) => version),
  );
  const clocks = limitsOf(open);
  const mainLane = mainLaneOf(open.declaration);
  return {
    ...whole,
    parties: [
      ...whole.parties.filter(({ role }) => role === 'applicant'),
      ...involvedViews(open)
        .filter(({ id }) => id === partyId)
        .map(({ view }) => view),
    ],
    clocks: whole.clocks.filter((_clock, at) => clocks[at]?.shared || clocks[at]?.of === partyId),
    timeline: whole.timeline.filter(({ version }) => known.has(version)),
    licences: [],
    receipts: [],
    lanes: whole.lanes.filter(({ lane, instance, per }) =>
      per === null ? lane !== mainLane : per === 'party' && instance === partyId,
    ),
    warnings: [],
    form: {},
    materials: [],
    notice: null,
    ratings: [],
  };
}
