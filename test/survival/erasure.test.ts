import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCases } from '../../src/capabilities/cases/public.ts';
import { removeErasedContents, sweepContents } from '../../src/capabilities/documents/public.ts';
import { sealLetterOnce } from '../../src/capabilities/sealed-files/public.ts';
import { BACKUP_LOCK } from '../../src/platform/backup/take-backup.ts';
import { smallPdf } from '../../src/platform/documents/zip-archive.fixture.ts';
import {
  type Demonstration,
  fileCase,
  type Person,
  sampleFiling,
  startDemonstration,
  uploadFile,
} from '../support/demonstration.ts';

const opinion = '申请人住在花园路，情况属实';
const basis = { kind: 'law' as const, ref: '个人信息保护法 第四十七条第一款第（四）项' };
const leader = { person: 'p-leader', capacity: 'post' as const, role: 'leader', office: 'committee-office' };
const order = { basis, actor: leader, decidedIn: 'erasure/e1' };

let demo: Demonstration;
let approver: Person;
beforeAll(async () => {
  demo = await startDemonstration();
  approver = await demo.as('approver');
});
afterAll(() => demo.close());

describe('a payload', () => {
  test('goes with a fact that names basis and who answers for it, and with nothing else', async () => {
    const id = await closedCase();
    const { pool } = demo.platform;
    await expect(pool.query('delete from ledger.payload')).rejects.toThrow(/permission denied/);
    await expect(pool.query('update ledger.payload set payload = $1', ['{}'])).rejects.toThrow(
      /permission denied/,
    );
    for (const data of [
      { version: 1, basis: '', responsible: 'p' },
      { version: 1, basis: 'x' },
      { version: 99, basis: 'x', responsible: 'p' },
      { basis: 'x', responsible: 'p' },
    ]) {
      await expect(append(id, data), JSON.stringify(data)).rejects.toThrow(/an erasure names/);
    }
    expect(await payloadsOf(id)).toEqual([1, 2, 3, 4, 5, 6]);
    await createCases(demo.platform).erase(id, { ...order, versions: [3] });
    expect(await payloadsOf(id)).toEqual([1, 2, 4, 5, 6, 7]);
    await expect(append(id, { version: 3, basis: 'x', responsible: 'p' })).rejects.toThrow(
      /no payload to erase/,
    );
  });

  test('leaves state, dates and hashes as they were; the case says where the words are missing', async () => {
    const id = await closedCase();
    const caseNo = await numberOf(id);
    const { body: before } = await approver.get(`/api/v1/cases/${caseNo}`);
    expect(JSON.stringify(before)).toContain(opinion);
    await createCases(demo.platform).erase(id, { ...order, versions: [3] });
    const { body: after } = await approver.get(`/api/v1/cases/${caseNo}`);
    expect(JSON.stringify(after)).not.toContain(opinion);
    expect(after).toMatchObject({
      status: before.status,
      version: 7,
      lanes: before.lanes,
      clocks: before.clocks,
    });
    expect(after.timeline.map(({ hash }) => hash).slice(0, 6)).toEqual(
      before.timeline.map(({ hash }) => hash),
    );
    expect(after.timeline[2]?.note).toBe(`内容已依法删除，依据：${basis.ref}`);
    expect(after.timeline[6]).toMatchObject({ step: 'erase', label: '依法删除内容' });
    expect(after.erased).toEqual([{ version: 3, on: '2026-03-02', basis: basis.ref }]);
  });

  test('of a letter leaves its number and its day', async () => {
    const id = await closedCase();
    const caseNo = await numberOf(id);
    const { body } = await approver.get(`/api/v1/cases/${caseNo}`);
    const grant = body.letters.find(({ kind }) => kind === 'grant');
    await createCases(demo.platform).erase(id, { ...order, versions: [4] });
    const page = await approver.get<string>(`/api/v1/cases/${caseNo}/letters/${grant?.id}`);
    expect(page.body).toContain(grant?.docNo);
    expect(page.body).toContain('本文书的内容已于2026年3月2日依法删除');
    expect(page.body).not.toContain('示例餐饮有限公司');
  });
});

describe('a whole case', () => {
  test('is forgotten by name in lists, search and messages, and still counted', async () => {
    const person = {
      kind: 'natural-person',
      name: '王独一',
      idType: 'passport',
      idNumber: 'E00000001',
      phone: '13800000001',
    };
    const id = await closedCase({ channel: 'window', applicant: person }, 'prepackaged-food-filing');
    const caseNo = await numberOf(id);
    const clerk = await demo.as('clerk');
    const counted = async () =>
      (await clerk.get<{ items: unknown[] }>('/api/v1/cases?limit=200')).body.items.length;
    const before = await counted();
    await demo.owner.query(
      `insert into platform.notification (jurisdiction, recipient, subject_type, subject_id, kind, text, created_at)
       values ('mingchuan', 'r', 'case', $1, 'granted', '王独一', now())`,
      [caseNo],
    );
    await createCases(demo.platform).erase(id, { ...order, versions: 'all' });
    expect(await counted()).toBe(before);
    expect(await tracesOf('王独一')).toEqual([]);
    expect(await tracesOf('E00000001')).toEqual([]);
    const { body } = await clerk.get(`/api/v1/cases/${caseNo}`);
    expect(body).toMatchObject({ status: 'closed', parties: [{ name: '已依法删除' }], form: {} });
  });

  test('takes its sealed letters, its kept answers and its interested parties with it', async () => {
    const clerk = await demo.as('clerk');
    const person = {
      kind: 'natural-person',
      name: '欧阳抹除',
      idType: 'passport',
      idNumber: 'E00000002',
      phone,
    };
    const filing = await sampleFiling(clerk, licence, { channel: 'window', applicant: person });
    const file = () => clerk.post<{ caseNo: string }>('/api/v1/cases', filing, { 'idempotency-key': 'once' });
    const { caseNo } = (await file()).body;
    const told = await clerk.take(caseNo, 'accept', {}, { key: 'accepted' });
    const neighbour = { ...person, name: '司马邻居', idNumber: 'E00000003' };
    const about = { reasons: '油烟', parties: [neighbour] };
    expect((await (await demo.as('reviewer')).take(caseNo, 'tell-hearing-right', about)).status).toBe(200);
    const letter = `/api/v1/cases/${caseNo}/letters/${told.body.letters[0]?.id}`;
    expect((await clerk.get(`${letter}/file`)).status).toBe(200);
    const { rows: files } = await demo.owner.query(
      `select encode(file_sm3, 'hex') as sm3 from documents.letter_file where subject_id = (
         select id::text from cases.current where case_no = $1)`,
      [caseNo],
    );
    expect(files).toHaveLength(1);
    await age(files[0].sm3);
    await createCases(demo.platform).erase(await idOf(caseNo), { ...order, versions: 'all' });
    for (const word of ['欧阳抹除', 'E00000002', '司马邻居', 'E00000003']) {
      expect([word, await tracesOf(word)]).toEqual([word, []]);
    }
    expect(await clerk.get(`${letter}/file`)).toMatchObject({ status: 410, body: { code: 'letter/erased' } });
    expect((await clerk.get<string>(letter)).body).not.toContain('/file');
    expect(await file()).toMatchObject({ status: 410, body: { code: 'idempotency/erased' } });
    await removeWhatWasErased();
    expect(await demo.platform.documents.has(files[0].sm3)).toBe(false);
  });

  test('is not sealed into a letter that was on its way', async () => {
    const id = await closedCase();
    const caseNo = await numberOf(id);
    const { body } = await approver.get(`/api/v1/cases/${caseNo}`);
    const { id: letterId = '', kind = '' } = body.letters[0] ?? {};
    const open = await createCases(demo.platform).load(id);
    const [letter] = open ? createCases(demo.platform).lettersWhole(open, '') : [];
    if (!open || !letter) throw new Error('no letter');
    await createCases(demo.platform).erase(id, { ...order, versions: 'all' });
    const subject = { type: 'case' as const, id: String(id) };
    const { authority } = open.record;
    const sealing = sealLetterOnce(demo.platform, { subject, letterId, kind, letter, authority, caseNo });
    await expect(sealing).rejects.toMatchObject({ code: 'letter/erased' });
  });

  test('leaves a party that another case needs', async () => {
    const id = await closedCase();
    await fileCase(demo);
    await createCases(demo.platform).erase(id, { ...order, versions: 'all' });
    const { rows } = await demo.owner.query(
      `select name from cases.party where id_number = '91350100M000100Y43'`,
    );
    expect(rows).toEqual([{ name: '示例餐饮有限公司' }]);
  });

  test('takes documents with it that no other case uses, rows and contents', async () => {
    const company = await demo.as('company');
    const [own, shared] = [
      await uploadFile(demo, company, Buffer.concat([smallPdf, Buffer.from('% own\n')])),
      await uploadFile(demo, company, Buffer.concat([smallPdf, Buffer.from('% shared\n')])),
    ];
    const handing = (...ids: string[]) => ({
      materials: ids.map((documentId) => ({ materialCode: 'layout-plan', documentId })),
    });
    const id = await closedCase(handing(own, shared));
    await fileCase(demo, 'food-business-licence', handing(shared));
    const contents = await contentsOf([own, shared]);
    for (const sm3 of contents.values()) await age(sm3);
    await createCases(demo.platform).erase(id, { ...order, versions: 'all' });
    expect([...(await contentsOf([own, shared])).keys()]).toEqual([shared]);
    await removeWhatWasErased();
    expect(await demo.platform.documents.has(contents.get(own) ?? '')).toBe(false);
    expect(await demo.platform.documents.has(contents.get(shared) ?? '')).toBe(true);
  });
});

describe('contents that no row names', () => {
  test('are swept away once nobody can be about to name them', async () => {
    const { documents } = demo.platform;
    const [old, fresh, again] = await Promise.all(
      ['old', 'fresh', 'again'].map(async (text) => (await documents.put([Buffer.from(text)])).sm3),
    );
    const used = await contentsOf([
      await uploadFile(demo, await demo.as('company'), Buffer.concat([smallPdf, Buffer.from('% used\n')])),
    ]);
    for (const sm3 of [old ?? '', again ?? '', ...used.values()]) await age(sm3);
    // Somebody uploads the same bytes: they are wanted again.
    await documents.put([Buffer.from('again')]);
    expect(await sweepContents(demo.platform)).toBe(1);
    expect(
      await Promise.all([old, fresh, again, ...used.values()].map((sm3) => documents.has(sm3 ?? ''))),
    ).toEqual([false, true, true, true]);
  });

  test('stay while a backup may need them', async () => {
    const { documents } = demo.platform;
    const { sm3 } = await documents.put([Buffer.from('wanted by a backup')]);
    await age(sm3);
    const backup = await demo.owner.connect();
    await backup.query('select pg_advisory_lock_shared($1)', [BACKUP_LOCK]);
    await expect(sweepContents(demo.platform)).rejects.toThrow(/backup/);
    expect(await documents.has(sm3)).toBe(true);
    await backup.query('select pg_advisory_unlock_shared($1)', [BACKUP_LOCK]);
    backup.release();
    expect(await sweepContents(demo.platform)).toBe(1);
  });
});

const phone = '13800000001';
const licence = 'food-business-licence';

/** Filed, accepted, reviewed, granted, issued where there is a certificate, delivered. */
async function closedCase(more: object = {}, itemId = licence): Promise<number> {
  const filer = await demo.as('channel' in more ? 'clerk' : 'company');
  const filed = await filer.post('/api/v1/cases', await sampleFiling(filer, itemId, more));
  const { caseNo } = filed.body;
  const steps: [string, string, object][] = [
    ['clerk', 'accept', {}],
    ['reviewer', 'review', { conclusion: 'agree', opinion }],
    ['approver', 'decide', { outcome: 'grant' }],
    ...(itemId === licence ? [['issuer', 'issue', {}] as [string, string, object]] : []),
    ['issuer', 'deliver', { method: 'electronic' }],
  ];
  for (const [name, step, input] of steps) {
    const { status, body } = await (await demo.as(name)).take(caseNo, step, input);
    if (status !== 200) throw new Error(`${step}: ${JSON.stringify(body)} ${JSON.stringify(filed.body)}`);
  }
  return idOf(caseNo);
}

async function removeWhatWasErased(): Promise<void> {
  const { rows: jobs } = await demo.owner.query(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'remove-erased-contents'`,
  );
  const job = { jobId: '1', attempt: 1, signal: undefined };
  for (const { payload } of jobs) await removeErasedContents.run(demo.platform, payload, job);
}

async function idOf(caseNo: string): Promise<number> {
  return Number(
    (await demo.owner.query('select id from cases.current where case_no = $1', [caseNo])).rows[0].id,
  );
}

async function numberOf(id: number): Promise<string> {
  return (await demo.owner.query('select case_no from cases.current where id = $1', [id])).rows[0].case_no;
}

async function payloadsOf(id: number): Promise<number[]> {
  const { rows } = await demo.owner.query(
    `select version from ledger.payload where subject_type = 'case' and subject_id = $1 order by version`,
    [String(id)],
  );
  return rows.map(({ version }) => version);
}

/** Straight into the ledger, as only a fault of the program could do it. */
function append(id: number, data: object) {
  return demo.platform.pool.query(
    `insert into ledger.fact (jurisdiction, subject_type, subject_id, version, kind, effective_on, recorded_at, actor, basis,
       data, payload_digest, previous, hash)
     select jurisdiction, subject_type, subject_id, max(version) + 1, 'payload-erased', '2026-03-02', now(), '{}', '[]', $2,
       decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
     from ledger.fact where subject_type = 'case' and subject_id = $1 group by 1, 2, 3`,
    [String(id), data],
  );
}

/** Tables in which the word stands anywhere. */
async function tracesOf(word: string): Promise<string[]> {
  const { rows: tables } = await demo.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await demo.owner.query(`select 1 from ${name} t where t::text like $1 limit 1`, [
      `%${word}%`,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

async function contentsOf(ids: string[]): Promise<Map<string, string>> {
  const { rows } = await demo.owner.query(
    `select id, encode(sm3, 'hex') as sm3 from documents.document where id = any($1) order by array_position($1, id)`,
    [ids],
  );
  return new Map(rows.map(({ id, sm3 }) => [id, sm3]));
}

/** As if it had been put yesterday. */
async function age(sm3: string): Promise<void> {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
  await utimes(join(demo.platform.config.dataDir, 'documents', sm3.slice(0, 2), sm3), yesterday, yesterday);
}
