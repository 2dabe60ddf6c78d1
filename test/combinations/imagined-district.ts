/** A district for walks: its items, its people, and what happens in it while cases are under way. */
import {
  filing,
  fourOffices,
  immediate,
  jointLicence,
  licence,
} from '../../src/capabilities/licensing/items.fixture.ts';
import { local } from '../../src/kernel/basis.ts';
import type { StepActor } from '../../src/kernel/procedure/declaration.ts';
import { calendar, type ImaginedCase, person } from '../../src/kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../src/kernel/procedure/item-terms.ts';
import { addWorkingDays } from '../../src/kernel/time/deadline.ts';
import type { Chance } from './input-from-schema.ts';

/** Those with several offices more often: that is where much can happen beside each other. */
export const items = [licence, jointLicence, jointLicence, fourOffices, fourOffices, filing, immediate];
const offices = ['market-regulation', 'fire', 'planning', 'health', 'emergency'];

/** Everybody of the district; at market regulation two review. */
export const staff: StepActor[] = [
  person('clerk', { role: 'clerk', office: 'hall' }),
  person('issuer', { role: 'issuer', office: 'hall' }),
  person('supervisor', { role: 'supervisor', office: 'hall' }),
  person('catalogue', { role: 'catalogue', office: 'hall' }),
  person('leader', { role: 'leader', office: 'committee-office' }),
  person('reviewer2', { role: 'reviewer', office: 'market-regulation' }),
  ...offices.flatMap((office) =>
    (['reviewer', 'approver', 'head'] as const).map((role) => person(`${role}-${office}`, { role, office })),
  ),
];
export const officers = staff.flatMap(({ personId, posts }) =>
  posts.map((post) => ({ person: personId, name: personId, absent: false, ...post })),
);

/** What happens around a case: days pass, people leave, an office ends, its item changes. */
export function worldTurns(walk: { made: ImaginedCase; day: string; chance: Chance }): void {
  const { made, chance } = walk;
  walk.day = addWorkingDays(calendar, walk.day, chance(5));
  const newest = made.items.at(-1);
  switch (chance(24)) {
    case 0:
      made.officers = officers.map((one) => ({ ...one, absent: chance(6) === 0 }));
      break;
    case 1:
      made.officers = officers;
      break;
    case 2:
      if (newest && made.items.length < 4) made.items = [...made.items, changed(newest, chance)];
      break;
    case 3:
      ends(made, offices[chance(offices.length - 1)] ?? '', offices[chance(offices.length)] ?? '');
      break;
  }
}

function changed(item: ItemTerms, chance: Chance): ItemTerms {
  const more = offices[chance(offices.length)] ?? '';
  const fewer = item.reviewOffices.filter((office) => office !== more);
  const reviewOffices =
    fewer.length > 0 && chance(2) === 0 ? fewer : [...new Set([...item.reviewOffices, more])];
  const promised = { ...item.limits.promised, days: 1 + chance(item.limits.promised.days) };
  return { ...item, version: item.version + 1, reviewOffices, limits: { ...item.limits, promised } };
}

/** Only what still exists takes over: the register is without circles. */
function ends(made: ImaginedCase, office: string, successor: string): void {
  if (office === successor || office in made.successions || successor in made.successions) return;
  const over = { office: successor, authority: successor, basis: local('机构改革方案（示范）') };
  made.successions = { ...made.successions, [office]: over };
}
