/** The checker that shares no code with the program, against the program. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestPayload, type Envelope, hashEnvelope, sm3 } from '../../src/kernel/ledger/envelope.ts';
import { treeHash } from '../../src/kernel/ledger/merkle-proof.ts';
import {
  consistencyPath,
  inclusionPath,
  type ReadNode,
  rootOf,
} from '../../src/kernel/ledger/merkle-tree.ts';
import { checkpointText, cosignatureText, receiptText } from '../../src/kernel/ledger/signed-texts.ts';
import { newPrivateKey, signingKey } from '../../src/platform/ledger/sm2.ts';
// @ts-expect-error A plain script without types.
import * as checker from '../../tools/check-evidence.mjs';

const tree = treeHash(sm3);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Nodes of all complete subtrees of some leaves, each reckoned once. */
function nodesOver(facts: readonly Uint8Array[]): ReadNode {
  const levels = [facts.map((fact) => tree.leaf(fact))];
  for (let below = levels[0] ?? []; below.length > 1; ) {
    const above = below
      .slice(0, below.length >> 1)
      .map((_node, at) => tree.node(below[2 * at] ?? tree.empty(), below[2 * at + 1] ?? tree.empty()));
    levels.push(above);
    below = above;
  }
  return ({ level, index }) => levels[level]?.[index] ?? tree.empty();
}

/** Another hash in place of one digit. */
function bent(hash: string, at: number): string {
  const place = at % hash.length;
  const digit = (Number.parseInt(hash[place] ?? '0', 16) + 1 + (at % 15)) % 16;
  return hash.slice(0, place) + digit.toString(16) + hash.slice(place + 1);
}

describe('the stand-alone checker', () => {
  it('reckons SM3 as OpenSSL does, and the canonical form as the library does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hex(checker.sm3(bytes))).toBe(hex(sm3(bytes)));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(checker.canonicalForm(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  it('agrees on ten thousand random trees and refuses every changed proof', () => {
    const pool = Array.from({ length: 400 }, (_none, at) => sm3(Buffer.from(`fact ${at}`)));
    const chance = chanceOf(20_260_302);
    for (let run = 0; run < 10_000; run++) {
      const size = 1 + chance(run % 200 === 0 ? 300 : 24);
      const start = chance(pool.length - size);
      const facts = pool.slice(start, start + size);
      const read = nodesOver(facts);
      const root = hex(rootOf(size, read, tree));
      const leafIndex = chance(size);
      const path = inclusionPath(leafIndex, size, read, tree).map(hex);
      const proof = { leafIndex, size, hash: hex(facts[leafIndex] ?? tree.empty()), path };
      if (checker.rootOfInclusion(proof) !== root) throw new Error(`run ${run}: an inclusion is not seen`);
      const from = 1 + chance(size);
      const older = hex(rootOf(from, read, tree));
      const between = { from, to: size, path: consistencyPath(from, size, read, tree).map(hex) };
      const roots = checker.rootsOfConsistency(between, older);
      if (roots?.from !== older || roots.to !== root)
        throw new Error(`run ${run}: a consistency is not seen`);
      const wrong = changed(proof, chance).find((one) => checker.rootOfInclusion(one) === root);
      if (wrong) throw new Error(`run ${run}: ${JSON.stringify(wrong)} passes`);
      const bad = changedBetween(between, chance).find((one) => {
        const reached = checker.rootsOfConsistency(one, older);
        return reached?.from === older && reached.to === root;
      });
      if (bad) throw new Error(`run ${run}: ${JSON.stringify(bad)} passes`);
    }
  });

  it('verifies whole evidence, and says which part is wrong when a letter of it is changed', () => {
    const { evidence, publicKey } = sampleEvidence();
    const ok = (changedEvidence: unknown, keys = [publicKey]) =>
      Object.fromEntries(
        checker
          .checkEvidence(changedEvidence, keys)
          .map(({ what, ok: fine }: { what: string; ok: boolean }) => [what, fine]),
      );
    const all = ok(evidence);
    expect(all).toEqual(
      Object.fromEntries(
        [
          'fact',
          'receipt-fact',
          'payload',
          'receipt',
          'inclusion',
          'checkpoint',
          'witness w',
          'older',
          'consistency',
        ].map((what) => [what, true]),
      ),
    );
    const failing = (changedEvidence: unknown, keys?: string[]) =>
      Object.entries(ok(changedEvidence, keys)).flatMap(([what, fine]) => (fine ? [] : [what]));
    const { fact, payload, receipt, inclusion, checkpoint, cosignatures } = evidence;
    expect(failing({ ...evidence, fact: { ...fact, effectiveOn: '2026-03-03' } })).toEqual(['fact']);
    expect(failing({ ...evidence, payload: { ...payload, content: { text: '别的' } } })).toEqual(['payload']);
    expect(failing({ ...evidence, receipt: { ...receipt, recordedAt: '2026-03-02T01:00:00.001Z' } })).toEqual(
      ['receipt-fact', 'receipt'],
    );
    expect(failing({ ...evidence, inclusion: { ...inclusion, leafIndex: 1 } })).toEqual(['inclusion']);
    expect(failing({ ...evidence, checkpoint: { ...checkpoint, root: '00'.repeat(32) } })).toEqual([
      ...['inclusion', 'checkpoint', 'witness w', 'consistency'],
    ]);
    expect(
      failing({ ...evidence, cosignatures: cosignatures.map((one) => ({ ...one, at: '2020' })) }),
    ).toEqual(['witness w']);
    const stranger = signingKey(newPrivateKey()).publicKey;
    expect(failing(evidence, [stranger])).toEqual(['receipt', 'checkpoint', 'older']);
  });

  it('refuses signatures in every form but the one', () => {
    const key = signingKey(newPrivateKey());
    const good = key.sign('text');
    expect(checker.isSignedBy(key.publicKey, 'text', good)).toBe(true);
    const der = Buffer.from(good, 'base64');
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(der);
        other[at] = (other[at] ?? 0) ^ change;
        expect(checker.isSignedBy(key.publicKey, 'text', other.toString('base64'))).toBe(false);
      }),
      { numRuns: 20 },
    );
    for (const other of [
      `${good}\n`,
      Buffer.concat([der, Buffer.from([0])]).toString('base64'),
      '',
      'AAAA',
    ]) {
      expect(checker.isSignedBy(key.publicKey, 'text', other)).toBe(false);
    }
  });

  it('as a command: what it says, and how it ends', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingchuang-evidence-'));
    const script = join(import.meta.dirname, '../../tools/check-evidence.mjs');
    const { evidence, publicKey } = sampleEvidence();
    const file = join(folder, 'evidence.json');
    writeFileSync(file, JSON.stringify(evidence));
    expect(
      execFileSync(process.execPath, [script, '--key', publicKey, file], { encoding: 'utf8' }),
    ).toContain('✓ 事实在检查点所签的账本里');
    expect(execFileSync(process.execPath, [script, file], { encoding: 'utf8' })).toContain(
      '公钥取自文件本身',
    );
    writeFileSync(file, JSON.stringify({ ...evidence, fact: { ...evidence.fact, kind: 'other' } }));
    expect(spawnSync(process.execPath, [script, file]).status).toBe(1);
    expect(spawnSync(process.execPath, [script]).status).toBe(2);
    rmSync(folder, { recursive: true });
  });
});

type Inclusion = { leafIndex: number; size: number; hash: string; path: string[] };
type Consistency = { from: number; to: number; path: string[] };

/** Every way of bending a proof, one of each kind. */
function changed(proof: Inclusion, chance: (below: number) => number): Inclusion[] {
  const { leafIndex, size, hash, path } = proof;
  const at = chance(Math.max(path.length, 1));
  return [
    { ...proof, hash: bent(hash, chance(1_000)) },
    { ...proof, path: [...path, hash] },
    ...(size > 1
      ? [
          { ...proof, leafIndex: (leafIndex + 1 + chance(size - 1)) % size },
          { ...proof, path: path.map((one, place) => (place === at ? bent(one, chance(1_000)) : one)) },
          { ...proof, path: path.toSpliced(at, 1) },
          { ...proof, path: path.toSpliced(at, 0, path[at] ?? hash) },
        ]
      : []),
    ...(path.length > 1 && path[0] !== path[1] ? [{ ...proof, path: path.toReversed() }] : []),
    { ...proof, leafIndex: leafIndex + 0.5 },
    { ...proof, leafIndex: size },
  ];
}

function changedBetween(proof: Consistency, chance: (below: number) => number): Consistency[] {
  const { from, to, path } = proof;
  const at = chance(Math.max(path.length, 1));
  return [
    { ...proof, path: [...path, '00'.repeat(32)] },
    { ...proof, from: to + 1 },
    { ...proof, from: 0 },
    ...(path.length > 0
      ? [
          { ...proof, path: path.map((one, place) => (place === at ? bent(one, chance(1_000)) : one)) },
          { ...proof, path: path.toSpliced(at, 1) },
        ]
      : []),
  ].filter((one) => one.from !== from || one.path !== path);
}

function sampleEvidence() {
  const key = signingKey('11'.repeat(32));
  const witnessKey = signingKey('22'.repeat(32));
  const salt = Buffer.alloc(32, 9);
  const content = { text: '依据材料，符合条件', name: '示例餐饮有限公司' };
  const fact: Envelope = {
    ...{ jurisdiction: 'mingchuan', subjectType: 'case', subjectId: '17', version: 1, kind: 'submitted' },
    ...{ effectiveOn: '2026-03-02', recordedAt: '2026-03-02T01:00:00.000Z' },
    ...{
      actor: { person: 'p1', capacity: 'applicant' },
      basis: [],
      data: { channel: 'online', number: 1.5 },
    },
    ...{ payloadDigest: digestPayload(salt, content), previous: null },
  };
  const factHash = hashEnvelope(fact);
  const facts = [
    sm3(Buffer.from('before')),
    sm3(Buffer.from('older')),
    Buffer.from(factHash, 'hex'),
    sm3(Buffer.from('x')),
  ];
  const read = nodesOver(facts);
  const signed = (size: number, at: string) => {
    const checkpoint = { size, root: hex(rootOf(size, read, tree)), at };
    return { ...checkpoint, keyId: key.keyId, signature: key.sign(checkpointText(checkpoint)) };
  };
  const checkpoint = signed(4, '2026-03-02T01:01:00.000Z');
  const seenAt = '2026-03-02T01:01:05.000Z';
  const evidence = {
    fact,
    payload: { salt: hex(salt), content },
    receipt: {
      ...{ subject: 'case/MC20260302-000017-X', version: 1, factHash, recordedAt: fact.recordedAt },
      ...{ keyId: key.keyId, signature: key.sign(receiptText({ factHash, recordedAt: fact.recordedAt })) },
    },
    inclusion: { leafIndex: 2, size: 4, hash: factHash, path: inclusionPath(2, 4, read, tree).map(hex) },
    checkpoint,
    cosignatures: [
      {
        ...{ witness: 'w', keyId: witnessKey.keyId, publicKey: witnessKey.publicKey, at: seenAt },
        signature: witnessKey.sign(cosignatureText(checkpoint, seenAt)),
      },
    ],
    older: signed(3, '2026-03-02T01:00:30.000Z'),
    consistency: { from: 3, to: 4, path: consistencyPath(3, 4, read, tree).map(hex) },
    keys: [{ keyId: key.keyId, publicKey: key.publicKey }],
  };
  return { evidence, publicKey: key.publicKey };
}

function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
