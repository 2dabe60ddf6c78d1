import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, shutDatabase, type TestDatabase } from '../support/test-database.ts';
import { type EmptiedInstallation, emptyInstallation } from './emptied-installation.ts';
import { buildServer, call, eventually, type ProgramProcess, signIn, startProcess } from './processes.ts';

// Two web processes and a worker on one database, as docs/operations.md describes; each file of tests has them once.
let server: TestDatabase;
let installation: EmptiedInstallation;
let folder: string;
let [one, two, worker]: ProgramProcess[] = [];
let owner: pg.Pool;
const started: ProgramProcess[] = [];

beforeAll(async () => {
  buildServer();
  server = await cloneDatabase();
  installation = await emptyInstallation(server.ownerUrl);
  folder = await mkdtemp(join(tmpdir(), 'mingchuang-processes-'));
  await chmod(folder, 0o711);
  owner = new pg.Pool({ connectionString: installation.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  // Together: they wait for each other's migrations and seeds.
  [one, two, worker] = await Promise.all([start('web'), start('web'), start('worker')]);
});

afterAll(async () => {
  await Promise.all(started.map((process) => process.kill()));
  await owner.end();
  await installation.close();
  await server.close();
  await rm(folder, { recursive: true });
});

async function start(role: string): Promise<ProgramProcess> {
  const process = await startProcess({
    DATABASE_URL: installation.ownerUrl,
    DATA_DIR: folder,
    MINGCHUANG_MODE: 'demo',
    MINGCHUANG_NOW: '2026-03-02T09:00:00+08:00',
    MINGCHUANG_ROLE: role,
  });
  started.push(process);
  return process;
}

describe('two web processes and a worker', () => {
  test("a session, a first answer and the clock are everybody's", async () => {
    const company = await signIn(first(), 'company');
    const filed = await file(first(), company, 'key-1');
    expect(filed.status).toBe(201);
    // The second process knows who she is, and that this was asked before.
    const again = await file(second(), company, 'key-1');
    expect(again.body.caseNo).toBe(filed.body.caseNo);
    const admin = await signIn(second(), 'admin');
    const moved = await call(second(), 'POST', '/api/v1/demo/clock', {
      token: admin,
      body: { now: '2026-03-04T09:00:00+08:00' },
    });
    expect(moved.status).toBe(200);
    const later = await eventually(async () => {
      const { body } = await file(first(), company);
      return body.openedAt?.startsWith('2026-03-04') && body;
    });
    expect(later.receivedOn).toBe('2026-03-04');
    // Who signed out at the one is out at the other, unless that had seen her in the last five seconds.
    const leaving = await signIn(first(), 'citizen');
    await call(first(), 'DELETE', '/api/v1/sessions/current', { token: leaving });
    expect((await call(second(), 'GET', '/api/v1/cases', { token: leaving })).status).toBe(401);
  });

  test('the worker answers to those who watch it, and to nobody else', async () => {
    if (!worker) throw new Error('no worker');
    expect((await call(worker, 'GET', '/healthz')).status).toBe(200);
    expect((await call(worker, 'GET', '/readyz')).status).toBe(200);
    expect((await fetch(`${worker.address}/metrics`)).status).toBe(200);
    expect((await fetch(`${worker.address}/`)).status).toBe(404);
    expect((await call(worker, 'POST', '/api/v1/sessions', { body: {} })).status).toBe(404);
  });

  test('one is killed in the midst of its work: the other goes on, and what was acknowledged is there once', async () => {
    const company = await signIn(second(), 'company');
    const acknowledged = new Map<string, string>();
    let going = true;
    const filing = Promise.all(
      [first(), first(), second(), second()].map(async (process, lane) => {
        for (let number = 0; going; number++) {
          const key = `load-${lane}-${number}`;
          const answer = await file(process, company, key).catch(() => undefined);
          if (answer?.status === 201) acknowledged.set(key, answer.body.caseNo);
        }
      }),
    );
    await eventually(async () => acknowledged.size > 10);
    await first().kill();
    const before = acknowledged.size;
    await eventually(async () => acknowledged.size > before + 10);
    going = false;
    await filing;
    for (const [key, caseNo] of acknowledged) {
      const { body } = await file(second(), company, key);
      expect(body.caseNo, key).toBe(caseNo);
    }
    const { rows } = await owner.query('select case_no from cases.current where case_no = any($1)', [
      [...acknowledged.values()],
    ]);
    expect(rows).toHaveLength(acknowledged.size);
  });

  test('the worker is killed: facts still get their places, and the next worker tells everybody, once', async () => {
    await worker?.kill();
    const company = await signIn(second(), 'company');
    const { body } = await file(second(), company);
    const clerk = await signIn(second(), 'clerk');
    const step = { token: clerk, body: { step: 'accept' } };
    expect((await call(second(), 'POST', `/api/v1/cases/${body.caseNo}/steps`, step)).status).toBe(200);
    await eventually(async () => {
      const { rows } = await owner.query(
        `select (select count(*) from ledger.fact) = (select count(*) from ledger.sequence) as placed`,
      );
      return rows[0].placed;
    });
    await start('worker');
    await eventually(async () => {
      const { rows } = await owner.query('select count(*)::int as untold from cases.untold');
      return rows[0].untold === 0;
    });
    const { rows } = await owner.query(
      `select subject_id, kind, count(*)::int as times from platform.notification group by 1, 2 having count(*) > 1`,
    );
    expect(rows).toEqual([]);
    const told = await owner.query('select from platform.notification where subject_id = $1', [body.caseNo]);
    expect(told.rowCount).toBe(1);
  });
});

test('a database that goes away is a 503 with a word on when to come back, and then all is well again', async () => {
  const company = await signIn(second(), 'company');
  await sampleForm(second());
  const open = await shutDatabase(/\/(\w+)(\?|$)/.exec(installation.ownerUrl)?.[1] ?? '');
  // The first may have been on a connection that was cut off, the others find none.
  for (let number = 0; number < 5; number++) {
    const away = await file(second(), company, 'while-away');
    expect.soft(away.body).toMatchObject({ code: 'server/unavailable' });
    expect.soft(away.status).toBe(503);
    expect.soft(away.headers.get('retry-after')).toBe('5');
  }
  expect.soft((await call(second(), 'GET', '/readyz')).status).toBe(503);
  await open();
  const back = await eventually(async () => {
    const answer = await file(second(), company, 'while-away');
    return answer.status === 201 && answer;
  });
  expect((await file(second(), company, 'while-away')).body.caseNo).toBe(back.body.caseNo);
});

const first = () => present(one);
const second = () => present(two);

function present(process: ProgramProcess | undefined): ProgramProcess {
  if (!process) throw new Error('not started');
  return process;
}

let sample: object | undefined;

async function sampleForm(process: ProgramProcess): Promise<object | undefined> {
  sample ??= (await call(process, 'GET', '/api/v1/items/food-business-licence')).body.form.examples[0];
  return sample;
}

async function file(process: ProgramProcess, token: string, key?: string) {
  const form = await sampleForm(process);
  return call(process, 'POST', '/api/v1/cases', {
    token,
    ...(key && { key }),
    body: {
      itemId: 'food-business-licence',
      channel: 'online',
      applicant: {
        kind: 'organization',
        name: '示例餐饮有限公司',
        idType: 'credit-code',
        idNumber: '91350100M000100Y43',
        phone: '13800000000',
      },
      form,
      materials: [],
    },
  });
}
