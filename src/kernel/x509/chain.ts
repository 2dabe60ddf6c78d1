/** From a certificate to a root that is trusted, at the time of the signature (RFC 5280 §6, without policies and CRLs). */
import { oids } from '../der/object-identifiers.ts';
import { isSignedBySm2 } from '../sm2/sm2.ts';
import { type Certificate, sameName } from './read-certificate.ts';

export type ChainFault =
  | 'unknown-issuer' // nobody who is trusted issued it
  | 'signature' // the issuer's name fits, its signature does not
  | 'not-an-authority' // its issuer may not issue certificates
  | 'path-length'
  | 'expired-authority'
  | 'critical-extension'
  | 'algorithm';

export type ChainFinding = { path: Certificate[] } | { fault: ChainFault; at: Certificate };

const longest = 8;

/**
 * @param trusted roots (issued by themselves) and authorities between them and the certificate.
 * @param at the moment of the signature.
 */
export function findChain(certificate: Certificate, trusted: readonly Certificate[], at: Date): ChainFinding {
  const path = [certificate];
  for (let current = certificate; path.length <= longest; ) {
    if (current.unknownCritical.length > 0) return { fault: 'critical-extension', at: current };
    const issuers = trusted.filter((candidate) => mayHaveIssued(candidate, current));
    if (issuers.length === 0) return { fault: 'unknown-issuer', at: current };
    if (current.signatureAlgorithm !== oids.sm2WithSm3) return { fault: 'algorithm', at: current };
    const issuer = issuers.find(
      ({ publicKey }) => publicKey && isSignedBySm2(current.tbs, current.signature, publicKey),
    );
    if (!issuer) return { fault: 'signature', at: current };
    const fault = authorityFault(issuer, path.length - 1, at);
    if (fault) return { fault, at: issuer };
    const isRoot = sameName(issuer.subject, issuer.issuer);
    if (current !== issuer) path.push(issuer);
    if (isRoot) return { path };
    current = issuer;
  }
  return { fault: 'path-length', at: certificate };
}

function mayHaveIssued(candidate: Certificate, certificate: Certificate): boolean {
  const { authorityKeyIdentifier: wanted } = certificate;
  const { subjectKeyIdentifier: had } = candidate;
  return (
    sameName(candidate.subject, certificate.issuer) &&
    (wanted === undefined || had === undefined || wanted === had)
  );
}

/** @param below how many authorities stand between it and the certificate that is checked. */
function authorityFault(
  { basicConstraints, keyUsage, notBefore, notAfter }: Certificate,
  below: number,
  at: Date,
): ChainFault | undefined {
  if (!basicConstraints?.isAuthority || (keyUsage && !keyUsage.has('certificate-signing')))
    return 'not-an-authority';
  if (basicConstraints.pathLength !== undefined && below > basicConstraints.pathLength) return 'path-length';
  return at < notBefore || at > notAfter ? 'expired-authority' : undefined;
}
