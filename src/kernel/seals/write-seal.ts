/** Makes electronic seals and seals with them, by GB/T 38540 version 4. What is signed is written once and never again. */
import { oids } from '../der/object-identifiers.ts';
import {
  bitString,
  generalizedTime,
  ia5String,
  integer,
  octetString,
  oid,
  sequence,
  utf8String,
} from '../der/write-der.ts';
import type { Sign } from '../x509/write-certificate.ts';
import type { SealPicture } from './read-seal.ts';

/** 法人章 in every file that was looked at; the standard's table of kinds is longer and nobody checks it. */
const officialSeal = 3;
const version = 4;

export interface NewSeal {
  /** Who made the program: letters and digits. */
  vendor: string;
  /** The seal's number; letters and digits. */
  esId: string;
  name: string;
  /** DER certificates of those who may seal with it. */
  signers: readonly Uint8Array[];
  createdAt: Date;
  validFrom: Date;
  validTo: Date;
  picture: SealPicture;
}

/** @returns SESeal, signed by the maker, who is not the one who seals with it. */
export async function makeSeal(
  seal: NewSeal,
  maker: { certificate: Uint8Array; sign: Sign },
): Promise<Uint8Array> {
  const info = sealInfo(seal);
  return sequence(
    info,
    octetString(maker.certificate),
    oid(oids.sm2WithSm3),
    bitString(await maker.sign(info)),
  );
}

function sealInfo({
  vendor,
  esId,
  name,
  signers,
  createdAt,
  validFrom,
  validTo,
  picture,
}: NewSeal): Uint8Array {
  return sequence(
    sequence(ia5String('ES'), integer(version), ia5String(vendor)),
    ia5String(esId),
    sequence(
      integer(officialSeal),
      utf8String(name),
      integer(1),
      sequence(...signers.map((certificate) => octetString(certificate))),
      generalizedTime(createdAt),
      generalizedTime(validFrom),
      generalizedTime(validTo),
    ),
    sequence(
      ia5String(picture.type),
      octetString(picture.data),
      integer(picture.width),
      integer(picture.height),
    ),
  );
}

export interface NewSealing {
  /** SESeal, byte for byte as in Seal.esl. */
  seal: Uint8Array;
  /** SM3 of Signature.xml. */
  dataHash: Uint8Array;
  /** Absolute path of Signature.xml in the package. */
  propertyInfo: string;
  sealedAt: Date;
  /** One of those the seal names. */
  certificate: Uint8Array;
}

/** @returns SES_Signature. */
export async function makeSealing(sealing: NewSealing, sign: Sign): Promise<Uint8Array> {
  const tbs = sequence(
    integer(version),
    sealing.seal,
    generalizedTime(sealing.sealedAt),
    bitString(sealing.dataHash),
    ia5String(sealing.propertyInfo),
  );
  return sequence(tbs, octetString(sealing.certificate), oid(oids.sm2WithSm3), bitString(await sign(tbs)));
}
