import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isConsistent, isIncluded } from '../../src/kernel/ledger/merkle-proof.ts';
import { consistencyPath, inclusionPath, TreeEdge } from '../../src/kernel/ledger/merkle-tree.ts';
import { checkpointText } from '../../src/kernel/ledger/signed-texts.ts';
import {
  findLatestCheckpoint,
  LedgerChanged,
  listCheckpoints,
  makeCheckpoint,
} from '../../src/platform/ledger/checkpoints.ts';
import { isSignedBy } from '../../src/platform/ledger/sm2.ts';
import { ledgerTree, TreeBroken, withTree } from '../../src/platform/ledger/tree-store.ts';
import { appendSamples, openSampleLedger, type SampleLedger } from '../support/ledger-samples.ts';

let ledger: SampleLedger;
beforeEach(async () => {
  ledger = await openSampleLedger();
});
afterEach(() => ledger.close());

async function placeMore(subject: string, count: number) {
  await appendSamples(ledger.pool, subject, count);
  await ledger.place();
  const checkpoint = await makeCheckpoint(ledger);
  if (!checkpoint) throw new Error('no checkpoint');
  return checkpoint;
}

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('a checkpoint', () => {
  it('is signed over size, root and moment, and there is none without a fact', async () => {
    expect(await makeCheckpoint(ledger)).toBeUndefined();
    const checkpoint = await placeMore('a', 3);
    const { publicKey, keyId } = ledger.ledgerKeys.signing();
    expect(checkpoint).toMatchObject({ size: 3, keyId });
    expect(checkpoint.at).toMatch(/^2026-03-02T01:\d\d:\d\d\.\d{3}Z$/);
    expect(isSignedBy(publicKey, checkpointText(checkpoint), checkpoint.signature)).toBe(true);
    expect(isSignedBy(publicKey, checkpointText({ ...checkpoint, size: 4 }), checkpoint.signature)).toBe(
      false,
    );
    expect(await findLatestCheckpoint(ledger.pool)).toEqual(checkpoint);
  });

  it('without news is the last one, and two processes at once make one', async () => {
    const first = await placeMore('a', 3);
    expect(await makeCheckpoint(ledger)).toEqual(first);
    await appendSamples(ledger.pool, 'b', 2);
    await ledger.place();
    const both = await Promise.all([makeCheckpoint(ledger), makeCheckpoint(ledger)]);
    expect(both[0]).toEqual(both[1]);
    expect(await listCheckpoints(ledger.pool, Number.MAX_SAFE_INTEGER, 10)).toHaveLength(2);
  });

  it('its root is that of the definition, over many runs of stored subtrees; every proof leads to it', async () => {
    const sizes = [255, 256, 257, 700, 1024].map((size, at, all) => size - (all[at - 1] ?? 0));
    const checkpoints = [];
    for (const [at, more] of sizes.entries()) checkpoints.push(await placeMore(`s${at}`, more));
    const { rows } = await ledger.owner.query<{ hash: Buffer }>(
      'select hash from ledger.sequence order by position',
    );
    const edge = new TreeEdge(ledgerTree);
    const roots = rows.map(({ hash }) => {
      edge.append(hash);
      return Buffer.from(edge.root()).toString('hex');
    });
    expect(checkpoints.map(({ root }) => root)).toEqual(checkpoints.map(({ size }) => roots[size - 1]));
    for (const { size, root } of checkpoints) {
      for (const leafIndex of [0, 1, 254, 255, 256, 511, 699, 1023].filter((one) => one < size)) {
        const path = await withTree(ledger.pool, (read, hash) => inclusionPath(leafIndex, size, read, hash));
        const hash = rows[leafIndex]?.hash ?? Buffer.alloc(32);
        expect(isIncluded({ leafIndex, size, hash, path }, bytes(root), ledgerTree)).toBe(true);
      }
      for (const older of checkpoints.filter((one) => one.size <= size)) {
        const path = await withTree(ledger.pool, (read, hash) =>
          consistencyPath(older.size, size, read, hash),
        );
        const proof = { from: older.size, to: size, path };
        expect(isConsistent(proof, bytes(older.root), bytes(root), ledgerTree)).toBe(true);
      }
    }
  });

  it('reads some hundred rows for a proof among sixty-six thousand facts', async () => {
    await ledger.owner.query(
      `drop index ledger.sequence_hash; alter table ledger.sequence drop constraint sequence_jurisdiction_subject_type_subject_id_version_key`,
    );
    await ledger.owner.query(
      `insert into ledger.sequence select n, 'mingchuan', 'case', n::text, 1, sha256(n::text::bytea) from generate_series(0, 65999) n`,
    );
    await ledger.owner.query('update ledger.watermark set size = 66000');
    const checkpoint = await makeCheckpoint(ledger);
    const { rows: stored } = await ledger.owner.query(
      'select level, count(*)::integer as count from ledger.tree group by level order by level',
    );
    expect(stored).toEqual([
      { level: 8, count: 257 },
      { level: 16, count: 1 },
    ]);
    const edge = new TreeEdge(ledgerTree);
    const { rows } = await ledger.owner.query<{ hash: Buffer }>(
      'select hash from ledger.sequence order by position',
    );
    for (const { hash } of rows) edge.append(hash);
    expect(checkpoint?.root).toBe(Buffer.from(edge.root()).toString('hex'));
  });

  it('is not signed over a ledger that no longer continues the last one', async () => {
    await placeMore('a', 5);
    await appendSamples(ledger.pool, 'b', 1);
    await ledger.place();
    await ledger.owner.query(`update ledger.sequence set hash = sha256('other') where position = 2`);
    await expect(makeCheckpoint(ledger)).rejects.toThrow(LedgerChanged);
    await ledger.owner.query('delete from ledger.sequence where position = 2');
    await expect(makeCheckpoint(ledger)).rejects.toThrow(TreeBroken);
    await ledger.owner.query('update ledger.watermark set size = 4');
    await expect(makeCheckpoint(ledger)).rejects.toThrow(LedgerChanged);
    expect(await listCheckpoints(ledger.pool, Number.MAX_SAFE_INTEGER, 10)).toHaveLength(1);
  });
});
