/** SM2 private keys as files keep them: PKCS#8 (RFC 5958) around the key of RFC 5915. */
import { oids } from '../der/object-identifiers.ts';
import { DerFault, octetsOf, oidOf, readDer, sequenceOf } from '../der/read-der.ts';
import { bitString, integer, octetString, oid, sequence, tagged } from '../der/write-der.ts';
import { publicKeyOf, type Sm2KeyPair } from '../sm2/sm2.ts';

export function writePrivateKey({ privateKey, publicKey }: Sm2KeyPair): Uint8Array {
  return sequence(
    integer(0),
    sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve)),
    octetString(
      sequence(integer(1), octetString(Buffer.from(privateKey, 'hex')), tagged(1, bitString(publicKey))),
    ),
  );
}

/** Throws DerFault for anything but an SM2 key; its message says nothing of what was read. */
export function readPrivateKey(pkcs8: Uint8Array): Sm2KeyPair {
  const [, algorithm, wrapped] = sequenceOf(readDer(pkcs8), 3);
  const [type, curve] = sequenceOf(algorithm, 2);
  if (oidOf(type) !== oids.ecPublicKey || oidOf(curve) !== oids.sm2Curve) throw new DerFault('no SM2 key');
  const [, number] = sequenceOf(readDer(octetsOf(wrapped)), 2);
  const privateKey = Buffer.from(octetsOf(number)).toString('hex').padStart(64, '0');
  if (!/^[0-9a-f]{64}$/.test(privateKey) || /^0+$/.test(privateKey)) throw new DerFault('no SM2 key');
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}
