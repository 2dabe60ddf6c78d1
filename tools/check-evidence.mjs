#!/usr/bin/env node
/**
 * Checks evidence of a Mingchuang ledger without Mingchuang. One file and nothing else: it knows SM3 (GB/T 32905), SM2
 * (GB/T 32918.2), the canonical form of JSON (RFC 8785) and the tree of RFC 6962, and shares no line with the program
 * whose word it checks.
 *
 *     node check-evidence.mjs [--key FILE|HEX]… [--json] FILE…
 *
 * A FILE holds JSON: an evidence file of the portal, or any part of one. Its members, each checked if it is there:
 *
 *     fact         the envelope as it was hashed
 *     payload      { salt: hex, content }, what `fact.payloadDigest` stands for
 *     receipt      { subject, version, factHash, recordedAt, keyId, signature }
 *     inclusion    { leafIndex, size, hash, path }
 *     checkpoint   { size, root, at, keyId, signature }
 *     cosignatures [{ witness, keyId, publicKey, at, signature }]
 *     older        another checkpoint, and `consistency` { from, to, path } between the two
 *     keys         [{ keyId, publicKey, … }]
 *
 * Keys in the file prove only that it fits itself: give those you know with --key. Exit: 0 all that is there is right,
 * 1 something is not, 2 a bad call.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// ── SM3 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const rotate = (word, by) => (word << by) | (word >>> (32 - by));
const spread = (word) => word ^ rotate(word, 9) ^ rotate(word, 17);
const mix = (word) => word ^ rotate(word, 15) ^ rotate(word, 23);

/** 32 bytes of whatever bytes. */
export function sm3(message) {
  const length = message.length;
  const padded = new Uint8Array((((length + 8) >> 6) + 1) * 64);
  padded.set(message);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const state = Int32Array.of(
    0x7380166f,
    0x4914b2b9,
    0x172442d7,
    0xda8a0600 | 0,
    0xa96f30bc | 0,
    0x163138aa,
    0xe38dee4d | 0,
    0xb0fb0e4e | 0,
  );
  const words = new Int32Array(68);
  for (let block = 0; block < padded.length; block += 64) compress(state, words, view, block);
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  state.forEach((word, at) => {
    out.setInt32(4 * at, word);
  });
  return digest;
}

function compress(state, words, view, block) {
  for (let at = 0; at < 16; at++) words[at] = view.getInt32(block + 4 * at);
  for (let at = 16; at < 68; at++) {
    words[at] =
      mix(words[at - 16] ^ words[at - 9] ^ rotate(words[at - 3], 15)) ^
      rotate(words[at - 13], 7) ^
      words[at - 6];
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round++) {
    const early = round < 16;
    const turned = rotate(a, 12);
    const first = rotate((turned + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, round % 32)) | 0, 7);
    const left = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const right = early ? e ^ f ^ g : (e & f) | (~e & g);
    const one = (left + d + (first ^ turned) + (words[round] ^ words[round + 4])) | 0;
    const two = (right + h + first + words[round]) | 0;
    d = c;
    c = rotate(b, 9);
    b = a;
    a = one;
    h = g;
    g = rotate(f, 19);
    f = e;
    e = spread(two);
  }
  const mixed = [a, b, c, d, e, f, g, h];
  for (let at = 0; at < 8; at++) state[at] ^= mixed[at];
}

// ── SM2 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const a = p - 3n;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const generator = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
];
const userId = '1234567812345678';

const modulo = (value, by) => ((value % by) + by) % by;

function inverse(value, by) {
  let [old, rest, x, y] = [modulo(value, by), by, 1n, 0n];
  while (rest !== 0n) {
    const quotient = old / rest;
    [old, rest] = [rest, old - quotient * rest];
    [x, y] = [y, x - quotient * y];
  }
  return modulo(x, by);
}

/** Points as [x, y], the point at infinity as undefined. */
function add(one, other) {
  if (!one) return other;
  if (!other) return one;
  const [x1, y1] = one;
  const [x2, y2] = other;
  if (x1 === x2 && modulo(y1 + y2, p) === 0n) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 + a) * inverse(2n * y1, p) : (y2 - y1) * inverse(x2 - x1, p);
  const x = modulo(slope * slope - x1 - x2, p);
  return [x, modulo(slope * (x1 - x) - y1, p)];
}

function multiply(point, by) {
  let sum;
  let power = point;
  for (let rest = by; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, power);
    power = add(power, power);
  }
  return sum;
}

/** @param publicKey 04 ‖ x ‖ y in hex. @param signature DER in base64. @param text UTF-8 is signed. */
export function isSignedBy(publicKey, text, signature) {
  const point = readPoint(publicKey);
  const numbers = readDer(signature);
  if (!point || !numbers) return false;
  const [r, s] = numbers;
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const identity = sm3(
    bytesOfHex(
      `0080${[...userId].map((letter) => letter.charCodeAt(0).toString(16)).join('')}` +
        [a, b, ...generator, ...point].map((number) => number.toString(16).padStart(64, '0')).join(''),
    ),
  );
  const e = BigInt(`0x${hexOf(sm3(joined(identity, new TextEncoder().encode(text))))}`);
  const t = modulo(r + s, n);
  if (t === 0n) return false;
  const sum = add(multiply(generator, s), multiply(point, t));
  return sum !== undefined && modulo(e + sum[0], n) === r;
}

function readPoint(publicKey) {
  if (!/^04[0-9a-f]{128}$/.test(publicKey)) return undefined;
  const x = BigInt(`0x${publicKey.slice(2, 66)}`);
  const y = BigInt(`0x${publicKey.slice(66)}`);
  const isOnCurve = x < p && y < p && modulo(y * y - (x * x * x + a * x + b), p) === 0n;
  return isOnCurve ? [x, y] : undefined;
}

/** SEQUENCE { r INTEGER, s INTEGER } in its one DER form, or undefined. */
function readDer(signature) {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(signature)) return undefined;
  const der = Buffer.from(signature, 'base64');
  if (der.toString('base64') !== signature || der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const numbers = [];
  let at = 2;
  while (at < der.length) {
    const length = der[at + 1];
    const value = der.subarray(at + 2, at + 2 + length);
    const isShort = !(value[0] === 0 && value.length > 1 && value[1] < 0x80);
    if (der[at] !== 2 || !(length > 0) || value.length !== length || value[0] >= 0x80 || !isShort)
      return undefined;
    numbers.push(BigInt(`0x${hexOf(value)}`));
    at += 2 + length;
  }
  return numbers.length === 2 ? numbers : undefined;
}

// ── RFC 8785 ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The one text of a JSON value: members by their UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function canonicalForm(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalForm).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalForm(value[name])}`);
  return `{${members.join(',')}}`;
}

// ── RFC 6962 ────────────────────────────────────────────────────────────────────────────────────────────────────────

const leafOf = (fact) => sm3(joined([0], fact));
const nodeOf = (left, right) => sm3(joined([1], left, right));

/** The root to which a path leads, by the definition of PATH in RFC 6962 §2.1.1; undefined for a path of no tree. */
export function rootOfInclusion({ leafIndex, size, hash, path }) {
  if (!isPlace(leafIndex) || !isPlace(size) || leafIndex >= size || !isHash(hash) || !path.every(isHash)) {
    return undefined;
  }
  const rest = path.map(bytesOfHex);
  const root = climb(leafIndex, size);
  return root && rest.length === 0 ? hexOf(root) : undefined;

  /** Of a subtree with `count` leaves; the path ends with what stands beside the highest one. */
  function climb(index, count) {
    if (count === 1) return leafOf(bytesOfHex(hash));
    const sibling = rest.pop();
    if (!sibling) return undefined;
    const left = powerBelow(count);
    const isLeft = index < left;
    const below = isLeft ? climb(index, left) : climb(index - left, count - left);
    return below && (isLeft ? nodeOf(below, sibling) : nodeOf(sibling, below));
  }
}

/** The two roots to which a consistency proof leads, by the definition of SUBPROOF in RFC 6962 §2.1.2. */
export function rootsOfConsistency({ from, to, path }, fromRoot) {
  if (!isPlace(from) || !isPlace(to) || from < 1 || from > to || !path.every(isHash) || !isHash(fromRoot)) {
    return undefined;
  }
  const rest = path.map(bytesOfHex);
  const roots = climb(from, to, true);
  return roots && rest.length === 0 ? { from: hexOf(roots.older), to: hexOf(roots.newer) } : undefined;

  function climb(older, newer, isWhole) {
    if (older === newer) {
      const root = isWhole ? bytesOfHex(fromRoot) : rest.pop();
      return root && { older: root, newer: root };
    }
    const sibling = rest.pop();
    if (!sibling) return undefined;
    const left = powerBelow(newer);
    if (older <= left) {
      const below = climb(older, left, isWhole);
      return below && { older: below.older, newer: nodeOf(below.newer, sibling) };
    }
    const below = climb(older - left, newer - left, false);
    return below && { older: nodeOf(sibling, below.older), newer: nodeOf(sibling, below.newer) };
  }
}

/** The largest power of two below `count`, which is at least 2. */
function powerBelow(count) {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

// ── The evidence ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Every check for which something is there: `[{ what, ok, says }]`.
 * @param known public keys in hex that the caller trusts.
 */
export function checkEvidence(evidence, known = []) {
  const {
    fact,
    payload,
    receipt,
    inclusion,
    checkpoint,
    cosignatures = [],
    older,
    consistency,
    keys = [],
  } = evidence;
  const checks = [];
  const check = (what, ok, says) => checks.push({ what, ok: ok === true, says });
  const keyFor = (keyId) => {
    const trusted = known.find((key) => keyIdOf(key) === keyId);
    const given = keys.find((key) => key.keyId === keyId && keyIdOf(key.publicKey) === keyId)?.publicKey;
    return known.length > 0 ? trusted : given;
  };
  const isSigned = ({ keyId, signature }, text) => {
    const key = keyFor(keyId);
    return key !== undefined && isSignedBy(key, text, signature);
  };
  const lines = (...values) => values.map((value) => `${value}\n`).join('');
  const factHash = fact && hexOf(sm3(new TextEncoder().encode(canonicalForm(fact))));
  const hashes = [factHash, receipt?.factHash, inclusion?.hash].filter((hash) => hash !== undefined);
  if (hashes.length > 1) {
    check('fact', new Set(hashes).size === 1, '事实、回执和证明说的是同一个散列值');
  }
  if (fact && receipt) {
    const isSame = fact.version === receipt.version && fact.recordedAt === receipt.recordedAt;
    check('receipt-fact', isSame, '回执的版本和时间与事实一致');
  }
  if (payload && fact) {
    const content = new TextEncoder().encode(canonicalForm(payload.content));
    const digest = /^[0-9a-f]{64}$/.test(payload.salt)
      ? hexOf(sm3(joined(bytesOfHex(payload.salt), content)))
      : '';
    check('payload', digest === fact.payloadDigest, '附属内容与事实中的摘要相符');
  }
  if (receipt) {
    const text = lines('mingchuang-receipt', receipt.factHash, receipt.recordedAt);
    check('receipt', isSigned(receipt, text), '回执由账本的密钥签名');
  }
  const isKept = inclusion && checkpoint && inclusion.size === checkpoint.size;
  if (inclusion) {
    check('inclusion', isKept && rootOfInclusion(inclusion) === checkpoint.root, '事实在检查点所签的账本里');
  }
  if (checkpoint) {
    const { size, root, at, keyId } = checkpoint;
    check(
      'checkpoint',
      isSigned(checkpoint, lines('mingchuang-checkpoint', size, root, at)),
      '检查点由账本的密钥签名',
    );
    for (const { witness, keyId: witnessKey, publicKey, at: seenAt, signature } of cosignatures) {
      const text = lines('mingchuang-cosignature', keyId, size, root, at, seenAt);
      const isTheirs = keyIdOf(publicKey) === witnessKey && isSignedBy(publicKey, text, signature);
      check(`witness ${witness}`, isTheirs, `见证方 ${witness} 见过这个检查点`);
    }
  }
  if (older) {
    const { size, root, at } = older;
    check(
      'older',
      isSigned(older, lines('mingchuang-checkpoint', size, root, at)),
      '较早的检查点由账本的密钥签名',
    );
    const roots =
      consistency && checkpoint && consistency.from === size && consistency.to === checkpoint.size
        ? rootsOfConsistency(consistency, root)
        : undefined;
    check('consistency', roots?.from === root && roots.to === checkpoint?.root, '较早的账本是现在账本的开头');
  }
  return checks;
}

/** First 16 hex digits of the key's SM3. */
function keyIdOf(publicKey) {
  return /^[0-9a-f]{130}$/.test(publicKey) ? hexOf(sm3(bytesOfHex(publicKey))).slice(0, 16) : undefined;
}

// ── Bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPlace = (value) => Number.isSafeInteger(value) && value >= 0;
const hexOf = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
const bytesOfHex = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

// ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────────

const usage = '用法：node check-evidence.mjs [--key 公钥文件或十六进制]… [--json] 证据文件…';

function run(words) {
  const files = [];
  const known = [];
  let asJson = false;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === '--json') asJson = true;
    else if (words[at] === '--key') known.push(...readKeys(words[++at]));
    else if (words[at].startsWith('-')) return complain();
    else files.push(words[at]);
  }
  if (files.length === 0) return complain();
  const results = files.map((file) => ({ file, checks: checkEvidence(readJson(file), known) }));
  const isFine = results.every(({ checks }) => checks.length > 0 && checks.every(({ ok }) => ok));
  if (asJson) console.log(JSON.stringify({ ok: isFine, results }));
  else describe(results, known.length > 0);
  return isFine ? 0 : 1;
}

function describe(results, hasKeys) {
  for (const { file, checks } of results) {
    console.log(file);
    for (const { ok, says } of checks) console.log(`  ${ok ? '✓' : '✗'} ${says}${ok ? '' : '：不成立'}`);
    if (checks.length === 0) console.log('  ✗ 里面没有可以核对的内容');
  }
  if (!hasKeys) console.log('注意：公钥取自文件本身。请用 --key 给出您从别处得到的公钥再核对一次。');
}

function complain() {
  console.error(usage);
  return 2;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.error(`读不出 ${file}：不是 JSON 文件。`);
    process.exit(2);
  }
}

/** A point in hex, or a file with one, with a PEM key, or with the answer of /api/v1/ledger/keys. */
function readKeys(given = '') {
  if (/^04[0-9a-f]{128}$/.test(given)) return [given];
  let text = '';
  try {
    text = readFileSync(given, 'utf8');
  } catch {
    console.error(`读不到公钥 ${given}。`);
    process.exit(2);
  }
  const pem = [...text.matchAll(/-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END/g)].map(([, body]) =>
    hexOf(Buffer.from(body, 'base64')).slice(-130),
  );
  const points = [...text.matchAll(/\b04[0-9a-f]{128}\b/g)].map(([point]) => point);
  if (pem.length + points.length === 0) {
    console.error(`${given} 里没有 SM2 公钥。`);
    process.exit(2);
  }
  return [...pem, ...points];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = run(process.argv.slice(2));
}
