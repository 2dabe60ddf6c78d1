/** Small archives for tests, stored without compression, and with every field of their directory open to abuse. */
export interface FixtureEntry {
  name: string;
  content?: string;
  claimedSize?: number;
  flags?: number;
}

export function zipArchive(entries: FixtureEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content = '<x/>', claimedSize, flags = 0 } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt32LE(Buffer.byteLength(content), 18);
    local.writeUInt32LE(Buffer.byteLength(content), 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt32LE(Buffer.byteLength(content), 20);
    entry.writeUInt32LE(claimedSize ?? Buffer.byteLength(content), 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    const written = Buffer.concat([local, Buffer.from(name), Buffer.from(content)]);
    locals.push(written);
    directory.push(entry, Buffer.from(name));
    at += written.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

export const ofdEntries: FixtureEntry[] = [{ name: 'OFD.xml' }, { name: 'Doc_0/Document.xml' }];
export const docxEntries: FixtureEntry[] = [{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }];
export const xlsxEntries: FixtureEntry[] = [{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }];

export const smallPdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n');
export const smallPng = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.from('0000000d49484452', 'hex'),
]);
export const smallJpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
