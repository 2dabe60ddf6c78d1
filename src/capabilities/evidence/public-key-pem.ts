import { toPem } from '../../kernel/x509/pem.ts';

/** SubjectPublicKeyInfo of an SM2 key up to its point: id-ecPublicKey, curve 1.2.156.10197.1.301. */
const beforePoint = '3059301306072a8648ce3d020106082a811ccf5501822d034200';

/** An uncompressed point in hex as PEM, for tools such as OpenSSL. */
export function publicKeyPem(publicKey: string): string {
  return toPem('PUBLIC KEY', Buffer.from(beforePoint + publicKey, 'hex'));
}
