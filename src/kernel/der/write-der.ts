/** DER (ITU-T X.690), the few types that certificates, seals and signatures are made of. Each function gives one whole value. */

/** Universal tags. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

export const sequence = (...parts: readonly Uint8Array[]) => value(tags.sequence, Buffer.concat(parts));
export const set = (...parts: readonly Uint8Array[]) => value(tags.set, Buffer.concat(parts));
export const octetString = (bytes: Uint8Array) => value(tags.octetString, bytes);
export const utf8String = (text: string) => value(tags.utf8String, Buffer.from(text, 'utf8'));
export const printableString = (text: string) => value(tags.printableString, ascii(text));
export const ia5String = (text: string) => value(tags.ia5String, ascii(text));
export const boolean = (yes: boolean) => value(tags.boolean, Uint8Array.of(yes ? 0xff : 0));

/** `[number] EXPLICIT` around a value, or, with `constructed: false`, `[number] IMPLICIT` for its content. */
export function tagged(number: number, content: Uint8Array, { constructed = true } = {}): Uint8Array {
  return value((constructed ? 0xa0 : 0x80) | number, content);
}

export function integer(number: number | bigint): Uint8Array {
  let hex = BigInt(number).toString(16);
  if (hex.startsWith('-')) throw new Error('no negative number stands in a certificate or seal');
  if (hex.length % 2 === 1) hex = `0${hex}`;
  // A first bit of one would be a minus sign.
  if (Number.parseInt(hex.slice(0, 2), 16) > 0x7f) hex = `00${hex}`;
  return value(tags.integer, Buffer.from(hex, 'hex'));
}

/** Whole bytes only, or the bits that are named from the left (`keyUsage`), without trailing zeros. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return value(tags.bitString, Buffer.concat([Uint8Array.of(unusedBits), bytes]));
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return value(tags.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** `YYYYMMDDHHMMSSZ`: readers re-encode what was signed, so no fraction of a second and no zone but Z. */
export function generalizedTime(instant: Date): Uint8Array {
  return value(tags.generalizedTime, ascii(digitsOf(instant)));
}

/** RFC 5280 §4.1.2.5: until 2049 as UTCTime, from 2050 on as GeneralizedTime. */
export function certificateTime(instant: Date): Uint8Array {
  return instant.getUTCFullYear() < 2050
    ? value(tags.utcTime, ascii(digitsOf(instant).slice(2)))
    : generalizedTime(instant);
}

function digitsOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

function value(tag: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Uint8Array.of(0x80 | bytes.length), bytes]);
}

function base128(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift((rest & 0x7f) | 0x80);
  }
  return bytes;
}

function ascii(text: string): Uint8Array {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new Error(`"${text}" is not plain ASCII`);
  return Buffer.from(text, 'latin1');
}
