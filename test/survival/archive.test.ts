import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveClosedCases, carryOutErasures } from '../../src/capabilities/retention/public.ts';
import { smallPdf } from '../../src/platform/documents/zip-archive.fixture.ts';
import { placeFacts, readWatermark } from '../../src/platform/ledger/place-facts.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { projectFolder } from '../../src/platform/process/project-folder.ts';
import {
  type Demonstration,
  fileCase,
  type Person,
  startDemonstration,
  uploadFile,
} from '../support/demonstration.ts';

interface Batch {
  id: string;
  status: string;
  archived: number;
}
interface Archived {
  items: {
    caseNo: string;
    class: string;
    keepUntil: string | null;
    destroyedOn: string | null;
    package: { sm3: string; size: number } | null;
  }[];
}

let demo: Demonstration;
let archivist: Person;
let caseNo: string;
beforeAll(async () => {
  demo = await startDemonstration();
  archivist = await demo.as('archivist');
  caseNo = await closedCase();
  await fileCase(demo); // still open: nothing for the archive
});
afterAll(() => demo.close());

/** One journey: each test goes on from where the one before came to. */
describe('a closed case', { shuffle: false }, () => {
  test('becomes a package that checks itself without the program', async () => {
    const batch = await archive('2026-01-01', '2026-12-31');
    expect(batch).toMatchObject({ status: 'done', archived: 1 });
    const { body } = await archivist.get<Archived>(`/api/v1/archived-cases?batch=${batch.id}`);
    expect(body.items).toMatchObject([{ caseNo, class: 'thirty-years', keepUntil: '2056-12-31' }]);
    const content = await packageOf(caseNo);
    expect(createHash('sm3').update(content).digest('hex')).toBe(body.items[0]?.package?.sm3);
    const files = new Map(
      Object.entries(unzipSync(new Uint8Array(content))).map(([path, bytes]) => [path, Buffer.from(bytes)]),
    );
    const index = JSON.parse(String(files.get('index.json')));
    for (const { path, sm3, size } of index.files) {
      const bytes = files.get(path);
      expect([bytes?.length, bytes && createHash('sm3').update(bytes).digest('hex')], path).toEqual([
        size,
        sm3,
      ]);
    }
    expect([...files.keys()].sort()).toEqual(
      ['index.json', 'index.html', ...index.files.map(({ path }: { path: string }) => path)].sort(),
    );
    expect(index.files.map(({ path }: { path: string }) => path.split('/')[0])).toEqual([
      'case.json',
      ...Array(3).fill('letters'),
      ...Array(6).fill('evidence'),
      'documents',
    ]);
    for (const [path, bytes] of files) {
      if (path.endsWith('.html')) expect(String(bytes), path).not.toMatch(/(src|href)="\//);
    }
    await checksAlone(files);
    expect(await factsOf('archive', caseNo)).toMatchObject([
      { kind: 'archived', data: { class: 'thirty-years', package: body.items[0]?.package?.sm3 } },
    ]);
  });

  test('archived once, it is not archived again until something changes', async () => {
    expect((await archive('2026-01-01', '2026-12-31')).archived).toBe(0);
    const rated = await (await demo.as('company')).take(caseNo, 'rate', { grade: 5 });
    expect(rated.status).toBe(200);
    expect((await archive('2025-01-01', '2025-12-31')).archived).toBe(0);
    expect((await archive('2026-01-01', '2026-12-31')).archived).toBe(1);
  });

  test('what is handed over stands on a list, as a page and as a workbook', async () => {
    const { status, body } = await archivist.post<{ id: string; cases: number }>('/api/v1/transfers', {
      receiver: '明川区档案馆（示范）',
      caseNos: [caseNo],
    });
    expect([status, body.cases]).toEqual([201, 1]);
    const again = await archivist.post('/api/v1/transfers', { receiver: '别的档案馆', caseNos: [caseNo] });
    expect(again).toMatchObject({ status: 409, body: { code: 'transfer/nothing-to-list' } });
    const page = await archivist.get<string>(`/api/v1/transfers/${body.id}/list`);
    expect(page.body).toContain(caseNo);
    expect((await archivist.get(`/api/v1/transfers/${body.id}/list.xlsx`)).status).toBe(200);
    const handOver = { on: '2026-03-09', takenBy: '接收示例' };
    const path = `/api/v1/transfers/${body.id}/hand-over`;
    expect((await archivist.post(path, handOver)).body).toMatchObject({ handedOverOn: '2026-03-09' });
    expect(await archivist.post(path, handOver)).toMatchObject({
      status: 409,
      body: { code: 'transfer/handed-over' },
    });
    const { body: archived } = await archivist.get<Archived>('/api/v1/archived-cases');
    expect(await factsOf('transfer', body.id)).toMatchObject([
      { kind: 'transfer-listed', data: { packages: [archived.items[0]?.package?.sm3] } },
      { kind: 'transferred', effective_on: '2026-03-09' },
    ]);
  });

  test('it is destroyed when its time is over, by decision of two, and the ledger still fits', async () => {
    const destruction = { ground: 'retention-ended', reasons: '鉴定工作报告第 1 号', cases: [{ caseNo }] };
    const early = await archivist.post('/api/v1/erasures', destruction);
    expect(early).toMatchObject({ status: 409, body: { code: 'erasure/retention-runs' } });
    await demo.moveTo('2057-01-02T09:00:00+08:00');
    const due = await archivist.get<Archived>('/api/v1/archived-cases?due=true');
    expect(due.body.items.map((one) => one.caseNo)).toEqual([caseNo]);
    const { body: order } = await archivist.post<{ id: string }>('/api/v1/erasures', destruction);
    const leader = await demo.as('leader');
    await leader.post(`/api/v1/erasures/${order.id}/decision`, { outcome: 'approve', reasons: '同意销毁' });
    await carryOutErasures.run(
      demo.platform,
      { id: order.id },
      { jobId: '1', attempt: 1, signal: undefined },
    );
    const { body } = await archivist.get<Archived>('/api/v1/archived-cases');
    expect(body.items).toMatchObject([{ caseNo, destroyedOn: '2057-01-02', package: null }]);
    expect((await archivist.get(`/api/v1/archived-cases/${caseNo}/package`)).status).toBe(404);
    expect((await archive('2026-01-01', '2057-12-31')).archived).toBe(0);
    const verdict = await verifyLedger(demo.platform.pool);
    expect(verdict.faults).toEqual([]);
    expect(verdict.erased.length).toBeGreaterThan(5);
    expect(verdict.erased[0]).toMatchObject({ basis: '档案法实施条例 第二十四条第二款' });
  });
});

test('a schedule of one’s own is the next version, and names only its classes', async () => {
  const { body: old } = await archivist.get<{ version: number; classes: object }>(
    '/api/v1/retention-schedule',
  );
  const { version, ...schedule } = old;
  const wrong = await archivist.post('/api/v1/retention-schedule', { ...schedule, otherwise: 'never' });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/otherwise' }] } });
  const next = await archivist.post('/api/v1/retention-schedule', { ...schedule, otherwise: 'permanent' });
  expect(next).toMatchObject({ status: 201, body: { version: version + 1, otherwise: 'permanent' } });
});

async function closedCase(): Promise<string> {
  const company = await demo.as('company');
  const documentId = await uploadFile(demo, company, smallPdf, '平面图.pdf');
  const filed = await fileCase(demo, 'food-business-licence', {
    materials: [{ materialCode: 'layout-plan', documentId }],
  });
  for (const [name, step, input] of [
    ['clerk', 'accept', {}],
    ['reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' }],
    ['approver', 'decide', { outcome: 'grant' }],
    ['issuer', 'issue', {}],
    ['issuer', 'deliver', { method: 'electronic' }],
  ] as const) {
    const { status, body } = await (await demo.as(name)).take(filed.caseNo, step, input);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
  return filed.caseNo;
}

/** Orders a batch and has it done, as the worker and the leader of the ledger would. */
async function archive(closedFrom: string, closedTo: string): Promise<Batch> {
  const leader = await demo.platform.pool.connect();
  await placeFacts(leader, await readWatermark(leader));
  leader.release();
  const { status, body } = await archivist.post<Batch>('/api/v1/archive-batches', { closedFrom, closedTo });
  expect(status).toBe(202);
  const job = { jobId: '1', attempt: 1, signal: undefined };
  await archiveClosedCases.run(demo.platform, { id: body.id, origin: 'https://mingchuang.example' }, job);
  return (await archivist.get<Batch>(`/api/v1/archive-batches/${body.id}`)).body;
}

async function factsOf(type: string, id: string) {
  const { rows } = await demo.platform.pool.query(
    `select kind, effective_on, data from ledger.fact where subject_type = $1 and subject_id = $2 order by version`,
    [type, id],
  );
  return rows;
}

async function packageOf(number: string): Promise<Buffer> {
  const answer = await demo.app.inject({
    url: `/api/v1/archived-cases/${number}/package`,
    headers: archivist.headers,
  });
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
}

/** The stand-alone checker, with the key as others know it. */
async function checksAlone(files: Map<string, Buffer>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mingchuang-package-'));
  const { rows } = await demo.owner.query('select public_key from ledger.key');
  const evidence = [...files].filter(([path]) => path.startsWith('evidence/'));
  const paths = evidence.map(([path]) => join(folder, path.slice('evidence/'.length)));
  await Promise.all(evidence.map(([, bytes], place) => writeFile(paths[place] ?? '', bytes)));
  const checker = join(projectFolder, 'tools/check-evidence.mjs');
  const keys = rows.flatMap(({ public_key: key }) => ['--key', key]);
  await promisify(execFile)(process.execPath, [checker, ...keys, ...paths]);
  await rm(folder, { recursive: true });
}
