import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Assembled, assemble } from '../../src/assemble.ts';
import { tellApplicants } from '../../src/capabilities/cases/public.ts';
import { findLostContents } from '../../src/capabilities/documents/public.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openFolderStore } from '../../src/platform/documents/folder-store.ts';
import { smallPdf } from '../../src/platform/documents/zip-archive.fixture.ts';
import { makeCheckpoint } from '../../src/platform/ledger/checkpoints.ts';
import { placeFacts, readWatermark } from '../../src/platform/ledger/place-facts.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { company } from '../support/demonstration.ts';
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts';
import { type Death, kill, type Mortal, newMortal, watch } from './mortal-program.ts';

/** Every how-manieth point is tried; `CRASH_POINTS=all` tries every one, which takes minutes. */
const stride = process.env.CRASH_POINTS === 'all' ? 1 : 11;

let database: TestDatabase;
let owner: pg.Pool;
let root: string;
let lives = 0;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  root = await mkdtemp(join(tmpdir(), 'mingchuang-crash-'));
  await mkdir(join(root, 'data'));
});

afterAll(async () => {
  await owner.end();
  await database.close();
  await rm(root, { recursive: true });
});

interface Program {
  mortal: Mortal;
  assembled: Assembled;
  tokens: Record<string, string>;
}

/** The next life: other connections and an empty memory, the same database and the same files. */
async function live(): Promise<Program> {
  const mortal = newMortal(`mortal-${++lives}`);
  await symlink(join(root, 'data'), join(root, mortal.name));
  const dataDir = `${join(root, mortal.name)}/`;
  const reading = readConfig({ DATA_DIR: dataDir, MINGCHUANG_NOW: '2026-03-02T09:00:00+08:00' }, root);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  const databaseUrl = `${database.url}${database.url.includes('?') ? '&' : '?'}application_name=${mortal.name}`;
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const assembled = await assemble(reading.config, { databaseUrl, log });
  const tokens: Record<string, string> = {};
  for (const name of ['company', 'clerk', 'reviewer', 'approver', 'issuer']) {
    const answer = await assembled.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { username: name, password: 'mingchuang' },
    });
    tokens[name] = answer.json().token;
  }
  return { mortal, assembled, tokens };
}

/** What one walk was told. Walked again with the same keys after a death, it must be told the same. */
type Told = Record<string, string>;

async function walk(
  { assembled: { app, platform }, tokens }: Program,
  name: string,
  told: Told,
): Promise<void> {
  const post = async (
    who: string,
    url: string,
    key: string,
    payload: unknown,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      method: 'POST',
      url,
      payload: payload as object,
      headers: { authorization: `Bearer ${tokens[who]}`, 'idempotency-key': `${name}-${key}`, ...headers },
    });
    if (answer.statusCode >= 300) throw new Error(`${key}: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  };
  const acknowledged = (key: string, value: string) => {
    if (told[key] !== undefined) expect(value, `${name} ${key}`).toBe(told[key]);
    told[key] = value;
    return value;
  };
  const form = new FormData();
  const content = Buffer.concat([smallPdf, Buffer.from(`% ${name}\n`)]);
  form.append('file', new Blob([new Uint8Array(content)]), '平面图.pdf');
  const request = new Request('http://local/', { method: 'POST', body: form });
  const type = { 'content-type': request.headers.get('content-type') ?? '' };
  const uploaded = await post(
    'company',
    '/api/v1/documents',
    'upload',
    Buffer.from(await request.arrayBuffer()),
    type,
  );
  const documentId = acknowledged('document', uploaded.id);
  const item = (await app.inject({ url: '/api/v1/items/food-business-licence' })).json();
  const filing = {
    itemId: 'food-business-licence',
    channel: 'online',
    applicant: company,
    form: item.form.examples[0],
    materials: [{ materialCode: 'layout-plan', documentId }],
  };
  const caseNo = acknowledged('case', (await post('company', '/api/v1/cases', 'file', filing)).caseNo);
  for (const [who, step, input] of [
    ['clerk', 'accept', {}],
    ['reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' }],
    ['approver', 'decide', { outcome: 'grant' }],
    ['issuer', 'issue', {}],
    ['issuer', 'deliver', { method: 'electronic' }],
  ] as const) {
    const body = await post(who, `/api/v1/cases/${caseNo}/steps`, step, { step, input });
    acknowledged(step, body.timeline.map((entry: { hash: string }) => entry.hash).join());
  }
  await tellApplicants.run(platform, undefined, { jobId: '1', attempt: 1, signal: undefined });
  const leader = await platform.pool.connect();
  const mark = await placeFacts(leader, await readWatermark(leader));
  leader.release();
  acknowledged('placed', String(mark.size > 0));
  acknowledged('checkpoint', String(((await makeCheckpoint(platform))?.size ?? 0) > 0));
}

describe('a program that dies at any point of a case and is started again', () => {
  test('loses nothing acknowledged, does nothing by halves and nothing twice', async () => {
    let program = await live();
    watch(program.mortal);
    await walk(program, 'whole', {});
    const points = program.mortal.events.length;
    const kinds = new Set<string>();
    // Reading, writing and flushing files; loads, writes, transactions, order, checkpoint, messages.
    expect(points).toBeGreaterThan(60);
    let tried = 0;
    for (let at = 0; at < points * 2; at += stride) {
      const death: Death = {
        event: Math.floor(at / 2),
        when: at % 2 === 0 ? 'before' : 'after',
        power: true,
      };
      const name = `walk-${at}`;
      const told: Told = {};
      watch(program.mortal, death);
      const walked = walk(program, name, told);
      await Promise.race([walked, program.mortal.died]).catch((fault) => {
        if (!program.mortal.isDead) throw fault;
      });
      walked.catch(() => undefined); // the dead may still say something, even while it dies
      if (program.mortal.isDead) {
        await program.mortal.died;
        kinds.add(program.mortal.events.at(-1) ?? '');
        program = await live();
        watch(program.mortal);
        await walk(program, name, told);
      }
      await checkCase(told);
      tried++;
    }
    await program.assembled.close();
    await checkAll();
    if (process.env.CRASH_POINTS) {
      console.log(`${points} events, ${tried} deaths, among them at:\n  ${[...kinds].sort().join('\n  ')}`);
    }
  }, 1_200_000);
});

const letters = ['acceptance', 'grant', 'delivery'];

async function checkCase(told: Told): Promise<void> {
  const { rows } = await owner.query(
    `select c.id, c.status, c.version,
       (select array_agg(f.kind order by f.version) from ledger.fact f where f.subject_type = 'case' and f.subject_id = c.id::text) as facts,
       (select array_agg(l.kind order by l.version) from cases.letter l where l.case_id = c.id) as letters,
       (select count(*)::int from licences.licence l where l.case_id = c.id) as licences,
       (select count(*)::int from cases.document_use u where u.case_id = c.id) as documents
     from cases.current c where c.case_no = $1`,
    [told.case],
  );
  expect(rows).toEqual([
    {
      id: expect.anything(),
      status: 'closed',
      version: 6,
      facts: ['submitted', 'accepted', 'reviewed', 'granted', 'issued', 'delivered'],
      letters,
      licences: 1,
      documents: 1,
    },
  ]);
  const { rows: tells } = await owner.query(
    `select kind, count(*)::int as times from platform.notification where subject_id = $1 group by 1 having count(*) <> 1`,
    [told.case],
  );
  expect(tells).toEqual([]);
}

/** Over everything that all lives left. */
async function checkAll(): Promise<void> {
  const one = async (text: string) => (await owner.query(text)).rows;
  // One case for each walk: what was asked again was not done again. No row of one table without its others.
  expect(
    await one(
      `select case_no from cases.current c where status <> 'closed'
       union all select count(*)::text from cases.current having count(*) <> (select count(distinct response ->> 'caseNo')
         from platform.idempotency where route = 'POST /api/v1/cases')
       union all select case_id::text from cases.untold
       union all select case_id::text from cases.worklist
       union all select document_no from cases.letter l where not exists (
         select from ledger.fact f where f.subject_type = 'case' and f.subject_id = l.case_id::text and f.version = l.version)`,
    ),
  ).toEqual([]);
  // 文号 have no gaps.
  expect(
    await one('select kind from cases.letter group by authority, year, kind having max(number) <> count(*)'),
  ).toEqual([]);
  expect((await verifyLedger(owner)).faults).toEqual([]);
  const documents = await openFolderStore(join(root, 'data', 'documents'));
  const client = await owner.connect();
  expect(await findLostContents(client, documents)).toEqual([]);
  client.release();
  for await (const { sm3, size } of documents.list()) {
    const content = await documents.get(sm3);
    expect(content && (await buffer(content)).length).toBe(size);
  }
}

describe('the document store in a power cut', () => {
  test('holds whole what it acknowledged, and nothing torn under any address', async () => {
    let points = 0;
    // The first one dies when it has acknowledged; it shows how many points there are.
    for (let at = -1; at < points * 2; at++) {
      const mortal = newMortal(`store-${at + 1}`);
      mkdirSync(join(root, mortal.name));
      const folder = join(root, mortal.name, 'documents');
      const store = await openFolderStore(folder);
      const content = Buffer.alloc(1_000, `content ${at}`);
      const death: Death = {
        event: Math.floor(at / 2),
        when: at % 2 === 0 ? 'before' : 'after',
        power: true,
      };
      watch(mortal, at < 0 ? undefined : death);
      let acknowledged: string | undefined;
      const put = store.put([content, content]).then(({ sm3 }) => {
        acknowledged = sm3;
      });
      await Promise.race([put, mortal.died]);
      if (at < 0) {
        points = mortal.events.length;
        await kill(mortal, { power: true });
      }
      const found = await readdir(folder, { recursive: true, withFileTypes: true });
      const kept = found.filter(({ name }) => /^[0-9a-f]{64}$/.test(name));
      if (acknowledged !== undefined) expect(kept.map(({ name }) => name)).toEqual([acknowledged]);
      for (const { parentPath, name } of kept) {
        const digest = createHash('sm3')
          .update(await readFile(join(parentPath, name)))
          .digest('hex');
        expect(digest).toBe(name);
      }
    }
    expect(points).toBeGreaterThan(7);
  });
});
