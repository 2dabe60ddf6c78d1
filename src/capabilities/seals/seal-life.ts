/** The life of an electronic seal (国务院关于在线政务服务的若干规定 9): applied for, made, in use, out of use, annulled. */
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { assertSound } from '../../kernel/procedure/declaration-faults.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { mayApply } from './application-steps.ts';
import { keepingSteps } from './keeping-steps.ts';
import { facts, headline, headlines, lanes } from './lanes.ts';
import { powersSteps } from './powers-steps.ts';

export const sealLife: Procedure = {
  id: 'seal-life',
  version: 1,
  name: '电子印章的一生',
  lanes,
  facts,
  opening: {
    who: mayApply,
    // Its one fact is written with the application, which has more in it than a case's.
    facts: () => [],
  },
  steps: [...keepingSteps, ...powersSteps],
  clocks: [],
  headlines,
  headline,
  closed: ['declined', 'annulled'],
};

assertSound(sealLife);

/** A seal rests on no service item: of what the rules read of one, only whose seal it is means anything. */
export function termsOfSeal({ authority, office }: { authority: string; office: string }): ItemTerms {
  const noLimit = { days: 0, unit: 'working', basis: [] } as const;
  return {
    itemId: 'seal',
    version: 1,
    name: '电子印章',
    taskType: '20',
    authority,
    office,
    reviewOffices: [],
    projectType: 'promised',
    siteCheck: 'never',
    limits: { statutory: { ...noLimit, basis: [] }, promised: { ...noLimit, basis: [] } },
    extension: null,
    suspension: { reasons: [], basis: [] },
    hasResultDocument: false,
    letters: {},
    materials: [],
  };
}
