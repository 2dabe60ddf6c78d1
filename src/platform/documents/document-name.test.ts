import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimsOtherKind, cleanName } from './document-name.ts';

test.each([
  ['营业执照（副本）.pdf', 'pdf', '营业执照（副本）.pdf'],
  ['照片.JPEG', 'jpg', '照片.jpeg'],
  ['𠮷野·身份证.png', 'png', '𠮷野·身份证.png'],
  ['C:\\Users\\a\\合同.docx', 'docx', '合同.docx'],
  ['../../etc/passwd', 'pdf', 'passwd.pdf'],
  ['报告', 'ofd', '报告.ofd'],
  ['setup.exe', 'pdf', 'setup.exe.pdf'],
  ['a\r\nSet-Cookie: x.pdf', 'pdf', 'aSet-Cookie_ x.pdf'],
  ['合同\u202Efdp.exe', 'pdf', '合同fdp.exe.pdf'],
  ['.pdf', 'pdf', '文件.pdf'],
  ['', 'xlsx', '文件.xlsx'],
  [undefined, 'xlsx', '文件.xlsx'],
] as const)('%j as %s is shown as %j', (sent, kind, shown) => {
  expect(cleanName(sent, kind)).toBe(shown);
});

test('a clean name is short, stays on its line and ends with its kind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (sent) => {
      const name = cleanName(sent, 'pdf');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).toMatch(/^[^/\\\p{Cc}]+\.pdf$/u);
      expect(name.isWellFormed()).toBe(true);
      expect(cleanName(name, 'pdf')).toBe(name);
    }),
  );
});

test('a name that claims another kind is noticed; a picture under the other picture ending is not', () => {
  expect(claimsOtherKind('合同.pdf', 'xlsx')).toBe(true);
  expect(claimsOtherKind('合同.PDF', 'pdf')).toBe(false);
  expect(claimsOtherKind('照片.jpg', 'png')).toBe(false);
  expect(claimsOtherKind('无后缀', 'pdf')).toBe(false);
});
