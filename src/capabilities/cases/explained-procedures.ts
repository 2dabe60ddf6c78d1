/** Explanations and charts of procedures, each made once a day: they cost as much as a page and depend on no case. */

import type { Procedure } from '../../kernel/procedure/declaration.ts';
import { type Explanation, explain } from '../../kernel/procedure/explanation.ts';
import type { OutlineInputs } from '../../kernel/procedure/outline.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';

const most = 300;
const explained = new Map<string, Explanation>();

/** As `explain` makes it; not to be changed. Versions of declarations, items, settings and the calendar never change. */
export function explainedOnce(procedure: Procedure, inputs: OutlineInputs): Explanation {
  const key = keyOf(procedure, inputs);
  const known = explained.get(key);
  if (known) return known;
  if (explained.size >= most) explained.clear();
  const made = explain(procedure, inputs);
  explained.set(key, made);
  return made;
}

/** Offices are named apart: a case may have been handed over to another one. */
function keyOf({ id, version }: Procedure, { item, settings, calendar, now }: OutlineInputs): string {
  const { itemId, authority, office, reviewOffices } = item;
  return JSON.stringify([
    id,
    version,
    itemId,
    item.version,
    authority,
    office,
    reviewOffices,
    settings.version,
    calendar.version,
    legalDayOf(now),
  ]);
}
