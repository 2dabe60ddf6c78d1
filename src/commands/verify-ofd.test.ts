import { expect, it } from 'vitest';
import {
  issue,
  packed,
  sealed,
  trustedRoots,
  unsealedFiles,
  utf8,
} from '../kernel/ofd/sealed-document.fixture.ts';
import { toPem } from '../kernel/x509/pem.ts';
import { runVerifyOfd } from './verify-ofd.ts';

const files: Record<string, Uint8Array> = {
  'sealed.ofd': packed(await sealed()),
  'altered.ofd': packed((await sealed()).set('Doc_0/PublicRes.xml', utf8('<Res/>'))),
  'copy.pdf': utf8('%PDF-1.7\n'),
  'elsewhere.pem': utf8(toPem('CERTIFICATE', (await issue('示例别处的根', undefined)).certificate)),
  'plain.ofd': packed(unsealedFiles()),
  'readme.md': utf8('# no document'),
  'roots.pem': utf8(trustedRoots.map((root) => toPem('CERTIFICATE', root)).join('')),
};

function call(words: string) {
  let text = '';
  const exit = runVerifyOfd(words === '' ? [] : words.split(' '), {
    out: { write: (piece) => (text += piece) },
    readFile(path) {
      const file = files[path];
      if (!file) throw new Error('ENOENT');
      return file;
    },
  });
  return { exit, text };
}

it.each([
  ['sealed.ofd', 0, '结论：各项相符，只有证书链没有核对'],
  ['sealed.ofd --root roots.pem', 0, '结论：核验通过。'],
  ['sealed.ofd --root elsewhere.pem', 0, '签发者不在给出的根证书之中'],
  ['copy.pdf', 1, '请使用盖章的 OFD 文件'],
  ['altered.ofd --root roots.pem', 1, '[references/digest]'],
  ['plain.ofd', 1, '文件没有加盖电子印章。'],
  ['readme.md', 1, '[zip/not-zip]'],
])('%s ends with %i and says why', (words, exit, said) => {
  const answer = call(words);
  expect(answer.exit).toBe(exit);
  expect(answer.text).toContain(said);
});

it('gives every step to a machine', () => {
  const { exit, text } = call('sealed.ofd --json');
  expect(exit).toBe(0);
  const { outcome, isChainChecked, steps } = JSON.parse(text);
  expect({ outcome, isChainChecked }).toEqual({ outcome: 'ok', isChainChecked: false });
  expect(steps.map(({ name }: { name: string }) => name)).toEqual([
    ...['package', 'references', 'coverage', 'data-hash', 'property-info'],
    ...['signature', 'seal', 'signer', 'validity', 'chain'],
  ]);
  expect(steps.at(-1)).toMatchObject({ outcome: 'not-checked', code: 'chain/no-roots' });
});

it.each([
  '',
  'sealed.ofd other.ofd',
  'nowhere.ofd',
  'sealed.ofd --root readme.md',
  'sealed.ofd --roots',
  '--help',
])('"%s" is a bad call', (words) => {
  const { exit, text } = call(words);
  expect(exit).toBe(2);
  expect(text).toContain('用法');
});

it('a bad call with --json is a JSON error', () => {
  const { exit, text } = call('nowhere.ofd --json');
  expect(exit).toBe(2);
  expect(JSON.parse(text)).toEqual({ error: { code: 'call/bad', message: '无法读取 nowhere.ofd。' } });
});
