import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepOrder } from '../../src/platform/ledger/keep-order.ts';
import { placeFacts, readWatermark } from '../../src/platform/ledger/place-facts.ts';
import {
  appendSamples,
  countWaiting,
  faultsOfOrder,
  openSampleLedger,
  type SampleLedger,
} from '../support/ledger-samples.ts';

let ledger: SampleLedger;

const log = pino({ level: 'silent' });
const quick = { pauseMs: { least: 2, most: 5 } };

/** Waits for as long as anything still moves. */
async function allPlaced(): Promise<void> {
  let [waiting, still] = [await countWaiting(ledger.owner), 0];
  while (waiting > 0 && still < 500) {
    await sleep(10);
    const now = await countWaiting(ledger.owner);
    still = now === waiting ? still + 1 : 0;
    waiting = now;
  }
}

const placesOf = async (subjectId: string) => {
  const { rows } = await ledger.owner.query<{ position: number }>(
    'select position::integer from ledger.sequence where subject_id = $1 order by version',
    [subjectId],
  );
  return rows.map(({ position }) => position);
};

describe('the order', () => {
  beforeEach(async () => {
    ledger = await openSampleLedger();
  });
  afterEach(() => ledger.close());

  it('gives each fact one place, in the order of the transactions, and none twice', async () => {
    for (const subject of ['b', 'a', 'c']) await appendSamples(ledger.pool, subject, 2);
    await ledger.place();
    await ledger.place();
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
    expect([await placesOf('b'), await placesOf('a'), await placesOf('c')]).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
  });

  it('a backlog is cut by the numbers of its transactions, not by how they are written', async () => {
    for (let at = 0; at < 4; at++) await appendSamples(ledger.pool, `s${at}`, 1);
    // 8, 9, 10, 11: as texts they would begin with 10.
    await ledger.owner.query(
      `update ledger.arrival set transaction = (8 + right(subject_id, 1)::integer)::text::xid8`,
    );
    await ledger.owner.query(`update ledger.watermark set transaction = '0'::xid8`);
    const client = await ledger.pool.connect();
    const first = await placeFacts(client, await readWatermark(client), 2);
    const second = await placeFacts(client, first, 2);
    client.release();
    expect([first.placed, second.placed]).toEqual([2, 2]);
    expect((await Promise.all(['s0', 's1', 's2', 's3'].map(placesOf))).flat()).toEqual([0, 1, 2, 3]);
  });

  it('a backlog is placed in rounds, and no transaction is cut', async () => {
    for (let at = 0; at < 7; at++) await appendSamples(ledger.pool, `s${at}`, at === 3 ? 9 : 2);
    const client = await ledger.pool.connect();
    const rounds: number[] = [];
    let mark = await readWatermark(client);
    while ((await countWaiting(ledger.owner)) > 0) {
      const round = await placeFacts(client, mark, 4);
      if (round.placed > 0) rounds.push(round.placed);
      mark = round;
    }
    client.release();
    expect(rounds).toEqual([4, 2, 9, 4, 2]);
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
  });

  it('a slow transaction delays what came after it began, and is not lost', async () => {
    const slow = await ledger.pool.connect();
    await slow.query('begin');
    await appendSamples(slow, 'slow', 3);
    await appendSamples(ledger.pool, 'quick', 2);
    const order = keepOrder({ ...ledger, log }, quick);
    // Held open over many rounds, each of which could have run ahead.
    await sleep(400);
    expect(await countWaiting(ledger.owner)).toBe(2);
    await slow.query('commit');
    slow.release();
    await allPlaced();
    await order.stop();
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
    expect([await placesOf('slow'), await placesOf('quick')]).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('twenty writers, slow ones, doubtful ones and two that would lead: every committed fact once', async () => {
    const orders = [keepOrder({ ...ledger, log }, quick), keepOrder({ ...ledger, log }, quick)];
    let committed = 0;
    const chance = (below: number) => Math.floor(Math.random() * below);
    async function write(writer: number): Promise<void> {
      for (let turn = 0; turn < 25; turn++) {
        const client = await ledger.owner.connect();
        const facts = 1 + chance(3);
        await client.query('begin');
        // Some take their transaction id long before they write, some linger after writing, some think better of it.
        if (chance(3) === 0) await client.query('select pg_current_xact_id()');
        if (chance(4) === 0) await sleep(chance(40));
        await appendSamples(client, `w${writer}-${turn}`, facts);
        if (chance(4) === 0) await sleep(chance(60));
        const keeps = chance(8) > 0;
        await client.query(keeps ? 'commit' : 'rollback');
        client.release();
        if (keeps) committed += facts;
      }
    }
    await Promise.all(Array.from({ length: 20 }, (_none, writer) => write(writer)));
    await allPlaced();
    await Promise.all(orders.map((order) => order.stop()));
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
    const { rows } = await ledger.owner.query('select count(*)::integer as places from ledger.sequence');
    expect(rows[0].places).toBe(committed);
  });

  it('goes on with another process when the leader is killed in the middle', async () => {
    const leaders = [startLeader(), startLeader()];
    await Promise.all(leaders.map((leader) => once(leader.stdout ?? leader, 'data')));
    let killed = 0;
    for (let turn = 0; turn < 200; turn++) {
      await appendSamples(ledger.pool, `k${turn}`, 2);
      if (turn !== 60 && turn !== 140) continue;
      const leader = leaders[killed++];
      leader?.kill('SIGKILL');
      // The third stands when the first is gone.
      if (killed === 1) leaders.push(startLeader());
    }
    await allPlaced();
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
    for (const leader of leaders) leader.kill('SIGKILL');
  });

  it('a restored database goes on: what waited is placed, what was placed is left, whatever its transactions were', async () => {
    await appendSamples(ledger.pool, 'old', 3);
    await ledger.place();
    await appendSamples(ledger.pool, 'waiting', 2);
    // As a restored copy would be: another cluster, and transaction ids of the old one, partly far ahead.
    await ledger.owner.query(
      `update ledger.watermark set system_identifier = '1', transaction = '4000000000'`,
    );
    await ledger.owner.query(
      `update ledger.arrival set transaction = case when version = 1 then '3' else '5000000000' end::xid8`,
    );
    await ledger.place();
    await appendSamples(ledger.pool, 'new', 2);
    await ledger.place();
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
    expect(await placesOf('old')).toEqual([0, 1, 2]);
    const { rows } = await ledger.owner.query(
      'select epoch, began::integer, size::integer from ledger.watermark order by epoch',
    );
    expect(rows).toEqual([
      { epoch: 0, began: 0, size: 3 },
      { epoch: 1, began: 5, size: 7 },
    ]);
  });

  it('two that believe they lead can not both place', async () => {
    await appendSamples(ledger.pool, 'a', 1);
    const client = await ledger.pool.connect();
    const mark = await readWatermark(client);
    await ledger.place();
    await expect(placeFacts(client, mark)).rejects.toThrow();
    client.release();
    expect(await faultsOfOrder(ledger.owner)).toEqual([]);
  });
});

describe('the running role', () => {
  let own: SampleLedger;
  beforeAll(async () => {
    own = await openSampleLedger();
  });
  afterAll(() => own.close());

  it.each([
    'update ledger.sequence set position = 7',
    'delete from ledger.sequence',
    'delete from ledger.arrival',
    'update ledger.tree set place = 7',
    `update ledger.checkpoint set root = '\\x00'`,
    'delete from ledger.checkpoint',
    `update ledger.key set public_key = 'other'`,
    `insert into ledger.arrival values ('mingchuan', 'case', '1', 1, '3')`,
  ])('can not: %s', async (statement) => {
    await expect(own.pool.query(statement)).rejects.toThrow(/permission denied/);
  });
});

function startLeader(): ChildProcess {
  const fixture = join(import.meta.dirname, 'leader.fixture.ts');
  return spawn(process.execPath, [fixture, ledger.url], { stdio: ['ignore', 'pipe', 'inherit'] });
}
