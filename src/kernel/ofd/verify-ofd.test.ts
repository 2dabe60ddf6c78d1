import { describe, expect, it } from 'vitest';
import { oids } from '../der/object-identifiers.ts';
import { readDer, sequenceOf } from '../der/read-der.ts';
import {
  bitString,
  generalizedTime,
  ia5String,
  integer,
  octetString,
  oid,
  sequence,
} from '../der/write-der.ts';
import { makeSeal } from '../seals/write-seal.ts';
import {
  digestOf,
  flipped,
  issue,
  issueBelow,
  issuing,
  listPath,
  maker,
  newSeal,
  now,
  packed,
  relisted,
  resealed,
  root,
  sealed,
  sealedAt,
  sealedByOldFormat,
  sealedWith,
  sealMadeWith,
  sealPath,
  signer,
  signPath,
  signWith,
  stranger,
  textAt,
  theSeal,
  trustedRoots,
  unsealedFiles,
  utf8,
  valuePath,
} from './sealed-document.fixture.ts';
import type { OfdVerification } from './verification.ts';
import { verifyOfd } from './verify-ofd.ts';

type Files = Map<string, Uint8Array>;

const verify = (files: Files, options = {}) => verifyOfd(packed(files), { trustedRoots, now, ...options });
const outcomes = ({ steps }: OfdVerification) =>
  Object.fromEntries(steps.map(({ name, outcome, code }) => [name, code ?? outcome]));
const notes = ({ notes: found }: OfdVerification) => found.map(({ code }) => code);

const allRight = {
  package: 'ok',
  references: 'ok',
  coverage: 'ok',
  'data-hash': 'ok',
  'property-info': 'ok',
  signature: 'ok',
  seal: 'ok',
  signer: 'ok',
  validity: 'ok',
  chain: 'ok',
};

/** The list of signatures with its one entry written anew. */
function listed(files: Files, entries: (entry: string) => string): Files {
  return files.set(listPath, utf8(textAt(files, listPath).replace(/<ofd:Signature .*?\/>/s, entries)));
}

const pagePath = 'Doc_0/Pages/Page_0/Content.xml';
const alteredPage = utf8('<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>');
const withoutReference = (path: string) => (text: string) =>
  text.replace(new RegExp(`<ofd:Reference FileRef="/${path}">.*?</ofd:Reference>`), '');

describe('a document as the program seals it', () => {
  it('is right in every step, and says whose seal it is', async () => {
    const verification = verify(await sealed());
    expect(outcomes(verification)).toEqual(allRight);
    expect(verification).toMatchObject({ outcome: 'ok', isChainChecked: true, notes: [] });
    expect(verification.sealings).toMatchObject([
      { path: signPath, seal: { name: '示例市场监督管理局', esId: '35019900000001' }, sealedAt, version: 4 },
    ]);
  });

  it('without trusted roots is right but for the chain, which is not a failure', async () => {
    const verification = verify(await sealed(), { trustedRoots: [] });
    expect(outcomes(verification)).toEqual({ ...allRight, chain: 'chain/no-roots' });
    expect(verification).toMatchObject({ outcome: 'ok', isChainChecked: false });
  });

  it('under a seal whose issuer is not among the trusted is right but for the chain', async () => {
    const other = await issue('示例市场监督管理局', { name: '示例签发机构二', key: stranger.key });
    const seal = await sealMadeWith({ signers: [other.certificate] });
    const verification = verify(await sealedWith(seal, { certificate: other.certificate }, signWith(other)));
    expect(outcomes(verification)).toEqual({ ...allRight, chain: 'chain/unknown-issuer' });
    expect(verification).toMatchObject({ outcome: 'ok', isChainChecked: false });
  });

  it('by an unknown signer is refused when the maker’s certificate is false besides', async () => {
    const other = await issue('示例市场监督管理局', { name: '示例签发机构二', key: stranger.key });
    const falseMaker = await issue(
      '示例制章中心',
      { name: '示例签发机构', key: stranger.key },
      { issuerPublicKey: issuing.key.publicKey },
    );
    const by = { certificate: falseMaker.certificate, sign: signWith(falseMaker) };
    const seal = await makeSeal(newSeal({ signers: [other.certificate] }), by);
    const verification = verify(await sealedWith(seal, { certificate: other.certificate }, signWith(other)));
    expect(outcomes(verification).chain).toBe('chain/signature');
    expect(verification.outcome).toBe('failed');
  });

  it('whose time has not come is refused only where the clock can be trusted', async () => {
    const files = await sealed({ signedAt: new Date('2027-03-04T01:00:00Z') });
    expect(outcomes(verify(files)).validity).toBe('validity/future');
    expect(outcomes(verify(files, { now: undefined })).validity).toBe('ok');
  });

  it('takes a second seal where the first left the list open, and none where it did not', async () => {
    const first = await sealed({ open: true });
    const second = await sealed({ files: first });
    const verification = verify(second);
    expect(outcomes(verification)).toEqual(allRight);
    expect(verification.sealings).toHaveLength(2);
    await expect(sealed({ files: second })).rejects.toThrow('closed');
  });

  it('with one of two seals spoilt is not right as a whole', async () => {
    const second = await sealed({ files: await sealed({ open: true }) });
    second.set(valuePath, flipped(second.get(valuePath) ?? new Uint8Array(), -1));
    expect(outcomes(verify(second))).toMatchObject({
      references: 'references/digest',
      signature: 'signature/bad',
    });
  });

  it('is refused to a signer whom the seal does not name', async () => {
    await expect(sealed({ seal: { seal: theSeal, certificate: stranger.certificate } })).rejects.toThrow(
      'name',
    );
  });
});

/** Each with the steps that must fail and why; every other step must be right. */
const defects: [what: string, files: () => Promise<Files> | Files, expected: Record<string, string>][] = [
  [
    'a page altered',
    async () => (await sealed()).set(pagePath, alteredPage),
    { references: 'references/digest' },
  ],
  [
    'a page altered and taken from the list, which was signed anew by a stranger',
    async () =>
      resealed((await sealed()).set(pagePath, alteredPage), {
        xml: withoutReference(pagePath),
        sealing: { certificate: stranger.certificate },
        sign: signWith(stranger),
      }),
    { coverage: 'coverage/uncovered-file', signer: 'signer/not-authorised' },
  ],
  [
    'a file added after sealing',
    async () => (await sealed()).set('Doc_0/Pages/Page_1/Content.xml', alteredPage),
    { coverage: 'coverage/uncovered-file' },
  ],
  [
    'a page that the list does not name',
    async () => resealed(await sealed(), { xml: withoutReference(pagePath) }),
    { coverage: 'coverage/uncovered-file' },
  ],
  [
    'a list that does not name OFD.xml',
    async () => resealed(await sealed(), { xml: withoutReference('OFD.xml') }),
    { coverage: 'coverage/uncovered-file' },
  ],
  [
    'a list that does not name the document',
    async () => resealed(await sealed(), { xml: withoutReference('Doc_0/Document.xml') }),
    { coverage: 'coverage/uncovered-file' },
  ],
  [
    'an empty list',
    async () =>
      resealed(await sealed(), { xml: (text) => text.replace(/<ofd:Reference .*<\/ofd:Reference>/, '') }),
    { references: 'references/none', coverage: 'coverage/uncovered-file' },
  ],
  [
    'a listed file that is gone',
    async () => {
      const files = await sealed();
      files.delete('Doc_0/PublicRes.xml');
      return files;
    },
    { references: 'references/missing-file' },
  ],
  [
    'digests by an algorithm that is not SM3',
    async () =>
      resealed(await sealed(), {
        xml: (text) => text.replace(`CheckMethod="${oids.sm3}"`, 'CheckMethod="MD5"'),
      }),
    { references: 'references/algorithm' },
  ],
  [
    'Signature.xml altered: another place for the seal',
    async () => {
      const files = await sealed();
      return files.set(signPath, utf8(textAt(files, signPath).replace('120 200 42 42', '20 20 42 42')));
    },
    { 'data-hash': 'data-hash/mismatch' },
  ],
  [
    'a signed value that was made for another Signature.xml',
    async () => resealed(await sealed(), { sealing: { propertyInfo: '/Doc_0/Signs/Sign_1/Signature.xml' } }),
    { 'property-info': 'property-info/mismatch' },
  ],
  [
    'the last bit of the signature flipped',
    async () => {
      const files = await sealed();
      return files.set(valuePath, flipped(files.get(valuePath) ?? new Uint8Array(), -1));
    },
    { signature: 'signature/bad' },
  ],
  [
    'a signature by another key than the certificate’s',
    async () => resealed(await sealed(), { sign: signWith(stranger) }),
    { signature: 'signature/bad' },
  ],
  [
    'another signature method in the list',
    async () =>
      resealed(await sealed(), { xml: (text) => text.replace(`>${oids.sm2WithSm3}<`, '>SHA256withRSA<') }),
    { signature: 'signature/algorithm' },
  ],
  [
    'another algorithm beside the signature',
    async () => {
      const files = await sealed();
      const tbs = sequence(
        integer(4),
        theSeal,
        generalizedTime(sealedAt),
        bitString(digestOf(files.get(signPath) ?? new Uint8Array())),
        ia5String(`/${signPath}`),
      );
      const value = sequence(
        tbs,
        octetString(signer.certificate),
        oid('1.2.840.10045.4.3.2'),
        bitString(await signWith(signer)(tbs)),
      );
      return files.set(valuePath, value);
    },
    { signature: 'signature/algorithm' },
  ],
  [
    'a certificate that is none',
    async () => resealed(await sealed(), { sealing: { certificate: utf8('nobody') } }),
    { signature: 'signature/certificate', signer: 'signer/not-authorised', chain: 'chain/certificate' },
  ],
  [
    'a seal signed by another key than its maker’s',
    async () =>
      sealedWith(await makeSeal(newSeal(), { certificate: maker.certificate, sign: signWith(stranger) })),
    { seal: 'seal/bad-signature' },
  ],
  [
    'a seal with another name than its maker signed',
    async () => {
      const at = Buffer.from(theSeal).indexOf(Buffer.from('示例市场监督管理局'));
      return sealedWith(flipped(theSeal, at + 2));
    },
    { seal: 'seal/bad-signature' },
  ],
  [
    'a maker who may not sign',
    async () => {
      const other = await issueBelow('示例制章中心', { keyUsage: ['key-encipherment'] });
      return sealedWith(await makeSeal(newSeal(), { certificate: other.certificate, sign: signWith(other) }));
    },
    { seal: 'seal/key-usage' },
  ],
  [
    'a seal beside the signature that is another than the one inside',
    async () => {
      const other = await sealMadeWith({ esId: '35019900000002' });
      const files = (await sealed()).set(sealPath, other);
      return resealed(files, { xml: (text) => relisted(text, sealPath, other) });
    },
    { seal: 'seal/differs' },
  ],
  [
    'a seal file that the list names and the package lacks',
    async () => {
      const files = await sealed();
      files.delete(sealPath);
      return resealed(files, { xml: withoutReference(sealPath) });
    },
    { seal: 'seal/missing-file' },
  ],
  [
    'a signer whom the seal does not name',
    async () =>
      resealed(await sealed(), { sealing: { certificate: stranger.certificate }, sign: signWith(stranger) }),
    { signer: 'signer/not-authorised' },
  ],
  [
    'a signer whose certificate is not for signing',
    async () => {
      const other = await issueBelow('示例市场监督管理局', { keyUsage: ['key-agreement'] });
      const seal = await sealMadeWith({ signers: [other.certificate] });
      return sealedWith(seal, { certificate: other.certificate }, signWith(other));
    },
    { signer: 'signer/key-usage' },
  ],
  [
    'a seal that was over',
    async () => sealedWith(await sealMadeWith({ validTo: new Date('2026-03-01T00:00:00Z') })),
    { validity: 'validity/seal-expired' },
  ],
  [
    'a seal that had not begun',
    async () => sealedWith(await sealMadeWith({ validFrom: new Date('2026-03-03T00:00:00Z') })),
    { validity: 'validity/seal-expired' },
  ],
  [
    'a signer’s certificate that was over',
    async () => {
      const other = await issueBelow('示例市场监督管理局', { notAfter: new Date('2026-03-01T00:00:00Z') });
      const seal = await sealMadeWith({ signers: [other.certificate] });
      return sealedWith(seal, { certificate: other.certificate }, signWith(other));
    },
    { validity: 'validity/signer-expired' },
  ],
  [
    'a maker’s certificate that was over when the seal was made',
    async () => {
      const other = await issueBelow('示例制章中心', { notBefore: new Date('2025-06-01T00:00:00Z') });
      return sealedWith(await makeSeal(newSeal(), { certificate: other.certificate, sign: signWith(other) }));
    },
    { validity: 'validity/maker-expired' },
  ],
  [
    'two different times of sealing',
    async () =>
      resealed(await sealed(), { xml: (text) => text.replace('2026-03-02 09:00:00', '2026-03-01 09:00:00') }),
    { validity: 'validity/time-mismatch' },
  ],
  [
    'a time that is no time',
    async () => resealed(await sealed(), { xml: (text) => text.replace('2026-03-02 09:00:00', '昨天') }),
    { validity: 'validity/time-mismatch' },
  ],
  [
    'a time that has not come',
    async () => sealed({ signedAt: new Date('2026-03-04T01:00:00Z') }),
    { validity: 'validity/future' },
  ],
  [
    'a certificate in the trusted authority’s name by another key',
    async () => {
      const other = await issue(
        '示例市场监督管理局',
        { name: '示例签发机构', key: stranger.key },
        {
          issuerPublicKey: issuing.key.publicKey,
        },
      );
      const seal = await sealMadeWith({ signers: [other.certificate] });
      return sealedWith(seal, { certificate: other.certificate }, signWith(other));
    },
    { chain: 'chain/signature' },
  ],
  [
    'a signed value that is cut off',
    async () => {
      const files = await sealed();
      return files.set(valuePath, (files.get(valuePath) ?? new Uint8Array()).subarray(0, 400));
    },
    { signature: 'signature/unreadable' },
  ],
  [
    'no signed value',
    async () => {
      const files = await sealed();
      files.delete(valuePath);
      return files;
    },
    { signature: 'signature/missing' },
  ],
  [
    'a format of seals that is not known',
    async () => {
      const files = await sealed();
      const value = Buffer.from(files.get(valuePath) ?? []);
      // The version of the signed part is the first integer of the value.
      value[value.indexOf(Buffer.from('020104', 'hex')) + 2] = 5;
      return files.set(valuePath, value);
    },
    { signature: 'signature/version' },
  ],
  [
    'a signature without a seal',
    async () => {
      const files = await sealed({ open: true });
      return files.set(listPath, utf8(textAt(files, listPath).replace('Type="Seal"', 'Type="Sign"')));
    },
    { signature: 'signature/no-seal' },
  ],
  // Small archives that unpack to much work: a few of these once held the process for minutes.
  [
    'a signed value far larger than any',
    async () => (await sealed()).set(valuePath, new Uint8Array(3 * 1024 * 1024)),
    { signature: 'signature/too-large' },
  ],
  [
    'a signed value of far more parts than any',
    async () => {
      const files = await sealed();
      const parts = sequence(...Array.from({ length: 15_000 }, () => Uint8Array.of(5, 0)));
      const own = sequenceOf(readDer(files.get(valuePath) ?? new Uint8Array())).map(({ raw }) => raw);
      return files.set(valuePath, sequence(...own, parts, parts));
    },
    { signature: 'signature/unreadable' },
  ],
  [
    'lists that are small each and large together',
    async () => {
      const files = await sealed({ open: true });
      const padded = textAt(files, signPath).replace(
        '<ofd:References',
        `${' '.repeat(1_500_000)}<ofd:References`,
      );
      const paths = [0, 1, 2].map((number) => `Doc_0/Signs/Sign_0/S${number}.xml`);
      for (const path of paths) files.set(path, utf8(padded));
      return listed(files, (entry) =>
        paths.map((path) => entry.replace(/BaseLoc="[^"]*"/, `BaseLoc="/${path}"`)).join(''),
      );
    },
    { package: 'xml/broken' },
  ],
  ['no seal at all', unsealedFiles, { signature: 'signature/none' }],
];

describe('refused, each for its own reason', () => {
  it.each(defects)('%s', async (_what, files, expected) => {
    const verification = verify(await files());
    const failed = verification.steps.filter(({ outcome }) => outcome === 'failed');
    expect(Object.fromEntries(failed.map(({ name, code }) => [name, code]))).toEqual(expected);
    expect(verification.outcome).toBe('failed');
    expect(failed.every(({ detail }) => detail.endsWith('。'))).toBe(true);
  });

  it('a list that names the same signature again and again', async () => {
    const files = listed(await sealed({ open: true }), (entry) => entry.repeat(2));
    expect(verify(files).steps[0]).toMatchObject({ outcome: 'failed', code: 'package/doubled-signature' });
  });

  it('a chain through an authority that was over, or that is none', async () => {
    const files = await sealed();
    const late = await issue(
      '示例签发机构',
      { name: '示例根', key: root.key },
      {
        keyUsage: ['certificate-signing'],
        authority: { pathLength: 0 },
        notAfter: new Date('2026-03-01T00:00:00Z'),
        publicKey: issuing.key.publicKey,
      },
    );
    const none = await issue(
      '示例签发机构',
      { name: '示例根', key: root.key },
      { publicKey: issuing.key.publicKey },
    );
    const chainWith = (certificate: Uint8Array) =>
      outcomes(verify(files, { trustedRoots: [root.certificate, certificate] })).chain;
    expect(chainWith(late.certificate)).toBe('chain/expired-authority');
    expect(chainWith(none.certificate)).toBe('chain/not-an-authority');
    expect(outcomes(verify(files, { trustedRoots: [issuing.certificate] })).chain).toBe(
      'chain/unknown-issuer',
    );
  });
});

describe('what real files show is tolerated', () => {
  const tolerated: [what: string, files: () => Promise<Files>, noted?: string[]][] = [
    [
      'digests named SM3',
      async () =>
        resealed(await sealed(), {
          xml: (text) => text.replace(`CheckMethod="${oids.sm3}"`, 'CheckMethod="sm3"'),
        }),
    ],
    [
      'paths relative to the folder of the signature',
      async () =>
        resealed(await sealed(), {
          xml: (text) =>
            text
              .replace('<ofd:SignedValue>/Doc_0/Signs/Sign_0/', '<ofd:SignedValue>')
              .replace('<ofd:BaseLoc>/Doc_0/Signs/Sign_0/', '<ofd:BaseLoc>')
              .replace(`FileRef="/${pagePath}"`, 'FileRef="../../Pages/Page_0/Content.xml"'),
        }),
    ],
    [
      'paths from the root without their slash',
      async () => resealed(await sealed(), { xml: (text) => text.replaceAll('FileRef="/', 'FileRef="') }),
    ],
    [
      'a file named in the wrong case, which is said',
      async () => resealed(await sealed(), { xml: (text) => text.replace('/Doc_0/Pages/', '/Doc_0/PAGES/') }),
      ['path/other-case'],
    ],
    ...['20260302090000', '20260302010000.302Z', '20260302090000+0800', '2026-03-02 01:00:00'].map(
      (time): [string, () => Promise<Files>] => [
        `a time of sealing written ${time}`,
        async () => resealed(await sealed(), { xml: (text) => text.replace('2026-03-02 09:00:00', time) }),
      ],
    ),
    [
      'a default namespace',
      async () =>
        resealed(await sealed(), {
          xml: (text) =>
            text.replace('xmlns:ofd=', 'xmlns=').replaceAll('<ofd:', '<').replaceAll('</ofd:', '</'),
        }),
    ],
    [
      'a byte order mark on the list of signatures',
      async () => {
        const files = await sealed({ open: true });
        return files.set(listPath, utf8(`\uFEFF${textAt(files, listPath)}`));
      },
    ],
    [
      'a list that names neither kind nor seal file',
      async () => {
        const files = await sealed({ open: true });
        files.set(listPath, utf8(textAt(files, listPath).replace(' Type="Seal"', '')));
        files.delete(sealPath);
        const without = withoutReference(sealPath);
        return resealed(files, { xml: (text) => without(text).replace(/<ofd:Seal>.*<\/ofd:Seal>/, '') });
      },
    ],
    [
      'the elements of the list in another order',
      async () =>
        resealed(await sealed(), {
          xml: (text) =>
            text
              .replace(/(<ofd:References.*<\/ofd:References>)(<ofd:StampAnnot[^>]*>)/, '$2$1')
              .replace(
                /(<ofd:SignedInfo>.*<\/ofd:SignedInfo>)(<ofd:SignedValue>.*<\/ofd:SignedValue>)/,
                '$2$1',
              ),
        }),
    ],
    ['the older format, GM/T 0031', sealedByOldFormat],
  ];

  it.each(tolerated)('%s', async (_what, files, noted = []) => {
    const verification = verify(await files());
    expect(outcomes(verification)).toEqual(allRight);
    expect(notes(verification)).toEqual(noted);
  });

  it('a time that is not strict DER: verified as it lies there, and said', async () => {
    const files = await sealed();
    const time = Buffer.from('20260302010000.120Z', 'latin1');
    const tbs = sequence(
      integer(4),
      theSeal,
      Buffer.concat([Uint8Array.of(0x18, time.length), time]),
      bitString(digestOf(files.get(signPath) ?? new Uint8Array())),
      ia5String(`/${signPath}`),
    );
    const value = sequence(
      tbs,
      octetString(signer.certificate),
      oid(oids.sm2WithSm3),
      bitString(await signWith(signer)(tbs)),
    );
    const verification = verify(files.set(valuePath, value));
    expect(outcomes(verification)).toEqual(allRight);
    expect(notes(verification)).toEqual(['der/not-canonical']);
  });
});
