import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findLostContents } from '../../src/capabilities/documents/public.ts';
import { runBackup } from '../../src/commands/backup.ts';
import { runRestore } from '../../src/commands/restore.ts';
import { type RestoreReport, restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import { takeBackup } from '../../src/platform/backup/take-backup.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { recordInstallation } from '../../src/platform/database/installation.ts';
import { prepareDatabase } from '../../src/platform/database/prepare-database.ts';
import { smallPdf } from '../../src/platform/documents/zip-archive.fixture.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { createLog } from '../../src/platform/process/log.ts';
import { sessionKeyOf } from '../../src/platform/process/session-key.ts';
import { type Demonstration, fileCase, startDemonstration, uploadFile } from '../support/demonstration.ts';
import { printOf } from './database-print.ts';
import { type EmptiedInstallation, emptyInstallation } from './emptied-installation.ts';

let source: Demonstration;
let ownerUrl: string;
let folder: string;
let backup: string;
/** The same under a passphrase. */
let sealed: string;
const passphrase = '一句很长的话 with letters';
/** Of the database when the backup was taken. */
let prints: Awaited<ReturnType<typeof printOf>>;
const targets: EmptiedInstallation[] = [];

beforeAll(async () => {
  source = await startDemonstration();
  ownerUrl = String(source.owner.options.connectionString);
  folder = await mkdtemp(join(tmpdir(), 'mingchuang-backup-'));
  await recordInstallation(ownerUrl, 'demo');
  await uploadSomething();
  sessionKeyOf(source.platform.config);
  source.platform.ledgerKeys.signing();
  for (let number = 0; number < 3; number++) await granted();
  await quiet();
  backup = join(folder, 'quiet.backup');
  await take(backup);
  sealed = join(folder, 'sealed.backup');
  await take(sealed, passphrase);
  prints = await printOf(ownerUrl);
});

afterEach(async () => {
  for (const target of targets.splice(0)) await target.close();
});

afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

describe('a backup that is put back', () => {
  let target: EmptiedInstallation;
  let report: RestoreReport;
  beforeAll(async () => {
    target = await emptyInstallation(ownerUrl);
    report = await restoreBackup(target, backup, {});
  });
  afterAll(() => target.close());

  test('has every table, sequence, document and key as they were', async () => {
    expect(await printOf(target.ownerUrl)).toEqual(prints);
    expect(report).toMatchObject({ documents: 2 });
    for await (const { sm3 } of source.platform.documents.list()) {
      expect(await contentOf(target, sm3)).toBe(await contentOf(source.platform, sm3));
    }
    const keys = await keyFiles(source.platform.config);
    expect(keys).toEqual(expect.arrayContaining(['ledger.json', 'seals/licence-issuing.key', 'session']));
    expect(await keyFiles(target.config)).toEqual(keys);
    for (const key of keys) {
      const place = join(target.config.dataDir, 'keys', key);
      expect(await readFile(place)).toEqual(
        await readFile(join(source.platform.config.dataDir, 'keys', key)),
      );
      expect((await stat(place)).mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(target.config.dataDir, 'keys'))).mode & 0o777).toBe(0o700);
  });

  test('goes on where it was: the next case and the next message have new numbers', async () => {
    const next = `select nextval('cases.case_id') as "case",
      nextval(pg_get_serial_sequence('platform.notification', 'id')) as message`;
    const [before] = (await source.owner.query('select max(id) as id from cases.current')).rows;
    const [after] = await query(target.ownerUrl, next);
    expect(Number(after?.case)).toBeGreaterThan(Number(before.id));
    const [messages] = (await source.owner.query('select max(id) as id from platform.notification')).rows;
    expect(Number(after?.message)).toBe(Number(messages.id) + 1);
  });

  test('grants the running role what it had, and no more', async () => {
    const grants = `select table_schema, table_name, privilege_type from information_schema.table_privileges
      where grantee = 'mingchuang_run' order by 1, 2, 3`;
    expect(await query(target.ownerUrl, grants)).toEqual((await source.owner.query(grants)).rows);
    const { url } = await prepareDatabase(
      { ...target.config, databaseUrl: target.ownerUrl },
      createLog('silent'),
    );
    await expect(query(url, 'delete from ledger.fact')).rejects.toThrow(/permission denied/);
  });

  test('holds its foreign keys again', async () => {
    await expect(query(target.ownerUrl, `update access.account set person = 'nobody'`)).rejects.toThrow(
      /foreign key/,
    );
  });
});

test('a backup taken while everybody works is the one moment at which it began', async () => {
  const file = join(folder, 'busy.backup');
  await quiet();
  const before = await printOf(ownerUrl);
  // What keeps the backup waiting in its midst, and nobody else: a lock on a table that no step touches.
  const [waiting] = await Promise.all([
    holdingUp('platform.program_clock', () => Promise.all([granted(), granted(), granted()])),
    take(file),
  ]);
  expect(waiting).toHaveLength(3);
  const target = await empty();
  await restoreBackup(target, file, {});
  expect(await printOf(target.ownerUrl)).toEqual(before);
  const { pool, close } = openDatabase(target.ownerUrl);
  expect((await verifyLedger(pool)).faults).toEqual([]);
  await close();
});

describe('a backup under a passphrase', () => {
  test('is put back with it', async () => {
    const target = await empty();
    await restoreBackup(target, sealed, { passphrase });
    expect(await printOf(target.ownerUrl)).toEqual(prints);
  });

  test('shows nothing without it, and to another one', async () => {
    expect((await readFile(sealed)).includes('header.json')).toBe(false);
    const target = await empty();
    await expect(restoreBackup(target, sealed, { passphrase: 'another passphrase' })).rejects.toThrow(
      /口令不对/,
    );
    expect(await namesOfTables(target)).toEqual([]);
  });
});

describe('what is not put back', () => {
  test('anything, into a database that holds something', async () => {
    const target = await empty();
    await query(target.ownerUrl, 'create table theirs (id integer)');
    await expect(restoreBackup(target, backup, {})).rejects.toThrow(/数据库不是空的/);
    await query(target.ownerUrl, 'drop table theirs');
    await restoreBackup(target, backup, {});
    await expect(restoreBackup(target, backup, {})).rejects.toThrow(/数据库不是空的/);
  });

  test('a file that is none, is cut off, or was changed', async () => {
    const target = await empty();
    const copy = join(folder, 'copy.backup');
    const bytes = await readFile(backup);
    await writeFile(copy, 'not a backup at all');
    await expect(restoreBackup(target, copy, {})).rejects.toThrow(/不完整或已损坏/);
    await writeFile(copy, bytes);
    await truncate(copy, Math.floor(bytes.length / 2));
    await expect(restoreBackup(target, copy, {})).rejects.toThrow(/不完整或已损坏/);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 5000) ^ 1, bytes.length - 5000);
    await writeFile(copy, bytes);
    await expect(restoreBackup(target, copy, {})).rejects.toThrow(/损坏|不符/);
    // None of them left anything that counts as data.
    await restoreBackup(target, backup, {});
    expect(await printOf(target.ownerUrl)).toEqual(prints);
  });

  test('a server refuses a database in which a restore did not end', async () => {
    const target = await empty();
    const half = join(folder, 'half.backup');
    await writeFile(half, await readFile(backup));
    await truncate(half, (await stat(half)).size - 3000);
    await expect(restoreBackup(target, half, {})).rejects.toThrow(/不完整/);
    const config = { ...target.config, databaseUrl: target.ownerUrl };
    await expect(prepareDatabase(config, createLog('silent'))).rejects.toThrow(/恢复没有做完/);
  });

  test('a demonstration, into a real installation', async () => {
    const target = await empty('production');
    await expect(restoreBackup(target, backup, {})).rejects.toThrow(/演示系统的备份/);
  });

  test('a key, over another one', async () => {
    const target = await empty();
    await restoreBackup(target, backup, {});
    const second = await empty();
    await writeFile(join(target.config.dataDir, 'keys', 'session'), 'another');
    await expect(restoreBackup({ ...target, ownerUrl: second.ownerUrl }, backup, {})).rejects.toThrow(
      /已有另一把密钥/,
    );
  });
});

describe('the command', () => {
  const call = async (command: typeof runRestore, argv: string[], environment: Record<string, string>) => {
    let text = '';
    const out = { write: (part: string) => (text += part) };
    return { status: await command(argv, { out, environment }), text };
  };
  const environmentOf = ({ config, ownerUrl: url }: EmptiedInstallation) => ({
    DATABASE_URL: url,
    DATA_DIR: config.dataDir,
    MINGCHUANG_MODE: 'demo',
  });

  test('restores, checks the ledger and says so', async () => {
    const { status, text } = await call(runRestore, [backup], environmentOf(await empty()));
    expect([status, text]).toEqual([0, expect.stringMatching(/^已恢复 .*全部相符。\n$/s)]);
  });

  test('finds out that the backup is older than a receipt', async () => {
    const caseNo = await granted();
    const { body } = await (await source.as('company')).get(`/api/v1/cases/${caseNo}`);
    const receipt = join(folder, 'receipt.json');
    await writeFile(receipt, JSON.stringify(body.receipts[0]));
    const environment = environmentOf(await empty());
    const { status, text } = await call(runRestore, [backup, '--receipt', receipt], environment);
    expect([status, text]).toEqual([1, expect.stringContaining('回执')]);
  });

  test('backs up on line, warns of what is in the file, and takes a passphrase from a file', async () => {
    const environment = {
      DATABASE_URL: ownerUrl,
      DATA_DIR: source.platform.config.dataDir,
      MINGCHUANG_MODE: 'demo',
    };
    const open = await call(runBackup, [join(folder, 'open.backup')], environment);
    expect([open.status, open.text]).toEqual([0, expect.stringContaining('注意：备份没有加密')]);
    const words = join(folder, 'passphrase');
    await writeFile(words, `${passphrase}\n`);
    const argv = [join(folder, 'closed.backup'), '--passphrase-file', words, '--json'];
    const closed = await call(runBackup, argv, environment);
    expect([closed.status, JSON.parse(closed.text)]).toMatchObject([0, { encrypted: true, lost: [] }]);
  });

  test.each<[string, string[]]>([
    ['应当恰好给出一个文件', []],
    ['应当恰好给出一个文件', ['a', 'b']],
    ['参数有误', ['a', '--everything']],
    ['读不到口令文件', ['a', '--passphrase-file', '/nowhere/at-all']],
    ['--encrypt 需要口令', ['a', '--encrypt']],
  ])('a bad call is told in words: %s', async (words, argv) => {
    expect(await call(runBackup, argv, {})).toEqual({ status: 2, text: expect.stringContaining(words) });
  });
});

test('a backup is for its owner alone, never overwrites, and leaves nothing when it fails', async () => {
  expect((await stat(backup)).mode & 0o777).toBe(0o600);
  await expect(take(backup)).rejects.toThrow(/已经存在/);
  await expect(take(join(folder, 'nowhere', 'a.backup'))).rejects.toThrow(/无法写入/);
  const target = await empty();
  await expect(
    takeBackup(
      { ...source.platform, ownerUrl: target.ownerUrl, findLost: async () => [] },
      join(folder, 'c.backup'),
      {},
    ),
  ).rejects.toThrow(/没有可备份/);
  expect((await readdir(folder)).filter((name) => name.includes('partial') || name === 'c.backup')).toEqual(
    [],
  );
});

test('a document whose content is gone is named', async () => {
  const [row] = (await source.owner.query(`select id, encode(sm3, 'hex') as sm3 from documents.document`))
    .rows;
  expect(await source.platform.documents.remove(row.sm3, new Date(Date.now() + 1_000))).toBe(true);
  const report = await take(join(folder, 'lost.backup'));
  expect(report.lost).toContain(row.id);
});

async function empty(mode: 'demo' | 'production' = 'demo'): Promise<EmptiedInstallation> {
  const target = await emptyInstallation(ownerUrl, mode);
  targets.push(target);
  return target;
}

function take(path: string, passphrase?: string) {
  const { platform } = source;
  return takeBackup(
    {
      config: platform.config,
      documents: platform.documents,
      ownerUrl,
      findLost: (client) => findLostContents(client, platform.documents),
    },
    path,
    passphrase === undefined ? {} : { passphrase },
  );
}

/** A case with letters and a decision. */
async function granted(): Promise<string> {
  const { caseNo } = await fileCase(source);
  await (await source.as('clerk')).take(caseNo, 'accept');
  const reviewer = await source.as('reviewer');
  await reviewer.take(caseNo, 'review', { conclusion: 'agree', opinion: '符合条件，\t“同意”\\n🀄' });
  await (await source.as('approver')).take(caseNo, 'decide', { outcome: 'grant', reasons: '符合法定条件。' });
  return caseNo;
}

/** Locks the table until somebody waits for it, and then until `work` is done. */
async function holdingUp<T>(table: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    while ((await query(ownerUrl, 'select from pg_locks where not granted')).length === 0) await sleep(10);
    return await work();
  } finally {
    await client.end();
  }
}

/** A moment after a step its messages are put into the queue, once in a while; then nothing happens any more. */
async function quiet(): Promise<void> {
  for (let seen = '', now = ' '; seen !== now; ) {
    seen = now;
    await sleep(1_000);
    now = JSON.stringify((await source.owner.query('select id, updated_at from graphile_worker.jobs')).rows);
  }
}

async function uploadSomething(): Promise<void> {
  const company = await source.as('company');
  await uploadFile(source, company, smallPdf);
  // Larger than a frame and a piece of a stream.
  const large = Buffer.concat([smallPdf, randomBytes(300_000), Buffer.from('\n%%EOF\n')]);
  await uploadFile(source, company, large);
}

async function contentOf({ documents }: Pick<Demonstration['platform'], 'documents'>, sm3: string) {
  const content = await documents.get(sm3);
  return (
    content &&
    createHash('sm3')
      .update(await buffer(content))
      .digest('hex')
  );
}

async function keyFiles({ dataDir }: { dataDir: string }): Promise<string[]> {
  const found = await readdir(join(dataDir, 'keys'), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(dataDir, 'keys').length + 1))
    .sort();
}

async function query(url: string, sql: string) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function namesOfTables({ ownerUrl: url }: EmptiedInstallation): Promise<string[]> {
  const rows = await query(
    url,
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  return rows.map(({ name }) => name);
}
