/** Letters are sealed soon after their fact, by a job; once, whatever breaks, and not in the step. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealLicenceLetters } from '../../src/capabilities/licences/public.ts';
import { sealCaseLetters, sweepAbandoned } from '../../src/capabilities/sealed-files/public.ts';
import type { Task } from '../../src/platform/jobs/task.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';
import { licenceFor, takeOf } from './holders.ts';

let demonstration: Demonstration;
beforeAll(async () => {
  demonstration = await startDemonstration();
});
afterAll(() => demonstration.close());

const run = (task: Task = sealCaseLetters) =>
  task.run(demonstration.platform, {}, { jobId: '1', attempt: 1, signal: undefined });
const rows = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  (await demonstration.owner.query(sql, values)).rows;
/** Letters of a case (or certificate): whether each has its file, whether it is still due, how often it was tried. */
const letters = (caseNo: string) =>
  rows<{ kind: string; sm3: string | null; due: boolean; tries: number }>(
    `select l.kind, encode(f.file_sm3, 'hex') as sm3, l.seal_after is not null as due, l.seal_tries as tries
     from cases.letter l join cases.current c on c.jurisdiction = l.jurisdiction and c.id = l.case_id
     left join documents.letter_file f on f.jurisdiction = l.jurisdiction and f.subject_type = 'case' and f.letter_id = l.id
     where c.case_no = $1 order by l.version`,
    caseNo,
  );
const usesOf = async (caseNo: string) =>
  (await rows(`select from seals.use where case_no = $1 and purpose in ('letter', 'receipt')`, caseNo))
    .length;
const dueNow = () => rows(`update cases.letter set seal_after = now() where seal_after is not null`);

async function acceptedCase(more: object = {}): Promise<string> {
  const { caseNo } = await fileCase(demonstration, 'food-business-licence', more);
  const { status } = await (await demonstration.as('clerk')).take(caseNo, 'accept');
  expect(status).toBe(200);
  return caseNo;
}

it('not by the step that makes it, but by the job; what is asked for later are the same bytes', async () => {
  const caseNo = await acceptedCase();
  expect(await letters(caseNo)).toMatchObject([{ kind: 'acceptance', sm3: null, due: true }]);
  await run();
  const [sealed] = await letters(caseNo);
  expect(sealed).toMatchObject({ sm3: expect.any(String), due: false, tries: 1 });
  await run();
  expect(await usesOf(caseNo)).toBe(1);
  const company = await demonstration.as('company');
  const { body } = await company.get(`/api/v1/cases/${caseNo}`);
  const url = `/api/v1/cases/${caseNo}/letters/${body.letters[0]?.id}/file`;
  const { rawPayload } = await demonstration.app.inject({ method: 'GET', url, headers: company.headers });
  expect(createHash('sm3').update(rawPayload).digest('hex')).toBe(sealed?.sm3);
  expect(await usesOf(caseNo)).toBe(1);
});

it('asked for before the job came, it is left as it is', async () => {
  const caseNo = await acceptedCase();
  const company = await demonstration.as('company');
  const { body } = await company.get(`/api/v1/cases/${caseNo}`);
  expect((await company.get(`/api/v1/cases/${caseNo}/letters/${body.letters[0]?.id}/file`)).status).toBe(200);
  await run();
  expect(await letters(caseNo)).toMatchObject([{ due: false }]);
  expect(await usesOf(caseNo)).toBe(1);
});

it('by a job that dies between the file and its fact: still due, no orphan, sealed by the next', async () => {
  const caseNo = await acceptedCase();
  const { documents } = demonstration.platform;
  const before = new Set<string>();
  for await (const { sm3 } of documents.list()) before.add(sm3);
  const { put, remove } = documents;
  // Stored, and then the process is gone: nothing is cleaned up either.
  documents.put = async (content) => {
    await put(content);
    throw new Error('the power went out');
  };
  documents.remove = async () => {
    throw new Error('the power is out');
  };
  await run();
  Object.assign(documents, { put, remove });
  expect(await letters(caseNo)).toMatchObject([{ sm3: null, due: true, tries: 1 }]);
  expect(await usesOf(caseNo)).toBe(0);
  expect(await sweepAbandoned(demonstration.platform, '0 seconds')).toBe(1);
  for await (const { sm3 } of documents.list()) expect(before.has(sm3)).toBe(true);
  await dueNow();
  await run();
  expect(await letters(caseNo)).toMatchObject([{ sm3: expect.any(String), due: false, tries: 2 }]);
  expect(await usesOf(caseNo)).toBe(1);
});

it('two jobs at once share the letters: each is sealed once', async () => {
  const cases = [await acceptedCase(), await acceptedCase(), await acceptedCase()];
  await Promise.all([run(), run()]);
  for (const caseNo of cases) {
    expect(await letters(caseNo)).toMatchObject([{ due: false, tries: 1 }]);
    expect(await usesOf(caseNo)).toBe(1);
  }
});

it('one that cannot be printed waits, and keeps no other waiting', async () => {
  const applicant = {
    kind: 'natural-person',
    name: '𠮷示例',
    idType: 'passport',
    idNumber: 'E20000001',
    phone: '13800000000',
  };
  const rare = await acceptedCase({ applicant });
  const plain = await acceptedCase();
  await run();
  expect(await letters(rare)).toMatchObject([{ sm3: null, due: true, tries: 1 }]);
  expect(await letters(plain)).toMatchObject([{ due: false }]);
  const [later] = await rows<{ soon: boolean }>(
    `select seal_after < now() + interval '15 minutes' as soon from cases.letter where seal_after is not null`,
  );
  expect(later).toEqual({ soon: false });
});

it('letters about a certificate likewise', async () => {
  const { licenceId } = await licenceFor(demonstration);
  const told = { ending: 'revoke', ground: 'unqualified', reasons: '经营场所不符合条件' };
  await takeOf(demonstration, 'certificates', licenceId, 'propose-ending', told);
  await run(sealLicenceLetters);
  const found = await rows(
    `select f.file_sm3 is not null as sealed, l.seal_after from licences.letter l
     left join documents.letter_file f on f.subject_type = 'licence' and f.letter_id = l.id where l.licence_id = $1`,
    licenceId,
  );
  expect(found).toEqual([{ sealed: true, seal_after: null }]);
});

it('and the ledger is unbroken', async () => {
  expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
});
