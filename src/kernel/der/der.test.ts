import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bitsOf,
  childrenOf,
  DerFault,
  derFaults,
  integerOf,
  oidOf,
  parseTime,
  readDer,
  sequenceOf,
  textOf,
  timeOf,
} from './read-der.ts';
import {
  bitString,
  boolean,
  certificateTime,
  generalizedTime,
  ia5String,
  integer,
  octetString,
  oid,
  printableString,
  sequence,
  tagged,
  utf8String,
} from './write-der.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => Buffer.from(text, 'hex');

describe('written values', () => {
  it.each([
    ['zero', integer(0), '020100'],
    ['127', integer(127), '02017f'],
    ['128, which needs a leading zero', integer(128), '02020080'],
    ['256', integer(256), '02020100'],
    ['true', boolean(true), '0101ff'],
    ['the SM2 signature', oid('1.2.156.10197.1.501'), '06082a811ccf55018375'],
    ['an empty sequence', sequence(), '3000'],
    ['bits', bitString(Uint8Array.of(1, 2)), '0303000102'],
    ['text', utf8String('章'), '0c03e7aba0'],
    ['a length of two bytes', octetString(new Uint8Array(200)).subarray(0, 3), '0481c8'],
    ['a length of three bytes', octetString(new Uint8Array(300)).subarray(0, 4), '0482012c'],
    ['an explicit tag', tagged(0, integer(2)), 'a003020102'],
    ['an implicit tag', tagged(0, Uint8Array.of(7), { constructed: false }), '800107'],
  ])('%s', (_what, written, expected) => {
    expect(hex(written)).toBe(expected);
  });

  it('times have no fraction and no zone but Z; certificates count years with two digits until 2049', () => {
    const instant = new Date('2026-03-02T01:02:03.456Z');
    expect(Buffer.from(generalizedTime(instant)).subarray(2).toString()).toBe('20260302010203Z');
    expect(Buffer.from(certificateTime(instant)).toString('latin1')).toBe('\x17\x0d260302010203Z');
    expect(certificateTime(new Date('2050-01-01T00:00:00Z'))[0]).toBe(0x18);
  });

  it('what is no ASCII does not stand in an ASCII string', () => {
    expect(() => ia5String('章')).toThrow('ASCII');
    expect(() => printableString('C\n')).toThrow('ASCII');
  });
});

describe('read values', () => {
  it('are what was written, and strict', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 256n }),
        fc.uint8Array({ maxLength: 400 }),
        fc.string({ unit: 'binary' }).filter((text) => !text.endsWith('\0')),
        fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }),
        (number, octets, text, date) => {
          const instant = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const written = sequence(
            integer(number),
            bitString(octets),
            utf8String(text),
            generalizedTime(instant),
            certificateTime(instant),
          );
          const whole = readDer(written);
          const [first, second, third, fourth, fifth] = sequenceOf(whole, 5);
          expect(integerOf(first)).toBe(number);
          expect(hex(bitsOf(second))).toBe(hex(octets));
          expect(textOf(third)).toBe(text.toWellFormed());
          expect([timeOf(fourth), timeOf(fifth)]).toEqual([instant, instant]);
          expect(hex(whole.raw)).toBe(hex(written));
          expect(derFaults(whole)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('object identifiers come back as they were', () => {
    for (const dotted of ['1.2.156.10197.1.301', '2.5.29.15', '0.9.2342', '2.999.3']) {
      expect(oidOf(readDer(oid(dotted)))).toBe(dotted);
    }
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a length that is cut off', '3082'],
    ['less than it says', '300502'],
    ['more than it says', '300002'],
    ['a length that no file has', '308700000000000000'],
    ['a tag of several bytes', '3f8101'],
    ['an open length without an end', '3080020100'],
    ['an open length of a plain value', '0480000000'],
    ['nesting without end', '3080'.repeat(40)],
  ])('%s is no value', (_what, encoded) => {
    expect(() => readDer(bytes(encoded))).toThrow(DerFault);
  });

  it('a part that is cut off is no part', () => {
    for (const part of ['30023082', '3003020501', '300130']) {
      expect(() => childrenOf(readDer(bytes(part)))).toThrow(DerFault);
    }
  });

  it('no bytes make the reader fail otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (encoded) => {
        try {
          const whole = readDer(encoded);
          derFaults(whole);
          childrenOf(whole);
        } catch (error) {
          expect(error).toBeInstanceOf(DerFault);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what DER forbids is read and told', () => {
  it.each([
    ['an open length', '30800201050000', 'indefinite-length'],
    ['a length longer than needed', '308103020105', 'long-length'],
    ['an integer longer than needed', '300402020005', 'long-integer'],
    ['a truth that is one', '3003010101', 'boolean'],
    [
      'a time with a zero behind its fraction',
      '301518133230323631313231303830303030 2e3132305a'.replace(' ', ''),
      'time',
    ],
    ['a string in parts', '30052403040105', 'string-in-parts'],
  ])('%s', (_what, encoded, fault) => {
    expect(derFaults(readDer(bytes(encoded)))).toEqual([fault]);
  });
});

describe('times as they are met', () => {
  it.each([
    ['20261121080000Z', '2026-11-21T08:00:00.000Z'],
    ['20261121080000.123Z', '2026-11-21T08:00:00.123Z'],
    ['20261121080000+0800', '2026-11-21T00:00:00.000Z'],
    ['202611210800Z', '2026-11-21T08:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(parseTime(text)?.toISOString()).toBe(instant);
  });

  it('of two digits, from 1950 to 2049', () => {
    expect(parseTime('491231235959Z', true)?.getUTCFullYear()).toBe(2049);
    expect(parseTime('500101000000Z', true)?.getUTCFullYear()).toBe(1950);
  });

  it.each(['', 'yesterday', '20261321080000Z', '2026112108', '261121080000Z'])('"%s" is none', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});
