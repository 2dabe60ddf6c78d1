/** Signature.xml (GB/T 33190 §18.2), whatever the order of its elements and whoever wrote it. */
import { parseTime } from '../der/read-der.ts';
import { childNamed, childrenNamed, type XmlElement } from './read-xml.ts';

export interface SignatureDescription {
  method: string | undefined;
  dateTime: string | undefined;
  /** Absent: the files' digests are not named at all. */
  checkMethod: string | undefined;
  references: { location: string; digest: string }[];
  sealLocation: string | undefined;
  signedValueLocation: string | undefined;
  stamps: { page: string; boundary: string }[];
}

export function describeSignature(signature: XmlElement): SignatureDescription {
  const info = childNamed(signature, 'SignedInfo');
  const textOf = (name: string) => info && (childNamed(info, name)?.text || undefined);
  const references = info && childNamed(info, 'References');
  const seal = info && childNamed(info, 'Seal');
  return {
    method: textOf('SignatureMethod'),
    dateTime: textOf('SignatureDateTime'),
    checkMethod: references?.attributes.get('CheckMethod'),
    references: (references ? childrenNamed(references, 'Reference') : []).map((reference) => ({
      location: reference.attributes.get('FileRef') ?? '',
      digest: childNamed(reference, 'CheckValue')?.text ?? '',
    })),
    sealLocation: seal && childNamed(seal, 'BaseLoc')?.text,
    signedValueLocation: childNamed(signature, 'SignedValue')?.text,
    stamps: (info ? childrenNamed(info, 'StampAnnot') : []).map(({ attributes }) => ({
      page: attributes.get('PageRef') ?? '',
      boundary: attributes.get('Boundary') ?? '',
    })),
  };
}

/** Every way in which a list of signatures was seen to name the digest. */
export const isSm3 = (method: string | undefined) => /^(sm3|1\.2\.156\.10197\.1\.401)$/i.test(method ?? '');

/** Also with the digit that one widespread library forgot; absent is allowed. */
export const isSm2WithSm3 = (method: string | undefined) =>
  method === undefined ||
  /^(sm3with(sm2|sm3)|sm2(with)?sm3|sm2|1\.2\.156\.10197\.(1\.)?501)$/i.test(method.replace(/[-_ ]/g, ''));

/**
 * The instants a SignatureDateTime may mean: it is written in local time, which is Beijing's, or in UTC. Three forms are
 * met: `2026-08-04 10:08:09`, `20201010151120`, `20201004072855.302Z`. Empty for anything else.
 */
export function instantsOf(dateTime: string): Date[] {
  const digits = dateTime
    .trim()
    .replace(/^(\d{4})[-/](\d{2})[-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/, '$1$2$3$4$5$6');
  const zones = /[Z]|[+-]\d{4}$/.test(digits) ? [''] : ['+0800', 'Z'];
  return zones.flatMap((zone) => parseTime(`${digits}${zone}`) ?? []);
}
