/** What a database owner could do to the past, and how it comes out. Each deed is done in a transaction that is undone. */
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVerifyLedger } from '../../src/commands/verify-ledger.ts';
import { digestPayload, type Envelope, hashEnvelope } from '../../src/kernel/ledger/envelope.ts';
import type { Checkpoint, Receipt } from '../../src/kernel/ledger/signed-texts.ts';
import { makeCheckpoint } from '../../src/platform/ledger/checkpoints.ts';
import {
  type LedgerFault,
  type Verification,
  verifyLedgerIn,
} from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';
import { placeAll } from '../support/ledger-samples.ts';
import { type FactKey, keyOf, rewriteHistory, whose } from './rewrite-history.ts';
import { walkCases } from './walked-cases.ts';

let demonstration: Demonstration;
let facts: FactKey[];
let older: Checkpoint;
let latest: Checkpoint;
/** Of facts within the order, and of one that came after it. */
let receipts: Required<Verification>['receipts'];
let newest: Required<Verification>['receipts'];

beforeAll(async () => {
  demonstration = await startDemonstration();
  const caseNos = await walkCases(demonstration, 5, 2_026);
  older = await placedAndSigned();
  caseNos.push(...(await walkCases(demonstration, 4, 11)));
  latest = await placedAndSigned();
  receipts = await receiptsOf(caseNos);
  // Filed since: it has no place yet.
  newest = await receiptsOf([(await fileCase(demonstration)).caseNo]);
  const { rows } = await demonstration.owner.query<FactKey>(
    'select jurisdiction, subject_type, subject_id, version from ledger.sequence order by position',
  );
  facts = rows;
}, 120_000);
afterAll(() => demonstration.close());

async function placedAndSigned(): Promise<Checkpoint> {
  await placeAll(demonstration.platform.pool, demonstration.owner);
  const checkpoint = await makeCheckpoint(demonstration.platform);
  if (!checkpoint) throw new Error('nothing was signed');
  return checkpoint;
}

async function receiptsOf(caseNos: readonly string[]) {
  const clerk = await demonstration.as('clerk');
  const found = await Promise.all(
    caseNos.map(async (caseNo) => {
      const { body } = await clerk.get<{ id: string; receipts: Receipt[] }>(`/api/v1/cases/${caseNo}`);
      return body.receipts.map((receipt) => ({ ...receipt, subjectInLedger: { type: 'case', id: body.id } }));
    }),
  );
  return found.flat();
}

/** What a check says after the deed. */
async function after(deed: (client: PoolClient) => Promise<unknown>, verification: Verification = {}) {
  const client = await demonstration.owner.connect();
  try {
    await client.query('begin');
    await deed(client);
    return await verifyLedgerIn(client, verification);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const short = (faults: readonly LedgerFault[]) =>
  faults.map(({ subject, version, fault }) => `${subject} ${version} ${fault}`);
const named = ({ subject_type, subject_id }: FactKey) => `${subject_type}/${subject_id}`;
/** Of cases alone. */
const factAt = (at: number): FactKey => {
  const fact = facts.filter(({ subject_type }) => subject_type === 'case').at(at);
  if (!fact) throw new Error(`no fact ${at}`);
  return fact;
};
describe('an untouched ledger', () => {
  it('fits in all its parts, with receipts and witnesses', async () => {
    const witnessed = [older, latest].map((checkpoint) => ({ witness: 'w', checkpoint }));
    const verdict = await after(async () => undefined, { receipts: [...receipts, ...newest], witnessed });
    expect(verdict.faults).toEqual([]);
    expect(verdict).toMatchObject({ places: facts.length, checkpoints: 2, erased: [] });
    expect(verdict.waiting).toBeGreaterThan(0);
    expect(verdict.facts).toBe(facts.length + verdict.waiting);
    expect(receipts.length).toBeGreaterThan(9);
  });
});

/** Everything that is hashed, and how to write a changed byte of its text back. */
const hashed: { table: 'fact' | 'payload'; column: string; as: 'text' | 'bytes' }[] = [
  ...['jurisdiction', 'subject_type', 'subject_id', 'version', 'kind', 'effective_on', 'recorded_at'].map(
    (column) => ({ table: 'fact' as const, column, as: 'text' as const }),
  ),
  ...['actor', 'basis', 'data'].map((column) => ({ table: 'fact' as const, column, as: 'text' as const })),
  ...['payload_digest', 'previous', 'hash'].map((column) => ({
    table: 'fact' as const,
    column,
    as: 'bytes' as const,
  })),
  { table: 'payload', column: 'salt', as: 'bytes' },
  { table: 'payload', column: 'payload', as: 'text' },
];

/** False when the database itself refuses the change, or it changes nothing. */
async function changeByte(
  client: PoolClient,
  { table, column, as }: (typeof hashed)[number],
  fact: FactKey,
  { at, to }: { at: number; to: number },
): Promise<boolean> {
  const read = `select pg_typeof(${column})::text as type,
       ${as === 'bytes' ? column : `convert_to(${column}::text, 'UTF8')`} as bytes
     from ledger.${table} where ${whose}`;
  const [{ type, bytes } = { type: '', bytes: null }] = await readBytes(client, read, fact);
  if (!bytes || bytes.length === 0) return false;
  const place = at % bytes.length;
  if (bytes[place] === to) return false;
  const changed = Buffer.from(bytes);
  changed[place] = to;
  await client.query('savepoint before');
  try {
    await client.query(
      `update ledger.${table} set ${column} = ${as === 'bytes' ? '$5' : `convert_from($5, 'UTF8')::${type}`}
       where ${whose}`,
      [...keyOf(fact), changed],
    );
    // Another spelling of a value is the same value, and a column of milliseconds rounds.
    const [after] = await readBytes(client, read, fact);
    return after === undefined || after.bytes?.equals(bytes) !== true;
  } catch {
    await client.query('rollback to before');
    return false;
  }
}

async function readBytes(client: PoolClient, read: string, fact: FactKey) {
  const { rows } = await client.query<{ type: string; bytes: Buffer | null }>(read, keyOf(fact));
  return rows;
}

describe('a changed byte', () => {
  it.each(hashed)('of the $table, $column, is found, and the fact is named', async (column) => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000),
        fc.nat(),
        fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x30, max: 0x39 })),
        async (which, at, to) => {
          const fact = factAt(which % 30);
          let isChanged = false;
          const verdict = await after(async (client) => {
            isChanged = await changeByte(client, column, fact, { at, to });
          });
          const names = verdict.faults.map(({ subject, version }) => `${subject} ${version}`);
          if (isChanged) {
            found++;
            expect(names).toContain(`${named(fact)} ${fact.version}`);
          } else {
            expect(names).toEqual([]);
          }
        },
      ),
      // Many bytes of a moment or a list can't be another one; some of so many can.
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(0);
  });

  it('in a number that JavaScript could not tell apart is found too', async () => {
    const { rows } = await demonstration.owner.query<FactKey>(
      `select jurisdiction, subject_type, subject_id, version from ledger.fact where data @> '{"grade": 4}' limit 1`,
    );
    const fact = rows[0] ?? factAt(0);
    for (const value of ['4.0', '4.00000000000000000001']) {
      const { faults } = await after((client) =>
        client.query(
          `update ledger.fact set data = data || '{"grade": ${value}}' where ${whose}`,
          keyOf(fact),
        ),
      );
      expect(short(faults)[0]).toBe(`${named(fact)} ${fact.version} hash`);
    }
  });
});

describe('a moment that its text does not hold whole', () => {
  it.each([
    ['microseconds', "recorded_at + interval '1 microsecond'"],
    ['the same year before Christ', "(recorded_at::text || ' BC')::timestamptz"],
  ])('%s, is found', async (_what, moment) => {
    const fact = factAt(0);
    const { faults } = await after(async (client) => {
      await client.query('alter table ledger.fact alter column recorded_at type timestamptz(6)');
      await client.query(`update ledger.fact set recorded_at = ${moment} where ${whose}`, keyOf(fact));
    });
    expect(short(faults)[0]).toBe(`${named(fact)} ${fact.version} hash`);
  });
});

describe('facts taken away', () => {
  const everywhere = ['fact', 'payload', 'sequence', 'arrival'];

  it('one, from the middle: the fact after it and the place without it are named', async () => {
    const fact = facts.find(({ version }) => version === 2) ?? factAt(0);
    const { faults } = await after((client) =>
      client.query(`delete from ledger.fact where ${whose}`, keyOf(fact)),
    );
    expect(short(faults)).toContain(`${named(fact)} 3 gap`);
    expect(short(faults)).toContain(`${named(fact)} 2 place-without-fact`);
  });

  it('one, wherever its traces are: the order has a gap', async () => {
    const fact = factAt(-1);
    const { faults } = await after(async (client) => {
      for (const table of everywhere)
        await client.query(`delete from ledger.${table} where ${whose}`, keyOf(fact));
    });
    expect(short(faults)).toContain('ledger 0 order-size');
  });

  it('the newest, and the count corrected: the checkpoint is longer', async () => {
    const { faults } = await after(async (client) => {
      for (const fact of facts.slice(-3)) {
        for (const table of everywhere)
          await client.query(`delete from ledger.${table} where ${whose}`, keyOf(fact));
      }
      await client.query('update ledger.watermark set size = size - 3');
    });
    expect(faults).toEqual([
      {
        subject: 'ledger',
        version: 0,
        fault: 'checkpoint-beyond',
        place: facts.length - 3,
        lastPlace: facts.length - 1,
        source: String(facts.length),
      },
    ]);
  });

  it('the newest, which have no place yet: by the receipt', async () => {
    const deed = async (client: PoolClient) => {
      for (const table of ['payload', 'arrival', 'fact']) {
        await client.query(
          `delete from ledger.${table} f where not exists (select from ledger.sequence s
             where (s.subject_type, s.subject_id, s.version) = (f.subject_type, f.subject_id, f.version))`,
        );
      }
    };
    expect((await after(deed)).faults).toEqual([]);
    const [receipt] = newest;
    expect(short((await after(deed, { receipts: newest })).faults)).toContain(
      `case/${receipt?.subjectInLedger.id} 1 receipt-missing`,
    );
  });

  it('a payload without an erasure, and with one', async () => {
    const fact = factAt(4);
    const erase = (client: PoolClient) =>
      client.query(`delete from ledger.payload where ${whose}`, keyOf(fact));
    expect(short((await after(erase)).faults)).toEqual([`${named(fact)} ${fact.version} payload-missing`]);
    const lawful = await after((client) => appendErasure(client, fact));
    expect(lawful.erased).toEqual([
      {
        subject: named(fact),
        version: fact.version,
        on: '2026-03-02',
        basis: '个人信息保护法 第四十七条',
        responsible: 'p7',
      },
    ]);
    // The erasure itself was done past the program: it is named, the erased fact is not.
    expect(lawful.faults.every(({ fault }) => fault === 'no-place')).toBe(true);
    const kept = await after(async (client) => {
      await client.query(
        `create temporary table payloads as select * from ledger.payload where ${whose}`,
        keyOf(fact),
      );
      await appendErasure(client, fact);
      await client.query('insert into ledger.payload select * from payloads on conflict do nothing');
    });
    expect(short(kept.faults)).toContain(`${named(fact)} ${fact.version} payload-kept`);
  });
});

describe('facts moved and added', () => {
  it('the contents of two facts exchanged', async () => {
    const [one, other] = [factAt(3), factAt(-2)];
    const { faults } = await after(async (client) => {
      const read = (fact: FactKey) =>
        client.query(`select kind, data, payload_digest from ledger.fact where ${whose}`, keyOf(fact));
      const [{ rows: first }, { rows: second }] = [await read(one), await read(other)];
      const write = (fact: FactKey, row: Record<string, unknown>) =>
        client.query(`update ledger.fact set kind = $5, data = $6, payload_digest = $7 where ${whose}`, [
          ...keyOf(fact),
          row.kind,
          JSON.stringify(row.data),
          row.payload_digest,
        ]);
      await write(one, second[0]);
      await write(other, first[0]);
    });
    const names = short(faults);
    expect(names).toContain(`${named(one)} ${one.version} hash`);
    expect(names).toContain(`${named(other)} ${other.version} hash`);
  });

  it('two places exchanged: by the transactions, and by the root that was signed', async () => {
    const { faults } = await after(async (client) => {
      await client.query('update ledger.sequence set position = 1000000 where position = 6');
      await client.query('update ledger.sequence set position = 6 where position = 9');
      await client.query('update ledger.sequence set position = 9 where position = 1000000');
    });
    expect(faults.map(({ fault, place }) => `${fault} ${place}`)).toEqual([
      'place-order 7',
      'place-order 9',
      'checkpoint-root 0',
    ]);
  });

  it('one more at the end of a stream, hashed and chained as it should be', async () => {
    const fact = factAt(0);
    const insert = (client: PoolClient) => appendErasure(client, fact, 'rated');
    const { faults } = await after(insert);
    expect(faults.map(({ subject, fault }) => `${subject} ${fault}`)).toEqual([`${named(fact)} no-place`]);
    const withPlace = await after(async (client) => {
      await insert(client);
      await client.query(
        `insert into ledger.sequence (position, jurisdiction, subject_type, subject_id, version, hash)
         select $1, jurisdiction, subject_type, subject_id, version, hash from ledger.fact
         where subject_type = $2 and subject_id = $3 order by version desc limit 1`,
        [facts.length, fact.subject_type, fact.subject_id],
      );
    });
    expect(withPlace.faults.map(({ fault }) => fault)).toEqual(['place-unannounced', 'order-size']);
  });

  it('a stored subtree, a checkpoint and its signature', async () => {
    const forged = await after((client) =>
      client.query(`update ledger.checkpoint set at = at + interval '1 hour' where size = $1`, [older.size]),
    );
    expect(forged.faults.map(({ fault, source }) => `${fault} ${source}`)).toEqual([
      `checkpoint-signature ${older.size}`,
      `checkpoint-time ${latest.size}`,
    ]);
    const other = await after((client) =>
      client.query(`update ledger.checkpoint set root = sha256('other') where size = $1`, [older.size]),
    );
    expect(other.faults.map(({ fault }) => fault)).toEqual(['checkpoint-root', 'checkpoint-signature']);
  });
});

describe('a whole history rewritten with the real key', () => {
  const rewrite = (client: PoolClient) =>
    rewriteHistory(client, demonstration.platform.ledgerKeys.signing(), factAt(0));

  it('fits by itself, and is found by a receipt and by a witness', async () => {
    expect((await after(rewrite)).faults).toEqual([]);
    const byReceipt = await after(rewrite, { receipts });
    expect(byReceipt.faults.map(({ fault }) => fault)).toContain('receipt-other');
    const byWitness = await after(rewrite, { witnessed: [{ witness: 'w', checkpoint: older }] });
    expect(byWitness.faults.map(({ fault, source }) => `${fault} ${source}`)).toEqual(['witness-root w']);
  });

  it('an older copy put back fits by itself, and is found by a receipt and by a witness', async () => {
    const putBack = async (client: PoolClient) => {
      for (const table of ['payload', 'arrival', 'fact']) {
        await client.query(
          `delete from ledger.${table} f where not exists (select from ledger.sequence s where s.position < $1
             and (s.subject_type, s.subject_id, s.version) = (f.subject_type, f.subject_id, f.version))`,
          [older.size],
        );
      }
      await client.query('delete from ledger.sequence where position >= $1', [older.size]);
      await client.query('delete from ledger.checkpoint where size > $1', [older.size]);
      await client.query('update ledger.watermark set size = $1', [older.size]);
    };
    expect((await after(putBack)).faults).toEqual([]);
    const byReceipt = await after(putBack, { receipts });
    expect(byReceipt.faults.map(({ fault }) => fault)).toContain('receipt-missing');
    const witnessed = [older, latest].map((checkpoint) => ({ witness: 'w', checkpoint }));
    expect((await after(putBack, { witnessed })).faults).toEqual([
      {
        ...{ subject: 'ledger', version: 0, fault: 'witness-beyond', source: 'w' },
        ...{ place: older.size, lastPlace: latest.size - 1 },
      },
    ]);
  });

  it('a receipt and a checkpoint of another ledger prove nothing against this one', async () => {
    const [receipt] = receipts;
    const foreign = { ...latest, root: '00'.repeat(32) };
    const verdict = await after(async () => undefined, {
      receipts: receipt ? [{ ...receipt, factHash: '00'.repeat(32) }] : [],
      witnessed: [{ witness: 'w', checkpoint: foreign }],
    });
    expect(verdict.faults.map(({ fault }) => fault)).toEqual(['witness-signature', 'receipt-signature']);
  });
});

describe('one stream', () => {
  it('is checked alone, against the tree that was signed', async () => {
    const fact = factAt(0);
    const subject = { type: fact.subject_type, id: fact.subject_id };
    const fine = await after(async () => undefined, { subject });
    expect(fine).toMatchObject({ streams: 1, faults: [] });
    const { faults } = await after(
      (client) => client.query(`update ledger.sequence set hash = sha256('other') where position = 0`),
      { subject },
    );
    expect(short(faults)).toContain(`${named(fact)} ${fact.version} place-of-other`);
    const foreign = await after(
      (client) => client.query(`update ledger.sequence set hash = sha256('other') where position = 50`),
      { subject },
    );
    expect(foreign.faults.map(({ fault }) => fault)).toContain('checkpoint-root');
  });
});

describe('mingchuang verify-ledger', () => {
  async function call(...args: string[]) {
    let text = '';
    const platformFactory = async () => ({ platform: demonstration.platform, close: async () => undefined });
    const exit = await runVerifyLedger(args, { platformFactory, out: { write: (piece) => (text += piece) } });
    return { exit, text };
  }

  it('ends with 0 and says what was checked', async () => {
    const { exit, text } = await call();
    expect(exit).toBe(0);
    expect(text).toMatch(
      /^已核对 \d+ 个对象的 \d+ 条事实（\d+ 个位置，2 个检查点，另有 \d+ 条刚写入、正待排序）：全部相符。\n$/,
    );
    expect(JSON.parse((await call('--json')).text)).toMatchObject({ faults: [], checkpoints: 2 });
  });

  it('a bad call ends with 2, in words', async () => {
    for (const args of [
      ['--subject', 'nonsense'],
      ['--nonsense'],
      ['--receipt', '/nowhere'],
      ['--witness', '/nowhere'],
    ]) {
      const { exit, text } = await call(...args);
      expect(exit, args.join(' ')).toBe(2);
      expect(text).toMatch(/用法|读不到/);
    }
  });

  it('names the fact by its subject and by its case number, and ends with 1', async () => {
    const fact = facts.find(({ subject_type }) => subject_type === 'case') ?? factAt(0);
    const change = (data: string) =>
      demonstration.owner.query(`update ledger.fact set data = data ${data} where ${whose}`, keyOf(fact));
    await change(`|| '{"strange": 1}'`);
    try {
      const { exit, text } = await call();
      expect(exit).toBe(1);
      expect(text).toContain(`case/${fact.subject_id}（MC2026`);
      expect(text).toContain(`第 ${fact.version} 条：内容与散列值不符`);
    } finally {
      await change(`- 'strange'`);
    }
    expect((await call()).exit).toBe(0);
  });
});

/** A further fact of a stream, sealed as the program would; but nobody is told. */
async function appendErasure(client: PoolClient, fact: FactKey, kind = 'payload-erased') {
  const { jurisdiction, subject_type, subject_id } = fact;
  const { rows } = await client.query<{ version: number; hash: string }>(
    `select version, encode(hash, 'hex') as hash from ledger.fact
     where jurisdiction = $1 and subject_type = $2 and subject_id = $3 order by version desc limit 1`,
    [jurisdiction, subject_type, subject_id],
  );
  const [head = { version: 0, hash: '' }] = rows;
  const salt = Buffer.alloc(32, 7);
  const envelope: Envelope = {
    ...{ jurisdiction, subjectType: subject_type, subjectId: subject_id, version: head.version + 1, kind },
    effectiveOn: '2026-03-02',
    recordedAt: '2026-03-02T09:00:00.000Z',
    actor: { person: 'p7', capacity: 'post' },
    basis: [],
    data: { version: fact.version, basis: '个人信息保护法 第四十七条', responsible: 'p7' },
    payloadDigest: digestPayload(salt, {}),
    previous: head.hash,
  };
  await client.query(
    `insert into ledger.fact values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, decode($11, 'hex'), decode($12, 'hex'), decode($13, 'hex'))`,
    [
      ...[jurisdiction, subject_type, subject_id, envelope.version, kind, envelope.effectiveOn],
      ...[envelope.recordedAt, envelope.actor, '[]', envelope.data, envelope.payloadDigest, head.hash],
      hashEnvelope(envelope),
    ],
  );
  await client.query(`insert into ledger.payload values ($1, $2, $3, $4, $5, '{}')`, [
    ...[jurisdiction, subject_type, subject_id, envelope.version],
    salt,
  ]);
}
