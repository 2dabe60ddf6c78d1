/** The ledger's order: how long facts wait for their place under load, and what placing, the tree, a checkpoint and a proof cost. */
import { randomBytes } from 'node:crypto';
import { inclusionPath } from '../../src/kernel/ledger/merkle-tree.ts';
import { sealFacts } from '../../src/kernel/ledger/seal-facts.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { appendFacts } from '../../src/platform/ledger/append-facts.ts';
import { makeCheckpoint } from '../../src/platform/ledger/checkpoints.ts';
import { newKey } from '../../src/platform/ledger/ledger-keys.ts';
import { placeFacts, readWatermark } from '../../src/platform/ledger/place-facts.ts';
import { createReceiptSigner } from '../../src/platform/ledger/receipts.ts';
import { signingKey } from '../../src/platform/ledger/sm2.ts';
import { extendTree, withTree } from '../../src/platform/ledger/tree-store.ts';
import { percentile } from './figures.mjs';

const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Again and again: how long until everything that has been committed now has its place. */
export function watchLag(client) {
  const lags = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const before = performance.now();
      const { rows } = await client.query('select max(transaction)::text as newest from ledger.arrival');
      while (!isOver && rows[0].newest !== null) {
        const { rows: marks } = await client.query(
          'select transaction > $1::xid8 as placed from ledger.watermark order by epoch desc limit 1',
          [rows[0].newest],
        );
        if (marks[0].placed) {
          lags.push(performance.now() - before);
          break;
        }
        await pause(2);
      }
      await pause(5);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return { lagP50: percentile(lags, 0.5), lagP99: percentile(lags, 0.99) };
  };
}

/** After facts were stored in bulk: until all of them have their places. Seconds and facts. */
export async function awaitOrder(client, tell) {
  const waiting = async () => {
    const { rows } = await client.query(
      'select (select count(*) from ledger.fact)::int - (select size from ledger.watermark order by epoch desc limit 1)::int as facts',
    );
    return rows[0].facts;
  };
  const before = performance.now();
  const facts = await waiting();
  for (let left = facts; left > 0; left = await waiting()) {
    if (left !== facts) tell(`${left} facts wait for their places`);
    await pause(left > 1_000 ? 2_000 : 50);
  }
  return { facts, seconds: (performance.now() - before) / 1000 };
}

/** In a database of its own that nobody else writes: what each part costs. */
export async function measureOrderCosts(url, facts = 20_000) {
  const { pool, close } = openDatabase(url);
  const key = newKey();
  const ledgerKeys = { signing: () => signingKey(key.privateKey), filed: () => [key] };
  await fill(pool, facts);
  const client = await pool.connect();
  let mark = await readWatermark(client);
  const timed = async (work) => {
    const before = performance.now();
    await work();
    return performance.now() - before;
  };
  const placing = await timed(async () => {
    for (let round = { more: true }; round.more; mark = round) round = await placeFacts(client, mark, 500);
  });
  client.release();
  const growing = await timed(() => extendTree(pool, mark.size));
  const checkpoint = await timed(() =>
    makeCheckpoint({ pool, clock: { now: () => new Date() }, ledgerKeys }),
  );
  const proofs = [];
  for (let at = 0; at < 100; at++) {
    const leaf = Math.floor((mark.size * at) / 100);
    proofs.push(
      await timed(() => withTree(pool, (read, hash) => inclusionPath(leaf, mark.size, read, hash))),
    );
  }
  const sign = createReceiptSigner(ledgerKeys);
  const recordedAt = new Date().toISOString();
  const signing = await timed(async () => {
    for (let version = 1; version <= 200; version++) {
      sign({ subject: 'case/x', version, factHash: randomBytes(32).toString('hex'), recordedAt });
    }
  });
  await close();
  return {
    placingUs: (placing * 1000) / facts,
    treeUs: (growing * 1000) / facts,
    checkpointMs: checkpoint,
    proofP50Ms: percentile(proofs, 0.5),
    receiptMs: signing / 200,
  };
}

const factsInTransaction = 2;

async function fill(pool, count) {
  const actor = { person: 'p', capacity: 'post' };
  const append = async (number) => {
    const stream = { jurisdiction: 'mingchuan', subjectType: 'sample', subjectId: `${number}` };
    const made = Array.from({ length: factsInTransaction }, () => ({
      ...{ kind: 'noted', effectiveOn: '2026-03-02', basis: [] },
      ...{ data: { number }, payload: {} },
    }));
    const salts = made.map(() => randomBytes(32));
    const sealed = sealFacts(
      stream,
      { version: 0, hash: null },
      made,
      actor,
      '2026-03-02T01:00:00.000Z',
      salts,
    );
    await appendFacts(pool, 'mingchuan', sealed);
  };
  let next = 0;
  const work = async () => {
    while (next < count / factsInTransaction) await append(next++);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}
