import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstration, fileCase, startDemonstration } from '../../../test/support/demonstration.ts';

let demonstration: Demonstration;
beforeAll(async () => {
  demonstration = await startDemonstration();
});
afterAll(() => demonstration.close());

test('of steps that are written together one that cannot be is refused alone', async () => {
  const clerk = await demonstration.as('clerk');
  const cases = await Promise.all(Array.from({ length: 12 }, () => fileCase(demonstration)));
  const third = cases[2];
  if (!third) throw new Error('no case');
  // Somebody else's row stands where the third case's letter would refer to its fact: only this one can't be written.
  await demonstration.owner.query(
    `insert into ledger.payload (jurisdiction, subject_type, subject_id, version, salt, payload)
     values ('mingchuan', 'case', $1, $2, decode(repeat('00', 32), 'hex'), '{}')`,
    [String(third.id), Number(third.version) + 1],
  );
  const answers = await Promise.all(cases.map(({ caseNo }) => clerk.take(caseNo, 'accept')));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(11);
  expect(statuses[2]).not.toBe(200);
  const numbers = answers.flatMap(({ body }, place) =>
    place === 2 ? [] : body.letters.map(({ docNo }) => Number(/〕(\d+)号/.exec(docNo)?.[1])),
  );
  const sorted = numbers.toSorted((one, other) => one - other);
  expect(sorted).toEqual(sorted.map((_number, place) => (sorted[0] ?? 0) + place));
});
