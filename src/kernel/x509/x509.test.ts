import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { issuing, maker, root, sealed, signer, theSeal, valuePath } from '../ofd/sealed-document.fixture.ts';
import { readSealing } from '../seals/read-sealing.ts';
import { toPem } from './pem.ts';
import { readCertificate, readCertificates } from './read-certificate.ts';

const pem = (certificate: Uint8Array) => toPem('CERTIFICATE', certificate);

describe('a certificate as written', () => {
  it('says whose it is, by whom, for what and for how long', () => {
    const read = readCertificate(signer.certificate);
    expect(read).toMatchObject({
      subject: { text: 'CN=示例市场监督管理局, O=示例机构, C=CN', commonName: '示例市场监督管理局' },
      issuer: { commonName: '示例签发机构' },
      signatureAlgorithm: '1.2.156.10197.1.501',
      notBefore: new Date('2025-01-01T00:00:00Z'),
      basicConstraints: { isAuthority: false, pathLength: undefined },
      unknownCritical: [],
    });
    expect([...(read.keyUsage ?? [])]).toEqual(['digital-signature', 'non-repudiation']);
    expect(read.authorityKeyIdentifier).toBe(readCertificate(issuing.certificate).subjectKeyIdentifier);
    expect(Buffer.compare(read.publicKey ?? new Uint8Array(), signer.key.publicKey)).toBe(0);
    expect(Buffer.compare(read.raw, signer.certificate)).toBe(0);
  });

  it('an authority says how many may stand below it', () => {
    expect(readCertificate(root.certificate).basicConstraints).toEqual({ isAuthority: true, pathLength: 1 });
    expect([...(readCertificate(root.certificate).keyUsage ?? [])]).toEqual([
      'certificate-signing',
      'crl-signing',
    ]);
  });

  it('comes out of a file of several', () => {
    const file = Buffer.from(`注释\n${pem(root.certificate)}\n${pem(issuing.certificate)}`);
    expect(readCertificates(file).map(({ subject }) => subject.commonName)).toEqual([
      '示例根',
      '示例签发机构',
    ]);
    expect(readCertificates(root.certificate)).toHaveLength(1);
  });
});

/** A second opinion, where the machine has one. */
const hasOpenssl = spawnSync('openssl', ['version']).stdout?.toString().startsWith('OpenSSL 3') === true;

describe.runIf(hasOpenssl)('OpenSSL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingchuang-openssl-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('accepts each certificate below its issuer, with the signer’s id', () => {
    // It gives the id to the certificate it is asked about only, so the chain is asked link by link.
    const links = [
      { below: root, certificates: [root, issuing] },
      { below: issuing, certificates: [signer, maker] },
    ];
    for (const { below, certificates } of links) {
      const trusted = file('trusted.pem', pem(below.certificate));
      for (const { certificate } of certificates) {
        const said = execFileSync('openssl', [
          ...[
            'verify',
            '-vfyopt',
            'distid:1234567812345678',
            '-no_check_time',
            '-partial_chain',
            '-CAfile',
            trusted,
          ],
          file('asked.pem', pem(certificate)),
        ]);
        expect(said.toString()).toContain('OK');
      }
    }
  });

  it('accepts the maker’s signature on a seal and the signer’s on a document', async () => {
    const sealing = readSealing((await sealed()).get(valuePath) ?? new Uint8Array());
    for (const { signed, signature, certificate } of [sealing, sealing.seal.maker]) {
      const key = execFileSync('openssl', ['x509', '-inform', 'DER', '-pubkey', '-noout'], {
        input: certificate,
      });
      const said = execFileSync('openssl', [
        ...['dgst', '-sm3', '-sigopt', 'distid:1234567812345678', '-verify', file('key.pem', key)],
        ...['-signature', file('signature', signature), file('signed', signed)],
      ]);
      expect(said.toString()).toContain('Verified OK');
    }
  });

  it('reads the seal', () => {
    const said = execFileSync('openssl', [
      'asn1parse',
      '-inform',
      'DER',
      '-in',
      file('seal.esl', theSeal),
    ]).toString();
    expect(said).toContain('IA5STRING         :ES');
    expect(said).toContain('IA5STRING         :35019900000001');
  });
});
