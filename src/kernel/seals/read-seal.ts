/**
 * Electronic seals: SESeal of GB/T 38540 (version 4) and GM/T 0031 (version 1), read without losing a byte. What the maker
 * signed is kept as the slice it is.
 */
import {
  bitsOf,
  childrenOf,
  DerFault,
  type DerValue,
  derFaults,
  octetsOf,
  oidOf,
  readDer,
  sequenceOf,
  smallIntegerOf,
  tagIs,
  textOf,
  timeOf,
} from '../der/read-der.ts';
import { sequence, tags } from '../der/write-der.ts';

export interface Seal {
  /** The whole SESeal. */
  raw: Uint8Array;
  /** 4 for GB/T 38540, 1 to 3 for GM/T 0031. */
  version: number;
  /** Who made the program that made it. */
  vendor: string;
  esId: string;
  type: number;
  name: string;
  /** Who may seal with it: certificates, or digests of certificates. */
  signers: SealSigners;
  createdAt: Date;
  validFrom: Date;
  validTo: Date;
  picture: SealPicture;
  maker: SealMaker;
  /** Encodings that DER forbids; the seal may be right all the same. */
  derFaults: readonly string[];
}

export type SealSigners =
  | { by: 'certificate'; certificates: readonly Uint8Array[] }
  | { by: 'digest'; digests: readonly { algorithm: string; value: Uint8Array }[] };

export interface SealPicture {
  /** `PNG`, `ofd` … as the maker wrote it. */
  type: string;
  data: Uint8Array;
  /** Millimetres. */
  width: number;
  height: number;
}

/** 制章人: who vouches that the seal is what it says. */
export interface SealMaker {
  certificate: Uint8Array;
  algorithm: string;
  signature: Uint8Array;
  /** The bytes that were signed. */
  signed: Uint8Array;
}

/** Throws DerFault when the bytes are no seal. */
export function readSeal(bytes: Uint8Array): Seal {
  return sealOf(readDer(bytes));
}

export function sealOf(value: DerValue): Seal {
  const [info, ...signing] = sequenceOf(value, 2);
  const [header, esId, property, picture] = sequenceOf(info, 4);
  const [mark, version, vendor] = sequenceOf(header, 3);
  if (!info || textOf(mark) !== 'ES') throw new DerFault('a seal begins with ES');
  return {
    raw: value.raw,
    version: smallIntegerOf(version),
    vendor: textOf(vendor),
    esId: textOf(esId),
    ...propertyOf(property),
    picture: pictureOf(picture),
    maker: makerOf(info, signing),
    derFaults: derFaults(value),
  };
}

function propertyOf(value: DerValue | undefined) {
  const [type, name, ...rest] = sequenceOf(value, 6);
  // Version 4 says in a number whether certificates or digests follow; version 1 knows certificates only.
  const [listType, list] = rest[0]?.tag === tags.integer ? [smallIntegerOf(rest[0]), rest[1]] : [1, rest[0]];
  const [createdAt, validFrom, validTo] = rest.slice(-3).map(timeOf);
  if (!createdAt || !validFrom || !validTo) throw new DerFault('a seal says when it is valid');
  const signers = signersOf(listType, list);
  return { type: smallIntegerOf(type), name: textOf(name), signers, createdAt, validFrom, validTo };
}

function signersOf(listType: number, list: DerValue | undefined): SealSigners {
  if (listType === 1) return { by: 'certificate', certificates: sequenceOf(list).map(octetsOf) };
  if (listType !== 2) throw new DerFault(`a list of signers of kind ${listType}`);
  const digests = sequenceOf(list).map((entry) => {
    const [algorithm, value] = sequenceOf(entry, 2);
    return { algorithm: textOf(algorithm), value: octetsOf(value) };
  });
  return { by: 'digest', digests };
}

function pictureOf(value: DerValue | undefined): SealPicture {
  const [type, data, width, height] = sequenceOf(value, 4);
  return {
    type: textOf(type),
    data: octetsOf(data),
    width: smallIntegerOf(width),
    height: smallIntegerOf(height),
  };
}

/** Version 4: certificate, algorithm, signature over the info. Version 1: the three in a sequence, over a sequence. */
function makerOf(info: DerValue, signing: DerValue[]): SealMaker {
  const [first] = signing;
  const isNested = first?.tag === tags.sequence;
  const [certificate, algorithm, signature] = isNested ? childrenOf(first) : signing;
  return {
    certificate: octetsOf(certificate),
    algorithm: oidOf(algorithm),
    signature: bitsOf(signature),
    signed: isNested
      ? sequence(info.raw, tagIs(certificate, tags.octetString).raw, tagIs(algorithm, tags.oid).raw)
      : info.raw,
  };
}
