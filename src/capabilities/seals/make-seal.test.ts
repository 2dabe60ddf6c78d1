import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '../../platform/http/problem.ts';
import { openDemonstrationAuthority } from '../../platform/seal-keys/demonstration-authority.ts';
import { readKeyFolder } from '../../platform/seal-keys/key-folder.ts';
import { makeSealWith } from './make-seal.ts';

/** As a real installation has them: certificates come from elsewhere, none is made here. */
const path = mkdtempSync(join(tmpdir(), 'signers-'));
const keys = () => readKeyFolder({ path, passphrase: undefined });

beforeAll(async () => {
  const authority = await openDemonstrationAuthority({ path, passphrase: undefined });
  for (const name of ['bureau', 'hall']) {
    const subject = { country: 'CN', organization: '示例机关', commonName: name };
    const [notBefore, notAfter] = [new Date('2026-03-01T00:00:00Z'), new Date('2031-03-01T00:00:00Z')];
    await authority.issueSigner?.(name, { subject, notBefore, notAfter });
  }
});
afterAll(() => rmSync(path, { recursive: true }));

const make = (signer: string | undefined, ...bound: string[]) =>
  makeSealWith(keys(), {
    seal: { id: '35019900000001', name: '示例机关' },
    picture: new Uint8Array(),
    years: 1,
    signer,
    bound: new Set(bound),
    now: new Date('2026-03-02T00:00:00Z'),
  });

async function refusal(...order: Parameters<typeof make>): Promise<string | undefined> {
  const problem = await make(...order).catch((error: unknown) => error);
  return problem instanceof Problem ? problem.errors?.[0]?.message : `no refusal: ${problem}`;
}

it('a seal is bound to a signer of the key store who has none yet', async () => {
  expect((await make('hall', 'bureau')).making.signer).toBe('hall');
});

it('a signer who has a seal is not given a second one; those who are free are named', async () => {
  expect(await refusal('bureau', 'bureau')).toBe(
    '签章人“bureau”已经有一枚印章，每枚印章要有自己的签章人。可以选用：hall。',
  );
  expect(await refusal(undefined, 'bureau', 'hall')).toBe(
    '请填写密钥库里的签章人。密钥库里没有空着的签章人，请先放入证书和私钥。',
  );
  expect(await refusal('stranger')).toContain('可以选用：bureau、hall。');
});
