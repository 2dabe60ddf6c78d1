/** Why a file could not be read at all, in words for whoever handed it in. */
import { XmlFault } from './read-xml.ts';
import { ZipFault, type ZipFaultCode, zipLimits } from './read-zip.ts';
import type { PackageFault } from './sealed-places.ts';

const megabytes = (bytes: number) => `${bytes / (1024 * 1024)} MB`;

const zipWords: Record<ZipFaultCode, string> = {
  'zip/not-zip': '这不是 OFD 文件：内容不是 OFD 使用的压缩包格式。',
  'zip/truncated': '文件不完整，末尾缺失，可能没有下载完。请重新取得文件。',
  'zip/broken': '文件已损坏，压缩包的内容前后矛盾。请重新取得文件。',
  'zip/zip64': '文件使用了超大压缩包的格式（ZIP64），正常的 OFD 文件不会这样。',
  'zip/encrypted': '文件加了密码，无法核验。请取得没有加密的文件。',
  'zip/method': '文件使用了不支持的压缩方法。',
  'zip/unsafe-path': '文件里含有指向文件夹之外的路径，可能是恶意文件，没有继续读取。',
  'zip/duplicate-name': '文件里有两个同名的文件，不同的阅读器会显示不同的内容，不能核验。',
  'zip/hidden-bytes': '文件里夹带了不属于任何一个文件的内容，不能核验。',
  'zip/too-large': `文件过大：压缩包超过 ${megabytes(zipLimits.archive)}，或者展开后超过 ${megabytes(zipLimits.unpacked)}、${zipLimits.entries} 个文件。`,
  'zip/size-mismatch': '文件展开后的大小与声明的不一致，可能是恶意文件，没有继续读取。',
  'zip/checksum': '文件的校验值不符，内容已损坏。请重新取得文件。',
};

/** What people have at hand beside the file itself: it shows the seal, and holds none. */
export const copyFault = {
  code: 'package/copy',
  detail:
    '这是 PDF 或者图片，不是 OFD 文件。PDF 和图片只是副本，上面的印章是印出来的样子，不能核验；请使用盖章的 OFD 文件。',
};

/** By its first bytes: PDF, PNG, JPEG. */
export function isCopy(bytes: Uint8Array): boolean {
  return copyMagic.some(
    (magic) => Buffer.from(bytes.subarray(0, magic.length / 2)).toString('hex') === magic,
  );
}

const copyMagic = ['255044462d', '89504e470d0a1a0a', 'ffd8ff'];

const packageWords: Record<PackageFault['code'], string> = {
  'package/no-ofd-xml': '压缩包里没有 OFD.xml，这不是 OFD 文件。',
  'package/too-many-seals': '文件里的签章过多，不能核验。',
  'package/doubled-signature': '签章列表里有两项指向同一个签章，正常的 OFD 文件不会这样。',
  'package/missing-signature': '签章列表里的一个签章找不到对应的文件。',
};

export function packageFaultDetail(fault: ZipFault | XmlFault | PackageFault): {
  code: string;
  detail: string;
} {
  if (fault instanceof XmlFault) {
    return { code: 'xml/broken', detail: '文件里的 XML 不完整或者不合规定，无法读取。' };
  }
  const where = fault.path === undefined ? '' : `（${fault.path.slice(0, 120)}）`;
  const words = fault instanceof ZipFault ? zipWords[fault.code] : packageWords[fault.code];
  return { code: fault.code, detail: `${words}${where}` };
}
