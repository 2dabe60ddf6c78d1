import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateIdentifier } from './certificate-identifier.ts';
import { checkIdentifier } from './check-identifier.ts';
import { checkCreditCode, creditCodeCheck, organisationCodeCheck } from './credit-code.ts';
import { formatDocumentNumber, normaliseDocumentNumbers } from './document-number.ts';
import { checkIdentityCard, identityCheck, upgradeIdentityNumber } from './identity-card.ts';
import { checkCharacter } from './mod37-36.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

/** The value with one character replaced by another of the alphabet. */
function withOneWrong(value: string, alphabet: string) {
  return fc
    .tuple(fc.nat(value.length - 1), fc.constantFrom(...alphabet))
    .filter(([place, wrong]) => value.charAt(place) !== wrong)
    .map(([place, wrong]) => value.slice(0, place) + wrong + value.slice(place + 1));
}

describe('统一社会信用代码 (GB 32100)', () => {
  it.each([
    '91350100M000100Y43',
    '91110000101623741K',
    '911101066976941872',
    '11440100007482575H',
    '12100000400010275N',
    ' ９１３５0100m000100y43 ',
  ])('%s is valid', (code) => {
    expect(checkIdentifier(code)).toMatchObject({ kind: 'credit-code', valid: 'yes' });
  });

  it('a failing check digit is unusual, not wrong: 91350211M0000XUF46 belongs to a real company', () => {
    const found = checkIdentifier('91350211M0000XUF46');
    expect(found).toMatchObject({ kind: 'credit-code', valid: 'unusual' });
    expect(found.why).toContain('最后一位');
    expect(found.why).not.toContain('应为');
  });

  it('letters that the alphabet leaves out, and other lengths, are wrong', () => {
    for (const letter of 'IOZSV') expect(checkIdentifier(`91350100M000100${letter}43`).valid).toBe('no');
    expect(checkIdentifier('91350100M000100Y4')).toMatchObject({
      valid: 'no',
      why: expect.stringContaining('17位'),
    });
  });

  it('a remainder of zero gives the check digit 0', () => {
    expect(checkIdentifier('91220200M000003770')).toMatchObject({ kind: 'credit-code', valid: 'yes' });
  });

  it('the organisation code inside has its own check digit', () => {
    expect(organisationCodeCheck('M000100Y')).toBe('4');
    expect(organisationCodeCheck('MB2D0164')).toBe('X');
    const inner = '91350100M000100Y5';
    expect(checkCreditCode(inner + creditCodeCheck(inner)).why).toContain('组织机构代码');
  });

  it('one wrong character never passes', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(withOneWrong('91350100M000100Y43', alphabet), (code) => {
        expect(checkCreditCode(code).valid).not.toBe('yes');
      }),
    );
  });

  it('is taken apart', () => {
    expect(checkIdentifier('91350100M000100Y43').parts).toMatchObject({
      registrar: '市场监督管理',
      division: '350100',
      province: '福建省',
      organisationCode: 'M000100Y-4',
    });
  });
});

describe('公民身份号码 (GB 11643)', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', '女'],
    ['440524188001010014', '1880-01-01', '男'],
    ['11010519491231002x', '1949-12-31', '女'],
  ])('%s is valid', (number, birth, sex) => {
    expect(checkIdentifier(number)).toMatchObject({ kind: 'id-card', valid: 'yes', parts: { birth, sex } });
  });

  it.each([
    ['110105194912310021', '号码有误'],
    ['11010519490231002X', '出生日期'],
    ['11010519491331002X', '出生日期'],
  ])('%s is wrong', (number, why) => {
    expect(checkIdentifier(number)).toMatchObject({
      kind: 'id-card',
      valid: 'no',
      why: expect.stringContaining(why),
    });
  });

  it('a birth date in the future is wrong', () => {
    const first17 = '11010520300101002';
    const number = first17 + identityCheck(first17);
    expect(checkIdentifier(number, '2026-11-22').valid).toBe('no');
    expect(checkIdentifier(number, '2030-01-01').valid).toBe('yes');
  });

  it.each(['81', '82', '83'])('residence permits of prefix %s0000 are accepted', (prefix) => {
    const first17 = `${prefix}000019900101001`;
    expect(checkIdentifier(first17 + identityCheck(first17))).toMatchObject({
      kind: 'id-card',
      valid: 'yes',
    });
  });

  it('a number of 15 digits is upgraded, and cannot be confirmed', () => {
    expect(upgradeIdentityNumber('110105491231002')).toBe('11010519491231002X');
    expect(checkIdentifier('110105491231002')).toMatchObject({
      kind: 'id-card',
      valid: 'unusual',
      parts: { upgraded: '11010519491231002X', birth: '1949-12-31' },
    });
    expect(checkIdentifier('110105491331002').valid).toBe('no');
  });

  it('one wrong character never passes', () => {
    fc.assert(
      fc.property(withOneWrong('11010519491231002X', '0123456789X'), (number) => {
        expect(checkIdentityCard(number).valid).toBe('no');
      }),
    );
  });

  it('every number that the rule makes is accepted, and never taken for a credit code', () => {
    fc.assert(
      fc.property(
        digits(3),
        fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
        (serial, on) => {
          const first17 = `110105${on.toISOString().slice(0, 10).replaceAll('-', '')}${serial}`;
          expect(checkIdentifier(first17 + identityCheck(first17))).toMatchObject({
            kind: 'id-card',
            valid: 'yes',
          });
        },
      ),
    );
  });
});

describe('实施编码', () => {
  it.each([
    [
      '11440100007482575H3440118009000',
      { level: '市级', type: '行政许可', mainItem: '18009', subItem: '000' },
    ],
    ['11440000MB2D0164XH2440289876000', { level: '省级', type: '行政处罚', mainItem: '89876' }],
    [
      '11370800MB285591843370117002011',
      { level: '市级', type: '行政许可', mainItem: '17002', subItem: '011' },
    ],
    [
      '12441500196720244T3442199806003',
      { level: '市级', type: '公共服务（地方细分）', catalogCode: '442199806003' },
    ],
    ['11440100007482575H344011800900001', { handleItem: '01' }],
  ])('%s is valid', (code, parts) => {
    expect(checkIdentifier(code)).toMatchObject({ kind: 'task-code', valid: 'yes', parts });
  });

  it.each([
    ['11440100007482575H7440118009000', 'no'],
    ['11440100007482575H3990118009000', 'no'],
    ['11440100007482575H344011800900X', 'no'],
    ['11440100007482575I3440118009000', 'no'],
    ['11440100007482575J3440118009000', 'unusual'],
    ['11440100007482575H3445518009000', 'unusual'],
  ])('%s is %s', (code, valid) => {
    expect(checkIdentifier(code)).toMatchObject({ kind: 'task-code', valid });
  });
});

describe('投资项目代码 (GB/T 40058)', () => {
  it.each([
    ['2105-220271-04-01-123456', 'yes'],
    ['2012-220271-04-01-123456', 'yes'],
    ['2018-220271-48-03-123456', 'unusual'],
    ['9913-220271-04-01-123456', 'no'],
  ])('%s: %s', (code, valid) => {
    expect(checkIdentifier(code)).toMatchObject({ kind: 'project-code', valid });
  });
});

describe('证照标识 (GB/T 36904)', () => {
  it.each([
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
    '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
    '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0.OFD',
  ])('%s is valid', (value) => {
    expect(checkIdentifier(value)).toMatchObject({ kind: 'certificate-identifier', valid: 'yes' });
  });

  it('the example of an interface document has a wrong check character', () => {
    const value =
      '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M';
    expect(checkIdentifier(value)).toMatchObject({ valid: 'no', why: '校验位应为D，现为M' });
    expect(checkIdentifier('1.2.156.3005.2.340100.9')).toMatchObject({
      kind: 'certificate-identifier',
      valid: 'no',
    });
  });

  it('what we write we accept, and one wrong character in it we do not', () => {
    const written = (serial: string, version: number) =>
      certificateIdentifier({ type: '11100000000013338W011', issuer: '11430000006122244L', serial, version });
    expect(written('20230000403', 1)).toMatch(/\.001\.U$/);
    const anyWrong = fc
      .tuple(digits(11), fc.integer({ min: 1, max: 999 }))
      .map(([serial, version]) => written(serial, version))
      .chain((value) =>
        fc.record({ value: fc.constant(value), wrong: withOneWrong(value, '0123456789ABCXYZ') }),
      );
    fc.assert(
      fc.property(anyWrong, ({ value, wrong }) => {
        expect(checkIdentifier(value).valid).toBe('yes');
        expect(checkIdentifier(wrong).valid).not.toBe('yes');
      }),
    );
  });
});

describe('the check character of case numbers (ISO 7064 MOD 37,36)', () => {
  it('catches every single wrong character and passes over separators', () => {
    expect(checkCharacter('MC-2026-000123')).toBe(checkCharacter('MC2026000123'));
    const number = `MC2026000123${checkCharacter('MC2026000123')}`;
    fc.assert(
      fc.property(withOneWrong(number, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (wrong) => {
        expect(checkCharacter(wrong.slice(0, -1))).not.toBe(wrong.slice(-1));
      }),
    );
  });
});

describe('文号', () => {
  it.each([
    '明经管发﹝2021﹞11号',
    '明经管发〔2021〕11 号',
    '明经管发[2021]11号',
    '明经管发（2021） 11号',
    '明经管发( 2021 )11号',
    '明经管发【2021】11号',
    '明经管发［2021］11号',
  ])('%s is written 明经管发〔2021〕11号', (value) => {
    expect(checkIdentifier(value)).toMatchObject({
      kind: 'document-number',
      valid: 'yes',
      parts: { normal: '明经管发〔2021〕11号' },
    });
  });

  it('is mended inside a running text, which is otherwise left alone', () => {
    expect(normaliseDocumentNumbers('依据吉经﹝2020﹞3 号、国办发(2019)51号办理')).toBe(
      '依据吉经〔2020〕3号、国办发〔2019〕51号办理',
    );
    expect(normaliseDocumentNumbers('共有（2021）年11 号房')).toBe('共有（2021）年11 号房');
  });

  it('has a number from 1 and a possible year', () => {
    expect(formatDocumentNumber({ prefix: '明市监', year: 2026, number: 7 })).toBe('明市监〔2026〕7号');
    expect(checkIdentifier('明经管发〔2021〕0号').valid).toBe('no');
    expect(checkIdentifier('明经管发〔1021〕3号').valid).toBe('no');
  });
});

describe('telephone numbers', () => {
  it.each([
    ['13800138000', 'mobile-phone'],
    ['+86 138 0013 8000', 'mobile-phone'],
    ['010-66668888', 'landline-phone'],
    ['0432-6345678', 'landline-phone'],
    ['（0432）63456789转801', 'landline-phone'],
  ])('%s is a %s', (value, kind) => {
    expect(checkIdentifier(value)).toMatchObject({ kind, valid: 'yes' });
  });

  it.each(['12800138000', '1380013800', '63456789', '', '你好'])('%s is nothing we know', (value) => {
    expect(checkIdentifier(value)).toMatchObject({ kind: 'unknown', valid: 'no' });
  });
});
