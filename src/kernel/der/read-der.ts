/**
 * Reads BER without losing a byte: every value keeps its raw slice, because what was signed is verified exactly as it
 * was encoded and never encoded again. Encodings that DER forbids are read, and told apart by `derFaults`.
 */
import { tags } from './write-der.ts';

/** The bytes are no encoding of what was expected; the message is for the log, callers say it in their own words. */
export class DerFault extends Error {
  override readonly name = 'DerFault';
}

export interface DerValue {
  /** First byte of the encoding: class, constructed or not, number. Numbers above 30 do not occur here. */
  tag: number;
  content: Uint8Array;
  /** Identifier, length and content as they lie in the file. */
  raw: Uint8Array;
}

const deepest = 32;
const mostChildren = 20_000;

/** The one value that these bytes are; nothing may follow it. */
export function readDer(bytes: Uint8Array): DerValue {
  const { value, end } = readValue(bytes, 0, 0);
  if (end !== bytes.length) throw new DerFault(`${bytes.length - end} bytes follow the value`);
  return value;
}

/** The first value, whatever follows it (a padded field). */
export function readFirstDer(bytes: Uint8Array): DerValue {
  return readValue(bytes, 0, 0).value;
}

export function childrenOf(value: DerValue): DerValue[] {
  if ((value.tag & 0x20) === 0) throw new DerFault(`a value of tag ${value.tag} has no parts`);
  const children: DerValue[] = [];
  for (let at = 0; at < value.content.length; ) {
    const { value: child, end } = readValue(value.content, at, 0);
    children.push(child);
    if (children.length > mostChildren) throw new DerFault('too many parts');
    at = end;
  }
  return children;
}

/** Parts of a SEQUENCE; `least` of them at least. */
export function sequenceOf(value: DerValue | undefined, least = 0): DerValue[] {
  const children = childrenOf(tagIs(value, tags.sequence));
  if (children.length < least) throw new DerFault(`a sequence of ${children.length} should have ${least}`);
  return children;
}

export function tagIs(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw new DerFault(`tag ${value?.tag ?? 'none'} instead of ${tag}`);
  return value;
}

export const octetsOf = (value: DerValue | undefined) => tagIs(value, tags.octetString).content;

/** Whole bytes only: everything here that is a BIT STRING is a key, a digest or a signature. */
export function bitsOf(value: DerValue | undefined): Uint8Array {
  const { content } = tagIs(value, tags.bitString);
  if (content.length === 0 || content[0] !== 0) throw new DerFault('a bit string that is not whole bytes');
  return content.subarray(1);
}

export function integerOf(value: DerValue | undefined): bigint {
  const { content } = tagIs(value, tags.integer);
  if (content.length === 0 || content.length > 64) throw new DerFault('an integer of a strange length');
  const magnitude = BigInt(`0x${Buffer.from(content).toString('hex')}`);
  return (content[0] ?? 0) > 0x7f ? magnitude - (1n << BigInt(8 * content.length)) : magnitude;
}

export function smallIntegerOf(value: DerValue | undefined): number {
  const number = integerOf(value);
  if (number < -1_000_000n || number > 1_000_000n) throw new DerFault(`${number} is too large a number`);
  return Number(number);
}

export function booleanOf(value: DerValue | undefined): boolean {
  const { content } = tagIs(value, tags.boolean);
  if (content.length !== 1) throw new DerFault('a boolean of a strange length');
  return content[0] !== 0;
}

export function oidOf(value: DerValue | undefined): string {
  const { content } = tagIs(value, tags.oid);
  if (content.length === 0 || content.length > 64)
    throw new DerFault('an object identifier of a strange length');
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (number > Number.MAX_SAFE_INTEGER / 128)
      throw new DerFault('a number too large in an object identifier');
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

const textTags: ReadonlyMap<number, string> = new Map([
  [tags.utf8String, 'utf-8'],
  [tags.printableString, 'latin1'],
  [tags.ia5String, 'latin1'],
  [0x14, 'latin1'], // TeletexString
  [0x1e, 'utf-16be'], // BMPString
]);

/** Any of the string types, as text. */
export function textOf(value: DerValue | undefined): string {
  const encoding = value && textTags.get(value.tag);
  if (!value || !encoding) throw new DerFault(`tag ${value?.tag ?? 'none'} is no text`);
  // The sender's zeros at the end of a fixed field are not part of what it says.
  return new TextDecoder(encoding).decode(value.content).replace(/\0+$/, '');
}

/** UTCTime and GeneralizedTime, with fractions and zones as they are met in real files. */
export function timeOf(value: DerValue | undefined): Date {
  if (value?.tag !== tags.utcTime && value?.tag !== tags.generalizedTime) {
    throw new DerFault(`tag ${value?.tag ?? 'none'} is no time`);
  }
  const instant = parseTime(Buffer.from(value.content).toString('latin1'), value.tag === tags.utcTime);
  if (!instant) throw new DerFault('not a time');
  return instant;
}

const afterYear = '(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(?:[.,](\\d{1,9}))?)?(Z|[+-]\\d{4})?$';
const shortTime = new RegExp(`^(\\d{2})${afterYear}`);
const longTime = new RegExp(`^(\\d{4})${afterYear}`);

/** The text of an ASN.1 time, or undefined. Without a zone it is local, and local is UTC here. */
export function parseTime(text: string, hasShortYear = false): Date | undefined {
  const [, year = '', month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] =
    (hasShortYear ? shortTime : longTime).exec(text) ?? [];
  const fullYear = hasShortYear ? `${Number(year) < 50 ? '20' : '19'}${year}` : year;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const instant = new Date(
    `${fullYear}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`,
  );
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/**
 * What DER forbids in this value and its parts; each kind once. A verifier that re-encodes will not accept such a file.
 * Throws DerFault for more parts than any seal has: they come from strangers.
 */
export function derFaults(value: DerValue): string[] {
  const faults = new Set<string>();
  collectFaults(value, { faults, left: mostParts }, 0);
  return [...faults];
}

const mostParts = 20_000;

function collectFaults(value: DerValue, found: { faults: Set<string>; left: number }, depth: number): void {
  if (depth > deepest) return;
  const { faults } = found;
  if (found.left-- === 0) throw new DerFault('too many parts');
  const { tag, content, raw } = value;
  const header = raw.length - content.length;
  if (raw[1] === 0x80) faults.add('indefinite-length');
  else if (header !== shortestHeader(content.length)) faults.add('long-length');
  if (tag === tags.integer && hasSuperfluousByte(content)) faults.add('long-integer');
  if (tag === tags.boolean && content[0] !== 0 && content[0] !== 0xff) faults.add('boolean');
  if (
    tag === tags.generalizedTime &&
    !/^\d{14}(\.\d*[1-9])?Z$/.test(Buffer.from(content).toString('latin1'))
  ) {
    faults.add('time');
  }
  if ((tag & 0x20) === 0) return;
  if (tag === (tags.octetString | 0x20) || tag === (tags.bitString | 0x20)) faults.add('string-in-parts');
  for (const child of childrenOf(value)) collectFaults(child, found, depth + 1);
}

const shortestHeader = (length: number) =>
  length < 0x80 ? 2 : 2 + Math.ceil(length.toString(16).length / 2);

function hasSuperfluousByte([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false;
  return (first === 0 && second < 0x80) || (first === 0xff && second > 0x7f);
}

/** @param at where the value begins in `bytes`. */
function readValue(bytes: Uint8Array, at: number, depth: number): { value: DerValue; end: number } {
  if (depth > deepest) throw new DerFault('nested too deep');
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new DerFault('cut off');
  if ((tag & 0x1f) === 0x1f) throw new DerFault('a tag of several bytes');
  if (first === 0x80) return readIndefinite(bytes, at, tag, depth);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 6) throw new DerFault('too long');
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < lengthBytes; index++)
    length = length * 256 + (bytes[at + 2 + index] ?? Number.NaN);
  const start = at + 2 + lengthBytes;
  const end = start + length;
  // NaN, from a length that is itself cut off, compares as false.
  if (!(end <= bytes.length)) throw new DerFault('cut off');
  return { value: { tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end) }, end };
}

/** BER only: the content ends with two zero bytes after the last part. */
function readIndefinite(bytes: Uint8Array, at: number, tag: number, depth: number) {
  if ((tag & 0x20) === 0) throw new DerFault('a length that is not said');
  let next = at + 2;
  while (!(bytes[next] === 0 && bytes[next + 1] === 0)) next = readValue(bytes, next, depth + 1).end;
  const content = bytes.subarray(at + 2, next);
  return { value: { tag, content, raw: bytes.subarray(at, next + 2) }, end: next + 2 };
}
