import { constants, crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZip, unpack, ZipFault, zipLimits } from './read-zip.ts';
import { packed, sealed, unsealedFiles, utf8 } from './sealed-document.fixture.ts';
import { verifyOfd } from './verify-ofd.ts';

interface Part {
  name: string | Uint8Array;
  content?: Uint8Array;
  stored?: boolean;
  /** Sizes and checksum behind the data, with the signature or without, and zeros in front of it. */
  descriptor?: 'signed' | 'bare';
  flags?: number;
  /** What headers claim instead of the truth. */
  claims?: { size?: number; checksum?: number; method?: number; localName?: string };
  /** Bytes behind the file that belong to none. */
  gap?: Uint8Array;
  /** Compressed data instead of the content's own. */
  data?: Uint8Array;
}

/** A zip archive written field by field, so that each may lie. */
function archive(parts: Part[], { comment = '', before = '', after = '' } = {}): Uint8Array {
  const files: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { content = utf8('<x/>'), stored = false, descriptor, claims = {}, gap = new Uint8Array() } = part;
    const name = typeof part.name === 'string' ? Buffer.from(part.name) : part.name;
    const data = part.data ?? (stored ? content : deflateRawSync(content));
    const flags = (part.flags ?? 0) | (descriptor ? 8 : 0);
    const method = claims.method ?? (stored ? 0 : 8);
    const checksum = claims.checksum ?? crc32(content);
    const numbers = [checksum, data.length, claims.size ?? content.length];
    const header = (signature: number, ...fields: [size: 2 | 4, value: number][]) => {
      const bytes = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
      bytes.writeUInt32LE(signature, 0);
      let place = 4;
      for (const [size, value] of fields) {
        bytes.writeUIntLE(value, place, size);
        place += size;
      }
      return bytes;
    };
    const sizes = (values: number[]) => values.map((value): [4, number] => [4, value]);
    const localName = claims.localName === undefined ? name : Buffer.from(claims.localName);
    const local = Buffer.concat([
      header(
        0x04034b50,
        [2, 20],
        [2, flags],
        [2, method],
        [4, 0],
        ...sizes(descriptor ? [0, 0, 0] : numbers),
        [2, localName.length],
        [2, 0],
      ),
      localName,
      data,
      ...(descriptor ? [descriptor === 'signed' ? Buffer.from('504b0708', 'hex') : Buffer.alloc(0)] : []),
      ...(descriptor ? [header(0, ...sizes(numbers)).subarray(4)] : []),
      gap,
    ]);
    directory.push(
      header(
        0x02014b50,
        [2, 20],
        [2, 20],
        [2, flags],
        [2, method],
        [4, 0],
        ...sizes(numbers),
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, at],
      ),
      Buffer.from(name),
    );
    files.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...files, listed, end, Buffer.from(comment), Buffer.from(after)]);
}

/** The code with which the archive, or one of its files, is refused. */
function refusal(bytes: Uint8Array): string | undefined {
  try {
    for (const entry of readZip(bytes)) unpack(entry);
    return undefined;
  } catch (error) {
    if (error instanceof ZipFault) return error.code;
    throw error;
  }
}

const good = archive([{ name: 'OFD.xml' }, { name: 'Doc_0/Document.xml' }]);

describe('an archive', () => {
  it.each<[string, Uint8Array]>([
    ['as zip programs write it', good],
    [
      'with sizes behind the data',
      archive([
        { name: 'OFD.xml', descriptor: 'signed' },
        { name: 'a', descriptor: 'bare' },
      ]),
    ],
    [
      'stored, with sizes behind the data',
      archive([{ name: 'OFD.xml', stored: true, descriptor: 'signed' }]),
    ],
    [
      'with entries for folders',
      archive([{ name: 'Doc_0/', content: new Uint8Array(), stored: true }, { name: 'Doc_0/a' }]),
    ],
    ['with a comment', archive([{ name: 'OFD.xml' }], { comment: 'made by somebody' })],
    ['with an empty file', archive([{ name: 'OFD.xml', content: new Uint8Array() }])],
    ['with a name in the old Chinese encoding', archive([{ name: Buffer.from('d6a4cae92e786d6c', 'hex') }])],
  ])('%s is read', (_what, bytes) => {
    expect(refusal(bytes)).toBeUndefined();
  });

  it('gives names and contents; folders are none', () => {
    const entries = readZip(
      archive([{ name: 'Doc_0/', content: new Uint8Array(), stored: true }, { name: '证书.xml' }]),
    );
    expect(entries.map((entry) => [entry.path, Buffer.from(unpack(entry)).toString()])).toEqual([
      ['证书.xml', '<x/>'],
    ]);
    expect(readZip(archive([{ name: Buffer.from('d6a4cae92e786d6c', 'hex') }]))[0]?.path).toBe('证书.xml');
  });

  const zeros = new Uint8Array(1024 * 1024);
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'zip/not-zip'],
    ['something else', utf8('%PDF-1.7 and so on, long enough to be an archive'), 'zip/not-zip'],
    ['cut off', good.subarray(0, -5), 'zip/truncated'],
    ['cut in half', good.subarray(0, 60), 'zip/truncated'],
    ['with a password', archive([{ name: 'OFD.xml', flags: 1 }]), 'zip/encrypted'],
    ['of a strange method', archive([{ name: 'OFD.xml', claims: { method: 14 } }]), 'zip/method'],
    ['of the size that needs ZIP64', archive([{ name: 'a', claims: { size: 0xffffffff } }]), 'zip/zip64'],
    [
      'that leaves its folder',
      archive([{ name: 'OFD.xml' }, { name: 'Doc_0/../../etc/passwd' }]),
      'zip/unsafe-path',
    ],
    ['with an absolute path', archive([{ name: '/etc/passwd' }]), 'zip/unsafe-path'],
    ['with a path of another system', archive([{ name: 'C:\\windows\\a' }]), 'zip/unsafe-path'],
    ['with a drive letter', archive([{ name: 'C:/a' }]), 'zip/unsafe-path'],
    ['with a name twice', archive([{ name: 'OFD.xml' }, { name: 'OFD.xml' }]), 'zip/duplicate-name'],
    [
      'with a name twice but for its case',
      archive([{ name: 'OFD.xml' }, { name: 'ofd.XML' }]),
      'zip/duplicate-name',
    ],
    [
      'with bytes between two files',
      archive([{ name: 'a', gap: utf8('hidden') }, { name: 'b' }]),
      'zip/hidden-bytes',
    ],
    ['with bytes behind the last file', archive([{ name: 'a', gap: utf8('hidden') }]), 'zip/hidden-bytes'],
    [
      'with bytes behind the compressed data',
      archive([{ name: 'a', data: Buffer.concat([deflateRawSync(utf8('<x/>')), utf8('!')]) }]),
      'zip/hidden-bytes',
    ],
    ['with bytes behind its end', archive([{ name: 'a' }], { after: 'x' }), 'zip/truncated'],
    ['with two names for one file', archive([{ name: 'a', claims: { localName: 'b' } }]), 'zip/broken'],
    [
      'that claims less than it unpacks to',
      archive([{ name: 'a', content: zeros, claims: { size: 10 } }]),
      'zip/size-mismatch',
    ],
    [
      'that claims more than it unpacks to',
      archive([{ name: 'a', claims: { size: 10 } }]),
      'zip/size-mismatch',
    ],
    ['with a wrong checksum', archive([{ name: 'a', claims: { checksum: 1 } }]), 'zip/checksum'],
    ['whose data cannot be unpacked', archive([{ name: 'a', data: utf8('no deflate') }]), 'zip/broken'],
    [
      'that says it is a bomb',
      archive([{ name: 'a', content: zeros, claims: { size: zipLimits.unpacked + 1 } }]),
      'zip/too-large',
    ],
    [
      'of too many files',
      archive(
        Array.from({ length: zipLimits.entries + 1 }, (_, index) => ({
          name: `${index}`,
          content: new Uint8Array(),
          stored: true,
        })),
      ),
      'zip/too-large',
    ],
  ])('%s is refused', (_what, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });

  it('that unpacks to far more than it claims is given up at what it claimed, not when memory is full', () => {
    const block = deflateRawSync(zeros, { finishFlush: constants.Z_SYNC_FLUSH });
    const bomb = archive([{ name: 'a', data: Buffer.concat(Array(400).fill(block)), claims: { size: 10 } }]);
    const before = process.resourceUsage().maxRSS;
    expect(refusal(bomb)).toBe('zip/size-mismatch');
    // In kilobytes; unpacked it would be 400 MB.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100_000);
  });

  it('with bytes in front, or of several parts, is refused', () => {
    expect(refusal(archive([{ name: 'a' }], { before: 'PK\x03\x04' }))).toBe('zip/hidden-bytes');
    const split = Buffer.from(good);
    split.writeUInt16LE(1, split.length - 18);
    expect(refusal(split)).toBe('zip/broken');
  });
});

describe('whatever the bytes are, the verifier answers', () => {
  it('for a bomb, without unpacking it', () => {
    // Bytes that would not unpack at all: nobody tried.
    const claims = { size: 60 * 1024 * 1024 };
    const bomb = archive([{ name: 'OFD.xml', data: utf8('no deflate'), claims }]);
    expect(verifyOfd(bomb).steps[0]).toMatchObject({ outcome: 'failed', code: 'xml/broken' });
  });

  it('for a file that leaves its folder, is protected, doubled or no archive', () => {
    const coded = (bytes: Uint8Array) => verifyOfd(bytes).steps[0]?.code;
    expect(coded(archive([{ name: '../OFD.xml' }]))).toBe('zip/unsafe-path');
    expect(coded(archive([{ name: 'OFD.xml', flags: 1 }]))).toBe('zip/encrypted');
    expect(coded(new Uint8Array(100))).toBe('zip/not-zip');
    expect(coded(archive([{ name: 'readme.txt' }]))).toBe('package/no-ofd-xml');
  });

  it.each<[string, string, string]>([
    ['a document type', '<!DOCTYPE OFD [<!ENTITY a "aaaa">]><OFD>&a;</OFD>', 'xml/broken'],
    ['an entity that leads outside', '<!DOCTYPE OFD SYSTEM "file:///etc/passwd"><OFD/>', 'xml/broken'],
    ['endless nesting', '<OFD>'.repeat(10_000), 'xml/broken'],
    ['half of an element', '<OFD><DocBody', 'xml/broken'],
    ['another root', '<html/>', 'package/no-ofd-xml'],
  ])('for OFD.xml with %s', (_what, xml, code) => {
    const files = new Map(unsealedFiles()).set('OFD.xml', utf8(xml));
    expect(verifyOfd(packed(files)).steps[0]).toMatchObject({ outcome: 'failed', code });
  });

  it('for a document that is not UTF-8, and for one that seals itself a hundred times', () => {
    const latin = new Map(unsealedFiles()).set('OFD.xml', Buffer.from('<OFD>\xe9</OFD>', 'latin1'));
    expect(verifyOfd(packed(latin)).steps[0]?.code).toBe('xml/broken');
    const list = `<Signatures>${'<Signature BaseLoc="/Doc_0/PublicRes.xml"/>'.repeat(100)}</Signatures>`;
    const many = new Map(unsealedFiles()).set('Doc_0/Signs/Signatures.xml', utf8(list));
    expect(verifyOfd(packed(many)).steps[0]?.code).toBe('package/too-many-seals');
  });

  it('for any altered or cut file; and none of them passes for right', async () => {
    const right = packed(await sealed());
    const alteration = fc.record({
      at: fc.nat(right.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
      length: fc.oneof(fc.constant(right.length), fc.nat(right.length - 1)),
    });
    fc.assert(
      fc.property(alteration, ({ at, bytes, length }) => {
        const altered = Uint8Array.from(right.subarray(0, length));
        altered.set(bytes.subarray(0, Math.max(0, altered.length - at)), Math.min(at, altered.length));
        if (Buffer.compare(altered, right) === 0) return;
        const { outcome, steps } = verifyOfd(altered);
        // Fields that no program reads, such as the time of a file, may change without harm.
        if (outcome === 'ok') expect(contents(altered)).toEqual(contents(right));
        expect(steps.every(({ detail }) => detail !== '')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('for any altered content of the signature, repacked with right checksums', async () => {
    const files = await sealed();
    const paths = [...files.keys()];
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (which, place, change) => {
        const path = paths[which % paths.length] ?? '';
        const bytes = Uint8Array.from(files.get(path) ?? []);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(verifyOfd(packed(new Map(files).set(path, bytes))).outcome).toBe('failed');
      }),
      { numRuns: 60 },
    );
  });
});

function contents(bytes: Uint8Array): [string, string][] {
  return readZip(bytes).map((entry) => [entry.path, Buffer.from(unpack(entry)).toString('base64')]);
}
