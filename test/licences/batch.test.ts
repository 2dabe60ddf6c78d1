/** Many certificates at once: each by itself, failures with their reasons, tried again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licenceTasks } from '../../src/capabilities/licences/public.ts';
import { type JobRunner, startJobs } from '../../src/platform/jobs/job-runner.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';
import { grant } from './holders.ts';

let demonstration: Demonstration;
let runner: JobRunner;
beforeAll(async () => {
  demonstration = await startDemonstration();
  runner = await startJobs(demonstration.platform, { tasks: licenceTasks });
});
afterAll(async () => {
  await runner.stop();
  await demonstration.close();
});

interface BatchAnswer {
  batchId: string;
  code: string;
  total: number;
  made: number;
  failed: number;
  waiting: number;
  cases: { caseNo: string; state: string; code: string | null; reason: string | null }[];
}

async function granted(form?: object): Promise<string> {
  const filed = await fileCase(demonstration, 'food-business-licence', form === undefined ? {} : { form });
  await grant(demonstration, filed);
  return filed.caseNo;
}

async function finished(batchId: string): Promise<BatchAnswer> {
  const issuer = await demonstration.as('issuer');
  for (;;) {
    const { body } = await issuer.get<BatchAnswer>(`/api/v1/licence-batches/${batchId}`);
    if (body.waiting === 0) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const issuedCount = async () =>
  (await demonstration.owner.query('select count(*)::int as n from licences.licence')).rows[0].n as number;

describe('a batch', () => {
  it('makes everything that waits, once, and another one has nothing to do', async () => {
    const before = await issuedCount();
    const caseNos = [await granted(), await granted(), await granted()];
    const issuer = await demonstration.as('issuer');
    const headers = { 'idempotency-key': 'batch-1' };
    const first = await issuer.post<BatchAnswer>('/api/v1/licence-batches', {}, headers);
    expect([first.status, first.body.total]).toEqual([201, 3]);
    const again = await issuer.post<BatchAnswer>('/api/v1/licence-batches', {}, headers);
    expect(again.body.batchId).toBe(first.body.batchId);
    const { made, failed, cases } = await finished(first.body.batchId);
    expect([made, failed]).toEqual([3, 0]);
    expect(cases.map(({ caseNo }) => caseNo).sort()).toEqual(caseNos.sort());
    expect(await issuedCount()).toBe(before + 3);
    const { rows } = await demonstration.owner.query(
      `select distinct role, office from seals.use where purpose = 'certificate'`,
    );
    expect(rows).toEqual([{ role: 'issuer', office: 'hall' }]);
    const nothing = await issuer.post<BatchAnswer>('/api/v1/licence-batches', {});
    expect([nothing.status, nothing.body.code]).toEqual([409, 'batch/nothing-waits']);
  });

  it('lists what failed with its reason, makes the rest, and tries again', async () => {
    const filed = await fileCase(demonstration);
    const ready = await granted();
    const issuer = await demonstration.as('issuer');
    const { body } = await issuer.post<BatchAnswer>('/api/v1/licence-batches', {
      caseNos: [filed.caseNo, 'MC20260302-999999-X', ready],
    });
    const done = await finished(body.batchId);
    expect(done.cases.map(({ state, code }) => [state, code])).toEqual([
      ['failed', 'step/not-from-here'],
      ['failed', 'subject/unknown'],
      ['made', null],
    ]);
    expect(done.cases[0]?.reason).toMatch(/。$/);
    await grant(demonstration, filed);
    const before = await issuedCount();
    await issuer.post(`/api/v1/licence-batches/${body.batchId}/retries`, {});
    expect((await finished(body.batchId)).cases.map(({ state }) => state)).toEqual([
      'made',
      'failed',
      'made',
    ]);
    expect(await issuedCount()).toBe(before + 1);
  });

  it('is its maker’s alone, and an issuer’s', async () => {
    const issuer = await demonstration.as('issuer');
    const caseNos = [await granted()];
    const { body } = await issuer.post<BatchAnswer>('/api/v1/licence-batches', { caseNos });
    await finished(body.batchId);
    const path = `/api/v1/licence-batches/${body.batchId}`;
    expect((await (await demonstration.as('clerk')).get(path)).status).toBe(403);
    expect((await (await demonstration.as('clerk')).post('/api/v1/licence-batches', {})).status).toBe(403);
  });
});
