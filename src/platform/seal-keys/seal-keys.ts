/**
 * The keys that seals are made and used with. They lie in a folder, or with a hardware module or signing service that the
 * folder names; either way nobody above this file sees more than a certificate and a function that signs.
 *
 *     trusted/NAME.pem       roots and the authorities below them
 *     maker.pem, maker.key   who makes the seals (制章人); not needed where all seals are made elsewhere
 *     signers/NAME.pem       who seals with one, and
 *     signers/NAME.key       her key (PKCS#8, may be encrypted), or
 *     signers/NAME.remote.json   where a signing service keeps it
 *     signers/NAME.esl       the seal, where the national system has made it (国务院关于在线政务服务的若干规定 9)
 */
import type { NameParts, Sign } from '../../kernel/x509/write-certificate.ts';

export interface SealKey {
  certificate: Uint8Array;
  sign: Sign;
}

export interface SealKeys {
  /** Certificates of the roots and authorities whose seals are trusted here. */
  trusted: readonly Uint8Array[];
  maker(): SealKey;
  /** Names of the signers that have a certificate. */
  listSigners(): string[];
  signer(name: string): SealKey;
  /** The signer's seal, where it was made elsewhere. */
  findSeal(name: string): Uint8Array | undefined;
  /**
   * Makes a key and has it certified, where the installation has an authority of its own: a demonstration. Elsewhere an
   * electronic certification service does that (电子签名法 16), and its files are put into the folder.
   */
  issueSigner: ((name: string, signer: NewSigner) => Promise<void>) | undefined;
}

export interface NewSigner {
  subject: NameParts;
  notBefore: Date;
  notAfter: Date;
}

/** Why a key cannot be used, in words for whoever keeps the keys. Never says anything of the key itself. */
export class SealKeyFault extends Error {
  override readonly name = 'SealKeyFault';
}
