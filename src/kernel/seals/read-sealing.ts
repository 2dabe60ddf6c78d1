/** What a seal on a document is: SES_Signature of GB/T 38540 (version 4) and GM/T 0031 (version 1). */
import {
  bitsOf,
  childrenOf,
  DerFault,
  type DerValue,
  derFaults,
  octetsOf,
  oidOf,
  parseTime,
  readDer,
  readFirstDer,
  sequenceOf,
  smallIntegerOf,
  tagIs,
  textOf,
  timeOf,
} from '../der/read-der.ts';
import { tags } from '../der/write-der.ts';
import { type Seal, sealOf } from './read-seal.ts';

export interface Sealing {
  version: number;
  seal: Seal;
  /** When it was sealed, as the signer says; undefined when that could not be read (a time-stamp in version 1). */
  sealedAt: Date | undefined;
  /** SM3 of Signature.xml. */
  dataHash: Uint8Array;
  /** Where Signature.xml lies. */
  propertyInfo: string;
  certificate: Uint8Array;
  algorithm: string;
  signature: Uint8Array;
  /** The bytes that were signed: TBS_Sign as it lies in the file. */
  signed: Uint8Array;
  hasTimeStamp: boolean;
  derFaults: readonly string[];
}

/** Throws DerFault when the bytes are nothing of the kind. */
export function readSealing(bytes: Uint8Array): Sealing {
  const whole = readDer(bytes);
  const parts = sequenceOf(whole, 2);
  const [tbs] = parts;
  if (!tbs) throw new DerFault('nothing was signed');
  const [version, seal, time, hash, property, ...rest] = sequenceOf(tbs, 5);
  const isOld = parts.length === 2;
  // Version 1 says inside the signed part by whom it is signed, version 4 beside it.
  const [certificate, algorithm, signature] = isOld ? [...rest.slice(0, 2), parts[1]] : parts.slice(1);
  return {
    version: smallIntegerOf(version),
    seal: sealOf(tagIs(seal, tags.sequence)),
    sealedAt: sealedAt(time),
    dataHash: hash?.tag === tags.octetString ? octetsOf(hash) : bitsOf(hash),
    propertyInfo: textOf(property),
    certificate: octetsOf(certificate),
    algorithm: oidOf(algorithm),
    signature: bitsOf(signature),
    signed: tbs.raw,
    hasTimeStamp: parts.some(({ tag }) => tag === 0xa0),
    derFaults: derFaults(whole),
  };
}

/** Version 4 has a time; version 1 has bits that are a time, its text, or a time-stamp. */
function sealedAt(value: DerValue | undefined): Date | undefined {
  if (value?.tag === tags.generalizedTime || value?.tag === tags.utcTime) return timeOf(value);
  const bytes = value?.tag === tags.octetString ? octetsOf(value) : bitsOf(value);
  const text = Buffer.from(bytes).toString('latin1');
  return parseTime(text) ?? parseTime(text, true) ?? encodedTime(bytes);
}

function encodedTime(bytes: Uint8Array): Date | undefined {
  try {
    return timeOf(readFirstDer(bytes));
  } catch (error) {
    if (error instanceof DerFault) return undefined;
    throw error;
  }
}

/** Whether the bytes are signed data of GB/T 35275 (a signature without a seal). */
export function isSignedData(bytes: Uint8Array): boolean {
  try {
    const [type] = childrenOf(readDer(bytes));
    return type?.tag === tags.oid && oidOf(type).startsWith('1.2.156.10197.6.1.4.2');
  } catch (error) {
    if (error instanceof DerFault) return false;
    throw error;
  }
}
