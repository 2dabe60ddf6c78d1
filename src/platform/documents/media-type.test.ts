import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMediaType } from './media-type.ts';
import { withFile } from './read-at.ts';
import {
  docxEntries,
  ofdEntries,
  smallJpeg,
  smallPdf,
  smallPng,
  xlsxEntries,
  zipArchive,
} from './zip-archive.fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-type-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function find(content: Buffer) {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return withFile(path, findMediaType);
}

test.each([
  ['PDF', smallPdf, 'pdf'],
  ['PNG', smallPng, 'png'],
  ['JPEG', smallJpeg, 'jpg'],
  ['OFD', zipArchive(ofdEntries), 'ofd'],
  ['docx', zipArchive(docxEntries), 'docx'],
  ['xlsx', zipArchive(xlsxEntries), 'xlsx'],
])('%s is known by its content', async (_, content, kind) => {
  expect(await find(content)).toEqual({ kind });
});

test('a spreadsheet as a real writer makes it', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('清单').addRow(['名称', '金额']);
  expect(await find(Buffer.from(await book.xlsx.writeBuffer()))).toEqual({ kind: 'xlsx' });
});

const encrypted = zipArchive(docxEntries.map((entry) => ({ ...entry, flags: 1 })));

test.each([
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'unknown'],
  ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'unknown'],
  ['a program', Buffer.from('MZ\x90\0\x03'), 'unknown'],
  ['one byte', Buffer.from('%'), 'unknown'],
  ['a PDF mark that is not at the start', Buffer.concat([Buffer.from('\n'), smallPdf]), 'unknown'],
  ['any archive', zipArchive([{ name: 'readme.txt' }]), 'unknown'],
  ['a word document without its part', zipArchive([{ name: '[Content_Types].xml' }]), 'unknown'],
  ['an old office file', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'old-office-or-password'],
  ['an encrypted archive', encrypted, 'old-office-or-password'],
  ['a document with macros', zipArchive([...docxEntries, { name: 'word/vbaProject.bin' }]), 'macros'],
  ['a PDF that is also an archive', Buffer.concat([smallPdf, zipArchive(ofdEntries)]), 'ambiguous'],
  ['a picture that is also an archive', Buffer.concat([smallPng, zipArchive(ofdEntries)]), 'ambiguous'],
  ['a picture that is also a PDF', Buffer.concat([smallJpeg, smallPdf]), 'ambiguous'],
  [
    'an archive that is also a PDF',
    zipArchive([{ name: 'a', content: '%PDF-1.7' }, ...ofdEntries]),
    'ambiguous',
  ],
  ['an archive of two kinds', zipArchive([...docxEntries, { name: 'OFD.xml' }]), 'ambiguous'],
  ['a bomb', zipArchive([...ofdEntries, { name: 'x', claimedSize: 0xfffffffe }]), 'unpacks-too-large'],
  ['a path out of the folder', zipArchive([...ofdEntries, { name: '../../etc/passwd' }]), 'broken-archive'],
  ['an absolute path', zipArchive([...ofdEntries, { name: '/etc/passwd' }]), 'broken-archive'],
  ['a name that comes twice', zipArchive([...ofdEntries, { name: 'ofd.XML' }]), 'broken-archive'],
  ['a cut archive', zipArchive(ofdEntries).subarray(0, -10), 'broken-archive'],
  ['bytes behind the archive', Buffer.concat([zipArchive(ofdEntries), Buffer.from('x')]), 'broken-archive'],
  [
    'an archive behind an archive',
    Buffer.concat([zipArchive(docxEntries), zipArchive(ofdEntries)]),
    'broken-archive',
  ],
])('%s is refused', async (_, content, refusal) => {
  expect(await find(content)).toEqual({ refusal });
});

test('no bytes make the reader fail', async () => {
  const sample = zipArchive(docxEntries);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sample.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      async (at, bytes) => {
        const broken = Buffer.from(sample);
        broken.set(bytes.subarray(0, broken.length - at), at);
        await find(broken);
      },
    ),
    { numRuns: 300 },
  );
});
