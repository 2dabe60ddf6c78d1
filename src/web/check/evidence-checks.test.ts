import { describe, expect, it } from 'vitest';
import { digestPayload, type Envelope, hashEnvelope, sm3 } from '../../kernel/ledger/envelope.ts';
import { treeHash } from '../../kernel/ledger/merkle-proof.ts';
import { receiptAddress } from '../../kernel/ledger/receipt-address.ts';
import { checkpointText, cosignatureText, receiptText } from '../../kernel/ledger/signed-texts.ts';
import { signingKey } from '../../platform/ledger/sm2.ts';
import { checkEvidence, type Evidence } from './evidence-checks.ts';
import { readEvidence, readPublicKey } from './read-evidence.ts';

const tree = treeHash(sm3);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const key = signingKey('11'.repeat(32));
const witnessKey = signingKey('22'.repeat(32));

function whole(): Required<Evidence> {
  const salt = Buffer.alloc(32, 9);
  const content = { name: '示例餐饮有限公司' };
  const fact: Envelope = {
    ...{ jurisdiction: 'mingchuan', subjectType: 'case', subjectId: '17', version: 1, kind: 'submitted' },
    ...{ effectiveOn: '2026-03-02', recordedAt: '2026-03-02T01:00:00.000Z' },
    ...{ actor: { person: 'p1', capacity: 'applicant' }, basis: [], data: {} },
    ...{ payloadDigest: digestPayload(salt, content), previous: null },
  };
  const factHash = hashEnvelope(fact);
  const [leaf, other] = [tree.leaf(Buffer.from(factHash, 'hex')), tree.leaf(sm3(Buffer.from('other')))];
  const signed = { size: 2, root: hex(tree.node(leaf, other)), at: '2026-03-02T01:01:00.000Z' };
  const checkpoint = { ...signed, keyId: key.keyId, signature: key.sign(checkpointText(signed)) };
  const seenAt = '2026-03-02T01:02:00.000Z';
  const recorded = { factHash, recordedAt: fact.recordedAt };
  return {
    receipt: {
      ...{ subject: 'case/MC20260302-000017-X', version: 1, ...recorded },
      ...{ keyId: key.keyId, signature: key.sign(receiptText(recorded)) },
    },
    fact,
    payload: { salt: hex(salt), content },
    inclusion: { leafIndex: 0, size: 2, hash: factHash, path: [hex(other)] },
    checkpoint,
    cosignatures: [
      {
        ...{ witness: 'w', keyId: witnessKey.keyId, publicKey: witnessKey.publicKey, at: seenAt },
        signature: witnessKey.sign(cosignatureText(checkpoint, seenAt)),
      },
    ],
  };
}

const states = (evidence: Evidence, publicKey: string | undefined = key.publicKey) =>
  checkEvidence(evidence, publicKey)
    .map(({ state }) => state)
    .join(' ');

describe('what the page says', () => {
  it('of whole evidence: everything is proved, in Beijing time', () => {
    const findings = checkEvidence(whole(), key.publicKey);
    expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'proved'));
    expect(findings).toHaveLength(5);
    expect(findings[0]?.says).toContain('2026年3月2日 09:00:00');
    expect(findings.filter(({ isPlace }) => isPlace)).toHaveLength(1);
  });

  it('of less: what is not known is called so, and never proved', () => {
    const { receipt, fact, inclusion, checkpoint } = whole();
    expect(states({ receipt })).toBe('proved unknown unknown');
    expect(
      checkEvidence({ receipt, fact, payload: null, inclusion, checkpoint }, undefined).map(
        ({ state }) => state,
      ),
    ).toEqual([...['unknown', 'proved', 'unknown', 'unknown', 'unknown']]);
  });

  it('of anything that was changed: the part is named', () => {
    const { receipt, fact, payload, inclusion, checkpoint, cosignatures } = whole();
    const failing = (change: Partial<Evidence>) =>
      checkEvidence({ ...whole(), ...change }, key.publicKey).flatMap(({ state, says }) =>
        state === 'failed' ? [says.slice(0, 8)] : [],
      );
    expect(failing({ receipt: { ...receipt, factHash: '00'.repeat(32) } })).toEqual([
      ...['回执的签名不对：', '文件里的记录与回', '证明不成立：从这'],
    ]);
    expect(failing({ fact: { ...fact, version: 2 } })).toEqual(['文件里的记录与回']);
    expect(failing({ payload: { salt: payload?.salt ?? '', content: {} } })).toEqual(['附属内容与记录对']);
    expect(failing({ inclusion: { ...inclusion, leafIndex: 1 } })).toEqual(['证明不成立：从这']);
    expect(failing({ checkpoint: { ...checkpoint, at: '2026-03-02T01:01:00.001Z' } })).toEqual([
      ...['检查点的签名不对', '见证方 w 的签'],
    ]);
    expect(failing({ cosignatures: cosignatures.map((one) => ({ ...one, at: '2027' })) })).toEqual([
      '见证方 w 的签',
    ]);
    expect(states(whole(), witnessKey.publicKey)).toContain('failed');
  });

  it('reads what people have: addresses, receipts, files, keys in every form', () => {
    const { receipt } = whole();
    expect(readEvidence(receiptAddress('https://window.example', receipt))).toEqual({ receipt });
    expect(readEvidence(JSON.stringify(receipt))).toEqual({ receipt });
    expect(readEvidence(JSON.stringify({ ...whole(), strange: 1 }))).toEqual(whole());
    for (const nothing of ['', '{}', 'null', '[1]', 'https://window.example/', '{"receipt":{}}']) {
      expect(readEvidence(nothing)).toBeUndefined();
    }
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d034200${key.publicKey}`, 'hex').toString('base64')}\n-----END PUBLIC KEY-----`;
    const spaced = key.publicKey.replaceAll(/(.{4})/g, '$1 ').toUpperCase();
    for (const form of [
      key.publicKey,
      spaced,
      pem,
      JSON.stringify({ items: [{ publicKey: key.publicKey }] }),
    ]) {
      expect(readPublicKey(form)).toBe(key.publicKey);
    }
    expect(readPublicKey('04ab')).toBeUndefined();
  });
});
