/** A year's holidays are published while cases are under way: from then on every place tells the new day. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCases } from '../../src/capabilities/cases/public.ts';
import { runImportArrangement } from '../../src/commands/import-arrangement.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingchuang-arrangement-'));
let demo: Demonstration;
beforeAll(async () => {
  demo = await startDemonstration('2026-12-21T09:00:00+08:00');
});
afterAll(async () => {
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Made up: New Year's Day with a make-up Sunday, and three days off in its second week. */
const days = [
  { name: '元旦', date: '2027-01-01', isOffDay: true },
  { name: '元旦', date: '2027-01-03', isOffDay: false },
  ...['2027-01-11', '2027-01-12', '2027-01-13'].map((date) => ({ name: '示例节', date, isOffDay: true })),
];

async function imports(content: object, ...words: string[]) {
  const path = join(folder, 'arrangement.json');
  writeFileSync(path, JSON.stringify(content));
  let text = '';
  const platformFactory = async () => ({ platform: demo.platform, close: async () => undefined });
  const out = {
    write(piece: string) {
      text += piece;
    },
  };
  const exit = await runImportArrangement([path, '--json', ...words], { platformFactory, out });
  return { exit, answer: text.startsWith('{') ? JSON.parse(text) : text };
}

const storedDays = async (caseNo: string) => {
  const { rows } = await demo.owner.query(
    `select to_char(c.due, 'YYYY-MM-DD') as due, array_agg(distinct k.name || ' ' || k.due) as clocks,
       array_agg(distinct to_char(w.due, 'YYYY-MM-DD')) as work
     from cases.current c join cases.clock k on k.case_id = c.id join cases.worklist w on w.case_id = c.id
     where c.case_no = $1 group by c.due`,
    [caseNo],
  );
  return rows[0];
};

it('refuses what is no arrangement, and a call without its source', async () => {
  expect((await imports({ year: 2027, days }, '--source', ' ')).exit).toBe(2);
  const empty = await imports({ year: 2027, days: [] }, '--source', '示例');
  expect(empty).toMatchObject({ exit: 1, answer: { error: { code: 'arrangement/unreadable' } } });
});

it('moves the days of a case under way, in its view, its lists and the calculator, and says so once', async () => {
  const { caseNo } = await fileCase(demo);
  const clerk = await demo.as('clerk');
  const { body: accepted } = await clerk.take(caseNo, 'accept');
  const limit = accepted.clocks.find(({ name }) => name === 'decision-promised');
  expect(limit).toMatchObject({ provisional: true });
  const before = await storedDays(caseNo);
  expect(before.due).toBe(limit?.due);

  const first = await imports({ year: 2027, days }, '--source', '国办发明电〔2026〕示例号');
  expect(first).toMatchObject({ exit: 0, answer: { year: 2027, days: 5, changed: true } });
  const again = await imports({ year: 2027, days }, '--source', '国办发明电〔2026〕示例号');
  expect(again.answer).toMatchObject({ changed: false, calendar: first.answer.calendar });

  const { body: seen } = await clerk.get(`/api/v1/cases/${caseNo}`);
  const moved = seen.clocks.find(({ name }) => name === 'decision-promised');
  expect(moved).toMatchObject({ provisional: false });
  expect(moved?.due).not.toBe(limit?.due);
  expect(await storedDays(caseNo)).toEqual(before);
  expect(await createCases(demo.platform).recountLimits('2027-01-01')).toBe(1);
  const after = await storedDays(caseNo);
  expect(after.due).toBe(moved?.due);
  expect(after.work).toEqual([moved?.due]);
  expect(await createCases(demo.platform).recountLimits('2027-01-01')).toBe(0);

  const reckoned = await demo.app.inject('/api/v1/deadlines?from=2026-12-21&days=15');
  expect(reckoned.json()).toMatchObject({ provisional: false });
});
