import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstration, fileCase, startDemonstration } from '../../../test/support/demonstration.ts';
import { tellApplicants } from './public.ts';

let demonstration: Demonstration;
beforeAll(async () => {
  demonstration = await startDemonstration();
});
afterAll(() => demonstration.close());

const run = () =>
  tellApplicants.run(demonstration.platform, {}, { jobId: '1', attempt: 1, signal: undefined });

const messages = async () => {
  const { rows } = await demonstration.owner.query<{ case: string; kind: string }>(
    'select subject_id as case, kind from platform.notification order by id',
  );
  return rows;
};

test('every fact is told once, however often the task runs; one that cannot be told keeps no other waiting', async () => {
  const clerk = await demonstration.as('clerk');
  const cases = [await fileCase(demonstration), await fileCase(demonstration), await fileCase(demonstration)];
  for (const { caseNo } of cases) expect((await clerk.take(caseNo, 'accept')).status).toBe(200);
  const id = Number(cases[1]?.id);
  await demonstration.owner.query(`insert into cases.untold values ('mingchuan', $1, 99)`, [id]);
  await expect(run()).rejects.toThrow('1 facts could not be told');
  const told = await messages();
  for (const { caseNo } of cases) {
    const kinds = told.filter((message) => message.case === caseNo).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'accepted')).toEqual(['accepted']);
    expect(new Set(kinds).size).toBe(kinds.length);
  }
  const { rows: left } = await demonstration.owner.query(
    'select case_id::int as id, version from cases.untold',
  );
  expect(left).toEqual([{ id, version: 99 }]);
  await expect(run()).rejects.toThrow();
  expect(await messages()).toEqual(told);
});
