import { afterAll, beforeAll, expect, test } from 'vitest';
import { carryOutErasures } from '../../src/capabilities/retention/public.ts';
import { type Demonstration, fileCase, type Person, startDemonstration } from '../support/demonstration.ts';

interface Order {
  id: string;
  status: string;
  done: number;
  listed: { caseNo: string; done: boolean }[];
}

let demo: Demonstration;
let archivist: Person;
let leader: Person;
beforeAll(async () => {
  demo = await startDemonstration();
  [archivist, leader] = [await demo.as('archivist'), await demo.as('leader')];
});
afterAll(() => demo.close());

const asked = (cases: object[], more: object = {}) => ({
  ground: 'court-order',
  basis: '（2026）示01行初1号行政判决书',
  reasons: '判决确认收集其住址没有依据。',
  cases,
  ...more,
});

test('one proposes, another decides, and then the words are gone, with both names on record', async () => {
  const caseNo = await withdrawnCase();
  const { status, body: proposed } = await archivist.post<Order>('/api/v1/erasures', asked([{ caseNo }]));
  expect([status, proposed.status]).toEqual([201, 'proposed']);
  expect(await payloads(caseNo)).toBeGreaterThan(0);
  const early = await archivist.post(`/api/v1/erasures/${proposed.id}/decision`, {
    outcome: 'approve',
    reasons: '同意',
  });
  expect(early.status).toBe(403);
  const { body: approved } = await leader.post<Order>(`/api/v1/erasures/${proposed.id}/decision`, {
    outcome: 'approve',
    reasons: '同意执行判决。',
  });
  expect(approved.status).toBe('approved');
  await work(proposed.id);
  await work(proposed.id); // delivered twice: nothing happens the second time
  const { body: done } = await (await demo.as('auditor')).get<Order>(`/api/v1/erasures/${proposed.id}`);
  expect(done).toMatchObject({ status: 'carried-out', done: 1, listed: [{ caseNo, done: true }] });
  expect(await payloads(caseNo)).toBe(0);
  const { rows } = await demo.owner.query(
    `select kind, actor ->> 'role' as role from ledger.fact where subject_type = 'erasure' and subject_id = $1 order by version`,
    [proposed.id],
  );
  expect(rows).toEqual([
    { kind: 'erasure-proposed', role: 'archivist' },
    { kind: 'erasure-approved', role: 'leader' },
    { kind: 'erasure-carried-out', role: null },
  ]);
  const { rows: facts } = await demo.owner.query(
    `select data, actor from ledger.fact where kind = 'payload-erased' order by version limit 1`,
  );
  expect(facts[0]).toMatchObject({
    data: { version: 1, basis: '（2026）示01行初1号行政判决书', decidedIn: `erasure/${proposed.id}` },
    actor: { role: 'leader', person: facts[0].data.responsible },
  });
});

test('refused, nothing happens, and it stays decided', async () => {
  const caseNo = await withdrawnCase();
  const { body } = await archivist.post<Order>('/api/v1/erasures', asked([{ caseNo }]));
  const decide = (outcome: string) =>
    leader.post<Order & { code: string }>(`/api/v1/erasures/${body.id}/decision`, {
      outcome,
      reasons: '证据不足',
    });
  expect((await decide('refuse')).body.status).toBe('refused');
  expect(await decide('approve')).toMatchObject({ status: 409, body: { code: 'erasure/decided' } });
  await work(body.id);
  expect(await payloads(caseNo)).toBeGreaterThan(0);
});

test('what the law keeps, what is open and what is not there is not even proposed', async () => {
  const propose = (body: object) => archivist.post('/api/v1/erasures', body);
  const { caseNo: open } = await fileCase(demo);
  const closed = await withdrawnCase();
  expect(await propose(asked([{ caseNo: open }]))).toMatchObject({
    status: 409,
    body: { code: 'erasure/case-open' },
  });
  expect(await propose(asked([{ caseNo: closed }], { ground: 'purpose-ended' }))).toMatchObject({
    status: 409,
    body: { code: 'erasure/retention-runs' },
  });
  expect(await propose(asked([{ caseNo: closed, versions: [77] }]))).toMatchObject({
    status: 409,
    body: { code: 'erasure/nothing-left' },
  });
  expect((await propose(asked([{ caseNo: closed }, { caseNo: 'MC-none' }]))).body.errors[0]?.pointer).toBe(
    '/cases/1/caseNo',
  );
  expect((await propose({ ...asked([{ caseNo: closed }]), basis: undefined })).body.errors[0]?.pointer).toBe(
    '/basis',
  );
});

async function withdrawnCase(): Promise<string> {
  const { caseNo } = await fileCase(demo);
  const { status } = await (await demo.as('company')).take(caseNo, 'withdraw', { reasons: '不办了' });
  expect(status).toBe(200);
  return caseNo;
}

async function work(id: string): Promise<void> {
  await carryOutErasures.run(demo.platform, { id }, { jobId: '1', attempt: 1, signal: undefined });
}

/** Of facts that are not about an erasure. */
async function payloads(caseNo: string): Promise<number> {
  const { rows } = await demo.owner.query(
    `select count(*)::int as count from ledger.payload p join ledger.fact f using (jurisdiction, subject_type, subject_id, version)
     join cases.current c on c.id::text = f.subject_id
     where f.subject_type = 'case' and c.case_no = $1 and f.kind <> 'payload-erased'`,
    [caseNo],
  );
  return rows[0].count;
}
