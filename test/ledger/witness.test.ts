import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listWitnesses, showAll } from '../../src/capabilities/evidence/public.ts';
import { createWitnessServer, openWitnessStore } from '../../src/capabilities/witness/public.ts';
import { runVerifyLedger } from '../../src/commands/verify-ledger.ts';
import { type Checkpoint, checkpointText, cosignatureText } from '../../src/kernel/ledger/signed-texts.ts';
import { makeCheckpoint } from '../../src/platform/ledger/checkpoints.ts';
import { newKey, rotated } from '../../src/platform/ledger/ledger-keys.ts';
import { isSignedBy, keyIdOf, newPrivateKey, signingKey } from '../../src/platform/ledger/sm2.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';
import { placeAll } from '../support/ledger-samples.ts';
import { type FactKey, rewriteHistory } from './rewrite-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingchuang-witness-'));
let demonstration: Demonstration;
let witness: { app: FastifyInstance; url: string; publicKey: string };
/** The ledger's process, told of its witness. */
let platform: Platform;

async function startWitness(name: string, ledgers: string[] = [], port = 0) {
  const store = await openWitnessStore(join(folder, name));
  const app = createWitnessServer(store, { ledgers, now: () => new Date('2026-03-02T02:00:00.000Z') });
  await app.listen({ host: '127.0.0.1', port });
  const { port: taken } = app.server.address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${taken}`, publicKey: store.key.publicKey };
}

beforeAll(async () => {
  demonstration = await startDemonstration();
  witness = await startWitness('first');
  platform = {
    ...demonstration.platform,
    config: { ...demonstration.platform.config, witnesses: [{ url: witness.url }] },
  };
}, 120_000);
afterAll(async () => {
  await witness.app.close();
  await demonstration.close();
  rmSync(folder, { recursive: true });
});

async function sign(): Promise<Checkpoint> {
  await placeAll(demonstration.platform.pool, demonstration.owner);
  const checkpoint = await makeCheckpoint(platform);
  if (!checkpoint) throw new Error('nothing to sign');
  return checkpoint;
}

const standing = async () => (await listWitnesses(platform.pool, platform.config.witnesses))[0];

async function verify(...args: string[]) {
  let text = '';
  const platformFactory = async () => ({ platform, close: async () => undefined });
  const exit = await runVerifyLedger(args, { platformFactory, out: { write: (piece) => (text += piece) } });
  return { exit, text };
}

/** One journey: each test goes on from where the one before came to. */
describe('a witness over HTTP', { shuffle: false }, () => {
  it('cosigns the first checkpoint and every one that continues it; the signature is kept and shown', async () => {
    for (let filed = 0; filed < 3; filed++) await fileCase(demonstration);
    await sign();
    await showAll(platform);
    await fileCase(demonstration);
    const checkpoint = await sign();
    await showAll(platform);
    expect(await standing()).toMatchObject({
      state: 'cosigned',
      size: checkpoint.size,
      publicKey: witness.publicKey,
    });
    const { cosignatures } = (await demonstration.app.inject('/api/v1/ledger/checkpoints/latest')).json();
    expect(cosignatures).toHaveLength(1);
    const [{ witness: name, publicKey, at, signature }] = cosignatures;
    expect([name, publicKey, at]).toEqual([witness.url, witness.publicKey, '2026-03-02T02:00:00.000Z']);
    expect(isSignedBy(publicKey, cosignatureText(checkpoint, at), signature)).toBe(true);
  });

  it('says what it saw, and a ledger that is what it was fits', async () => {
    const { items } = (await witness.app.inject('/checkpoints')).json();
    expect(items.map(({ checkpoint }: { checkpoint: Checkpoint }) => checkpoint.size)).toHaveLength(2);
    expect((await witness.app.inject('/')).body).toContain('账本见证方');
    expect(await verify('--witness', witness.url)).toMatchObject({
      exit: 0,
      text: expect.stringContaining('比对了 2 份'),
    });
    const file = join(folder, 'kept.json');
    writeFileSync(file, JSON.stringify(items));
    expect((await verify('--witness', file)).exit).toBe(0);
  });

  it('asks for the proof that it needs when the ledger has forgotten what was cosigned', async () => {
    await demonstration.owner.query('update ledger.witness set size = null');
    await fileCase(demonstration);
    const checkpoint = await sign();
    await showAll(platform);
    expect(await standing()).toMatchObject({ state: 'cosigned', size: checkpoint.size });
  });

  it('remembers after a restart, also one in the middle of a line', async () => {
    const port = Number(new URL(witness.url).port);
    await witness.app.close();
    appendFileSync(join(folder, 'first', 'seen.jsonl'), '{"ledger":"half');
    await showAll({ ...platform });
    expect((await standing())?.state).toBe('cosigned');
    await fileCase(demonstration);
    const checkpoint = await sign();
    await showAll(platform);
    expect(await standing()).toMatchObject({
      state: 'unreachable',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    witness = await startWitness('first', [], port);
    await showAll(platform);
    expect(await standing()).toMatchObject({
      state: 'cosigned',
      size: checkpoint.size,
      publicKey: witness.publicKey,
    });
  });

  it('refuses a history that was rewritten with the real key, keeps both checkpoints, and tells whoever asks', async () => {
    const { rows } = await demonstration.owner.query<FactKey>(
      'select jurisdiction, subject_type, subject_id, version from ledger.sequence where position = 0',
    );
    const [fact] = rows;
    if (!fact) throw new Error('no fact');
    const client = await demonstration.owner.connect();
    await rewriteHistory(client, platform.ledgerKeys.signing(), fact);
    client.release();
    expect((await verify()).exit).toBe(0);
    const byWitness = await verify('--witness', witness.url);
    expect(byWitness.exit).toBe(1);
    expect(byWitness.text).toContain('与见证方保存的检查点不符：历史被改写过');
    await fileCase(demonstration);
    await sign();
    await showAll(platform);
    expect(await standing()).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('不是同一部账本的延续'),
    });
    const { items } = (await witness.app.inject('/refused')).json();
    const { publicKey } = platform.ledgerKeys.signing();
    expect(items[0].judgement).toBe('inconsistent');
    for (const checkpoint of [items[0].seen, items[0].offered]) {
      expect(isSignedBy(publicKey, checkpointText(checkpoint), checkpoint.signature)).toBe(true);
    }
    expect((await witness.app.inject('/')).body).toContain('不能证明延续了见过的检查点');
  });

  it('refuses two roots of one size, and less than it saw', async () => {
    const { items } = (await witness.app.inject('/checkpoints')).json();
    const [{ checkpoint }] = items;
    const key = platform.ledgerKeys.signing();
    const offer = (size: number, root: string, at: string) => {
      const signed = { size, root, at, keyId: key.keyId };
      return post({ checkpoint: { ...signed, signature: key.sign(checkpointText(signed)) } });
    };
    expect((await offer(checkpoint.size, '00'.repeat(32), checkpoint.at)).code).toBe('witness/fork');
    expect((await offer(1, '00'.repeat(32), '2030-01-01T00:00:00.000Z')).code).toBe('witness/rollback');
    expect((await offer(1, '00'.repeat(32), '2020-01-01T00:00:00.000Z')).code).toBe('witness/older');
    const judged = (await witness.app.inject('/refused'))
      .json()
      .items.map(({ judgement }: { judgement: string }) => judgement);
    expect(judged).toEqual(['rollback', 'fork', 'inconsistent']);
  });

  it('takes nothing from strangers and nothing malformed', async () => {
    const stranger = signingKey(newPrivateKey());
    const signed = { size: 5, root: 'ab'.repeat(32), at: '2026-03-02T01:00:00.000Z', keyId: stranger.keyId };
    const checkpoint = { ...signed, signature: stranger.sign(checkpointText(signed)) };
    const keys = [
      {
        ...{ keyId: stranger.keyId, publicKey: stranger.publicKey, validFrom: signed.at },
        ...{ endorsedBy: null, endorsement: null },
      },
    ];
    expect((await post({ checkpoint, keys })).code).toBe('witness/unknown-ledger');
    const { keyId } = platform.ledgerKeys.signing();
    expect((await post({ checkpoint: { ...checkpoint, keyId } })).code).toBe('witness/bad-signature');
    for (const nonsense of [
      {},
      { checkpoint: { ...checkpoint, size: 0 } },
      { checkpoint: { ...checkpoint, root: 'x' } },
    ]) {
      expect((await post(nonsense)).statusCode).toBe(400);
    }
  });

  it('goes along with a new key that the old one vouches for, and with no other', async () => {
    const first = newKey('2026-01-01T00:00:00.000Z');
    const [, second] = rotated([first], '2026-02-01T00:00:00.000Z');
    if (second?.privateKey === undefined) throw new Error('no second key');
    const own = await startWitness('rotation', [first.publicKey]);
    const offer = (privateKey: string, size: number, endorsement: string | null) => {
      const key = signingKey(privateKey);
      const signed = { size, root: 'cd'.repeat(32), at: '2026-03-02T01:00:00.000Z', keyId: key.keyId };
      const endorsedBy = endorsement === null ? null : keyIdOf(first.publicKey);
      const validFrom = endorsement === null ? '2026-01-01T00:00:00.000Z' : '2026-02-01T00:00:00.000Z';
      const keys = [{ keyId: key.keyId, publicKey: key.publicKey, validFrom, endorsedBy, endorsement }];
      return post({ checkpoint: { ...signed, signature: key.sign(checkpointText(signed)) }, keys }, own.url);
    };
    expect((await offer(first.privateKey, 3, null)).statusCode).toBe(200);
    expect((await offer(newPrivateKey(), 3, second.endorsement ?? null)).code).toBe('witness/unknown-ledger');
    // Of the same ledger: the size was seen, so the same root is known and another one a fork.
    expect((await offer(second.privateKey, 3, second.endorsement ?? null)).statusCode).toBe(200);
    await own.app.close();
    expect(
      readFileSync(join(folder, 'rotation', 'keys.jsonl'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(2);
  });

  it('a signature that is not of the witness whose key was given counts for nothing', async () => {
    const other = { url: witness.url, publicKey: signingKey(newPrivateKey()).publicKey };
    const fresh = await startWitness('fresh');
    const told = { ...platform, config: { ...platform.config, witnesses: [{ ...other, url: fresh.url }] } };
    await showAll(told);
    const [state] = await listWitnesses(platform.pool, told.config.witnesses);
    expect(state).toMatchObject({ state: 'unreachable', reason: expect.stringContaining('签名无效') });
    await fresh.app.close();
  });
});

async function post(body: object, url = witness.url): Promise<{ statusCode: number; code: string }> {
  const answer = await fetch(`${url}/checkpoints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const read: { code: string } = await answer.json();
  return { statusCode: answer.status, code: read.code };
}
