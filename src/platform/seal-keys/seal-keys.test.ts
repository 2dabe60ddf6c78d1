import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBySm2, makeSm2KeyPair, signSm2 } from '../../kernel/sm2/sm2.ts';
import { findChain } from '../../kernel/x509/chain.ts';
import { fromPem, toPem } from '../../kernel/x509/pem.ts';
import { readPrivateKey, writePrivateKey } from '../../kernel/x509/private-key.ts';
import { readCertificate } from '../../kernel/x509/read-certificate.ts';
import { openDemonstrationAuthority } from './demonstration-authority.ts';
import { openKeyFolder, readKeyFolder } from './key-folder.ts';
import { type SealKey, SealKeyFault } from './seal-keys.ts';

const message = Buffer.from('签章');
const on = new Date('2026-03-02T00:00:00Z');
const newSigner = {
  subject: { country: 'CN', organization: '示例机关', commonName: '示例机关' },
  notBefore: new Date('2026-03-01T00:00:00Z'),
  notAfter: new Date('2031-03-01T00:00:00Z'),
};

let made: string;
/** A copy of the demonstration's store, as a real one would lie in its folder. */
function store(): string {
  const copy = mkdtempSync(join(tmpdir(), 'seal-keys-'));
  cpSync(made, copy, { recursive: true });
  copies.push(copy);
  return copy;
}
const copies: string[] = [];
const opened = (path: string, passphrase?: string) => openKeyFolder({ path, passphrase });

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'seal-keys-'));
  copies.push(made);
  const keys = await openDemonstrationAuthority({ path: made, passphrase: undefined });
  await keys.issueSigner?.('bureau', newSigner);
});
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

async function signsWell({ certificate, sign }: SealKey): Promise<boolean> {
  const { publicKey } = readCertificate(certificate);
  return publicKey !== undefined && isSignedBySm2(message, await sign(message), publicKey);
}

describe('the authority of a demonstration', () => {
  it('certifies a signer, up to a root that is trusted', async () => {
    const keys = readKeyFolder({ path: made, passphrase: undefined });
    expect(await signsWell(keys.signer('bureau'))).toBe(true);
    expect(await signsWell(keys.maker())).toBe(true);
    const trusted = keys.trusted.map(readCertificate);
    for (const { certificate } of [keys.signer('bureau'), keys.maker()]) {
      const found = findChain(readCertificate(certificate), trusted, on);
      expect('path' in found && found.path.map(({ subject }) => subject.commonName).slice(1)).toEqual([
        '明窗演示签发机构',
        '明窗演示根证书',
      ]);
    }
  });

  it('is the same at the next start', async () => {
    const before = readFileSync(join(made, 'trusted', 'root.pem'), 'utf8');
    const again = await openDemonstrationAuthority({ path: made, passphrase: undefined });
    expect(readFileSync(join(made, 'trusted', 'root.pem'), 'utf8')).toBe(before);
    expect(again.listSigners()).toEqual(['bureau']);
  });

  it('keeps its keys for its owner alone, and not the root’s', () => {
    const files = readdirSync(made, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.key'),
    );
    expect(files.sort()).toEqual(['authority/authority.key', 'maker.key', 'signers/bureau.key']);
    for (const file of files) expect(statSync(join(made, file)).mode & 0o077).toBe(0);
  });

  it('takes no name that leads out of its folder', async () => {
    const keys = await openDemonstrationAuthority({ path: made, passphrase: undefined });
    await expect(keys.issueSigner?.('../root', newSigner)).rejects.toThrow(SealKeyFault);
    expect(() => keys.signer('../maker')).toThrow(SealKeyFault);
  });
});

describe('a store of files', () => {
  it('names everything that is missing at once', () => {
    const empty = mkdtempSync(join(tmpdir(), 'seal-keys-'));
    copies.push(empty);
    expect(() => opened(empty)).toThrow(/trusted[\s\S]*signers/);
  });

  it('refuses a key that does not belong to its certificate', () => {
    const path = store();
    writeFileSync(
      join(path, 'signers', 'bureau.key'),
      toPem('PRIVATE KEY', writePrivateKey(makeSm2KeyPair())),
    );
    expect(() => opened(path).signer('bureau')).toThrow('不是一对');
  });

  it.each([
    ['no key', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n'],
    ['nothing', ''],
  ])('refuses a file that holds %s, and says nothing of it', (_what, content) => {
    const path = store();
    writeFileSync(join(path, 'signers', 'bureau.key'), content);
    const fault = (() => {
      try {
        return opened(path).signer('bureau');
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(SealKeyFault);
    expect(JSON.stringify([String(fault), fault instanceof Error && fault.cause])).not.toContain('c2VjcmV0');
  });

  it('says which signer it does not have', () => {
    expect(() => opened(store()).signer('nobody')).toThrow('签章人“nobody”的证书');
  });

  const hasOpenssl = spawnSync('openssl', ['version']).stdout?.toString().startsWith('OpenSSL 3') === true;
  it.runIf(hasOpenssl).each(['aes-256-cbc', 'sm4-cbc'])(
    'opens a key that OpenSSL encrypted by %s',
    async (cipher) => {
      const path = store();
      const key = join(path, 'signers', 'bureau.key');
      const encrypted = execFileSync('openssl', [
        ...['pkcs8', '-topk8', '-in', key, '-passout', 'pass:窗', '-v2', cipher],
      ]);
      writeFileSync(key, encrypted);
      expect(await signsWell(opened(path, '窗').signer('bureau'))).toBe(true);
      expect(() => opened(path, '墙').signer('bureau')).toThrow('口令');
      expect(() => opened(path).signer('bureau')).toThrow('口令');
    },
  );

  it('a key comes out of its file as it went in', () => {
    const pair = makeSm2KeyPair();
    const [read] = fromPem('PRIVATE KEY', toPem('PRIVATE KEY', writePrivateKey(pair)));
    expect(readPrivateKey(read ?? new Uint8Array())).toEqual(pair);
  });
});

describe('a signing service', () => {
  let service: Server;
  let answer: (message: Uint8Array) => object | undefined;
  let asked: {
    url: string | undefined;
    body: { key: string; message: string };
    authorization: string | undefined;
  }[];

  beforeAll(async () => {
    asked = [];
    service = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString());
        asked.push({ url: request.url, body, authorization: request.headers.authorization });
        const said = answer(Buffer.from(body.message, 'base64'));
        response.writeHead(said ? 200 : 503, { 'content-type': 'application/json' });
        response.end(JSON.stringify(said ?? {}));
      });
    });
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise((done) => service.close(done)));

  function withService(more: object = {}): { path: string; pair: ReturnType<typeof readPrivateKey> } {
    const path = store();
    const key = join(path, 'signers', 'bureau.key');
    const [pkcs8] = fromPem('PRIVATE KEY', readFileSync(key, 'utf8'));
    rmSync(key);
    const { port } = service.address() as AddressInfo;
    writeFileSync(join(path, 'token'), 'open sesame\n');
    const said = {
      url: `http://127.0.0.1:${port}/sign`,
      key: 'slot-7',
      tokenFile: join(path, 'token'),
      ...more,
    };
    writeFileSync(join(path, 'signers', 'bureau.remote.json'), JSON.stringify(said));
    return { path, pair: readPrivateKey(pkcs8 ?? new Uint8Array()) };
  }
  const signature = (bytes: Uint8Array) => ({ signature: Buffer.from(bytes).toString('base64') });

  it('signs with a key that never lies here', async () => {
    const { path, pair } = withService();
    answer = (bytes) => signature(signSm2(bytes, pair));
    expect(await signsWell(opened(path).signer('bureau'))).toBe(true);
    expect(asked.at(-1)).toMatchObject({
      url: '/sign',
      body: { key: 'slot-7' },
      authorization: 'Bearer open sesame',
    });
  });

  it('whose answer is another’s signature, nonsense or nothing is not believed', async () => {
    const { path } = withService();
    const key = opened(path).signer('bureau');
    answer = (bytes) => signature(signSm2(bytes, makeSm2KeyPair()));
    await expect(key.sign(message)).rejects.toThrow('与证书不符');
    answer = () => ({ signature: 7 });
    await expect(key.sign(message)).rejects.toThrow('没有答复');
    answer = () => undefined;
    await expect(key.sign(message)).rejects.toThrow(SealKeyFault);
  });

  it('that is not there, or not described, is a sentence', async () => {
    const { path } = withService({ url: 'http://127.0.0.1:1/sign' });
    await expect(opened(path).signer('bureau').sign(message)).rejects.toThrow('没有答复');
    expect(() => opened(withService({ url: 'file:///etc/passwd' }).path).signer('bureau')).toThrow(
      '写得不对',
    );
  });
});
