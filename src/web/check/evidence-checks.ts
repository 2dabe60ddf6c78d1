/**
 * What a receipt, a proof and a checkpoint show, reckoned in the visitor's own browser. Pure. Each finding says in plain
 * words what is proved; what nobody could know from this is said as plainly.
 */
import canonicalize from 'canonicalize';
import sm from 'sm-crypto-v2';
import { readDerSignature } from '../../kernel/ledger/der-signature.ts';
import { rootOfInclusion, treeHash } from '../../kernel/ledger/merkle-proof.ts';
import {
  type Checkpoint,
  type Cosignature,
  checkpointText,
  cosignatureText,
  type Receipt,
  receiptText,
} from '../../kernel/ledger/signed-texts.ts';

export interface Evidence {
  receipt?: Receipt;
  /** The envelope as it was hashed. */
  fact?: { version: number; recordedAt: string; payloadDigest: string };
  payload?: { salt: string; content: unknown } | null;
  inclusion?: { leafIndex: number; size: number; hash: string; path: string[] };
  checkpoint?: Checkpoint;
  cosignatures?: (Cosignature & { witness: string; publicKey: string })[];
}

export interface Finding {
  state: 'proved' | 'failed' | 'unknown';
  says: string;
  /** That the fact is in the ledger: what a receipt alone does not show. */
  isPlace?: true;
}

/** @param publicKey the ledger's, 04 ‖ x ‖ y in hex; undefined while the visitor has given none. */
export function checkEvidence(evidence: Evidence, publicKey: string | undefined): Finding[] {
  return [
    ...receiptFindings(evidence, publicKey),
    ...factFindings(evidence),
    ...inclusionFindings(evidence, publicKey),
    ...witnessFindings(evidence),
  ];
}

function receiptFindings({ receipt }: Evidence, publicKey: string | undefined): Finding[] {
  if (!receipt) return [];
  if (publicKey === undefined) return [unknown('没有公钥，不知道回执是谁签的。')];
  if (keyIdOf(publicKey) !== receipt.keyId) {
    return [failed(`回执写明由密钥 ${receipt.keyId} 签名，您给的公钥是另一个（${keyIdOf(publicKey)}）。`)];
  }
  return [
    isSignedBy(publicKey, receiptText(receipt), receipt.signature)
      ? proved(`回执是这个密钥签的，没有改过：账本在${moment(receipt.recordedAt)}记下了这条记录。`)
      : failed('回执的签名不对：它不是这个密钥签的，或者被改过。'),
  ];
}

function factFindings({ fact, payload, receipt, inclusion }: Evidence): Finding[] {
  if (!fact) return receipt ? [unknown('回执里只有记录的散列值。要核对记录的内容，请用存证文件。')] : [];
  const hash = hashOf(utf8(canonicalize(fact) ?? ''));
  const claimed = [receipt?.factHash, inclusion?.hash].filter((one) => one !== undefined);
  const isSame = claimed.every((one) => one === hash) && (!receipt || receipt.recordedAt === fact.recordedAt);
  if (!isSame) return [failed('文件里的记录与回执对不上：记录或者回执被改过。')];
  const content = payload
    ? hashOf(bytesOf(payload.salt), utf8(canonicalize(payload.content) ?? ''))
    : undefined;
  return [
    proved('文件里的记录就是当时签了回执的那一条，一字未改。'),
    ...(content === undefined
      ? [unknown('文件里没有附属内容（姓名、意见等），或者它已经依法删除。')]
      : [
          content === fact.payloadDigest
            ? proved('附属内容（姓名、意见等）也是当时的，一字未改。')
            : failed('附属内容与记录对不上：它被改过。'),
        ]),
  ];
}

function inclusionFindings(
  { inclusion, checkpoint, receipt }: Evidence,
  publicKey: string | undefined,
): Finding[] {
  if (!inclusion || !checkpoint) {
    return [unknown('没有证明：还不知道这条记录在不在账本里。请联网取证明，或者用存证文件。')];
  }
  const proof = { ...inclusion, hash: bytesOf(inclusion.hash), path: inclusion.path.map(bytesOf) };
  const reached = rootOfInclusion(proof, treeHash(sm3));
  const isRight =
    inclusion.size === checkpoint.size &&
    (!receipt || receipt.factHash === inclusion.hash) &&
    reached !== undefined &&
    hexOf(reached) === checkpoint.root;
  if (!isRight) return [failed('证明不成立：从这条记录走不到检查点的树根。')];
  if (publicKey === undefined) return [unknown('证明通向检查点；没有公钥，不知道检查点是谁签的。')];
  const says =
    `这条记录在账本里，排在第 ${inclusion.leafIndex + 1} 条；` +
    `账本在${moment(checkpoint.at)}签名，当时共 ${checkpoint.size} 条。`;
  return isSignedBy(publicKey, checkpointText(checkpoint), checkpoint.signature)
    ? [{ ...proved(says), isPlace: true }]
    : [failed('检查点的签名不对：它不是这个密钥签的，或者被改过。')];
}

function witnessFindings({ checkpoint, cosignatures = [] }: Evidence): Finding[] {
  if (!checkpoint) return [];
  if (cosignatures.length === 0) {
    return [unknown('没有外部见证：如果账本被整体改写，单凭这一份看不出来。')];
  }
  return cosignatures.map(({ witness, keyId, publicKey, at, signature }) =>
    keyIdOf(publicKey) === keyId && isSignedBy(publicKey, cosignatureText(checkpoint, at), signature)
      ? proved(`见证方 ${witness} 在${moment(at)}见过同一个账本。它的公钥（${keyId}）请另行核实。`)
      : failed(`见证方 ${witness} 的签名不对。`),
  );
}

/** What no finding of this kind can show. */
export const neverProved = [
  '记下的内容本身是否属实。',
  '检查点签名之后，账本有没有再被改动：过些时候取新的证明再核对一次。',
  '公钥是不是真的：请与公告、见证方或者别人手里的公钥比对。',
];

const proved = (says: string): Finding => ({ state: 'proved', says });
const failed = (says: string): Finding => ({ state: 'failed', says });
const unknown = (says: string): Finding => ({ state: 'unknown', says });

/** In Beijing time, as people say it. */
function moment(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return ` ${instant} `;
  const words = new Intl.DateTimeFormat('zh-CN', {
    ...{ timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  }).format(date);
  return ` ${words} `;
}

const sm3 = (bytes: Uint8Array) => bytesOf(sm.sm3(bytes));
const hashOf = (...parts: Uint8Array[]) => sm.sm3(Uint8Array.from(parts.flatMap((part) => [...part])));

/** First 16 hex digits of the key's SM3. */
export const keyIdOf = (publicKey: string) => hashOf(bytesOf(publicKey)).slice(0, 16);

function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const signed = readDerSignature(Uint8Array.from(atob(signature), (letter) => letter.charCodeAt(0)));
    if (signed === undefined) return false;
    return sm.sm2.doVerifySignature(utf8(text), signed, publicKey, {
      hash: true,
      userId: '1234567812345678',
    });
  } catch {
    return false;
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
