import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  demonstrationTemplates,
  templateOf,
} from '../../src/capabilities/licences/templates/demonstration-templates.ts';
import type {
  CertificateTemplate,
  CertificateValues,
} from '../../src/kernel/certificates/certificate-template.ts';
import { packOfd } from '../../src/kernel/ofd/package.ts';
import { faultsOf, textOf } from '../../src/kernel/ofd/written-ofd.fixture.ts';
import { charactersOf } from '../../src/kernel/page/typeset.ts';
import { faces } from '../../src/platform/printing/faces.ts';
import {
  type CertificateOptions,
  checkTemplate,
  renderCertificate,
} from '../../src/platform/printing/render-certificate.ts';
import type { Rendered } from '../../src/platform/printing/rendered.ts';
import { longAddress, longName, twentyScopes, usualValues } from './demonstration-values.ts';

const options: CertificateOptions = {
  createdOn: '2026-03-02',
  author: '明川经济开发区市场监督管理局',
  sealed: true,
  qr: 'https://mingchuang.example/v/abcdefghijklmnopqrstuvwxyz',
};
const types = [...demonstrationTemplates.keys(), 'a-type-nobody-has-drawn'];
const titles = ['统一社会信用代码', '法定代表人（负责人）', '地址', '类别', '项目'];

function made(template: CertificateTemplate, values: CertificateValues = usualValues, more = {}): Rendered {
  const answer = renderCertificate(template, values, { ...options, ...more });
  if (answer.kind === 'refused') throw new Error(answer.refusals.map(({ reason }) => reason).join('\n'));
  return answer;
}

function refusals(template: CertificateTemplate, values: CertificateValues, more = {}) {
  const answer = renderCertificate(template, values, { ...options, ...more });
  return answer.kind === 'refused' ? answer.refusals : [];
}

const joined = ({ package: files }: Rendered) => textOf(files).join('');

describe.each(types)('the certificate %s', (type) => {
  const template = templateOf(type, titles);
  const wanted = template.marks
    .flatMap((mark) =>
      mark.kind === 'rows' ? mark.rows.map(({ text }) => text) : mark.kind === 'text' ? [mark.text] : [],
    )
    .flatMap((text) => Array.from(text.matchAll(/\{(.+?)\}/g), ([, name = '']) => name))
    .filter((name) => usualValues[name] !== undefined);

  it('has a sound design', () => {
    expect(checkTemplate(JSON.parse(JSON.stringify(template)))).toMatchObject({ kind: 'usable' });
  });

  it('is a package without a fault, from which every value can be read again', () => {
    const certificate = made(template);
    expect(faultsOf(certificate.package)).toEqual([]);
    for (const name of wanted) expect(joined(certificate)).toContain(usualValues[name]);
  });

  it('takes a long address, twenty scopes and names of minorities whole', () => {
    const long = Object.fromEntries(wanted.map((name) => [name, longValue(name)]));
    const certificate = made(template, long);
    expect(faultsOf(certificate.package)).toEqual([]);
    for (const name of wanted) expect(joined(certificate)).toContain(long[name]);
  });

  it('has room for its seal, and nothing but the issuer and the day under it', () => {
    const { sealPlace, drawn } = made(template);
    const texts = drawn.pages
      .flatMap(({ marks }) => marks)
      .filter((mark) => mark.kind === 'text')
      .filter((mark) => {
        const last = charactersOf(faces, mark).at(-1);
        const right = mark.x + (last ? last.at + last.advance : 0);
        const isBeside = right < sealPlace.x || mark.x > sealPlace.x + sealPlace.width;
        return !isBeside && mark.y > sealPlace.y && mark.y - mark.size < sealPlace.y + sealPlace.height;
      })
      .map(({ text }) => text);
    expect(new Set(texts)).toEqual(new Set([usualValues.发证机关, usualValues.发证日期]));
  });
});

function longValue(name: string): string {
  if (['名称', '经营者名称', '持证人'].includes(name)) return longName;
  if (['地址', '住所', '经营场所'].includes(name)) return longAddress;
  if (['项目', '经营项目', '经营范围'].includes(name)) return twentyScopes;
  return usualValues[name] ?? '';
}

describe('printing a certificate', () => {
  const template = templateOf('food-business-licence', []);

  it('gives the same bytes for the same input, and other bytes for any other', () => {
    const packed = (values = usualValues, more = {}) => packOfd(made(template, values, more).package);
    expect(packed()).toEqual(packed());
    expect(packed({ ...usualValues, 主体业态: '单位食堂' })).not.toEqual(packed());
    expect(packed(usualValues, { qr: 'https://mingchuang.example/v/other' })).not.toEqual(packed());
  });

  it('names the list of signatures when one follows, and none when none does', () => {
    const root = (sealed: boolean) =>
      new TextDecoder().decode(made(template, usualValues, { sealed }).package.get('OFD.xml'));
    expect(root(true)).toContain('<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>');
    expect(root(false)).not.toContain('Signatures');
    expect([...made(template).package.keys()][0]).toBe('OFD.xml');
  });

  it('gives a long name of a field several lines, so that it keeps clear of the value', () => {
    const title = '取得互联网药品信息服务资格的网站主服务器所在地址';
    const certificate = made(templateOf('unknown', [title]), { ...usualValues, [title]: '示例路1号' });
    const texts = certificate.drawn.pages[0]?.marks.filter((mark) => mark.kind === 'text') ?? [];
    const value = texts.find(({ text }) => text === '示例路1号');
    const names = texts.filter(({ text }) => title.includes(text) && text.length > 1);
    expect(names.map(({ text }) => text).join('')).toBe(title);
    for (const name of names) {
      const last = charactersOf(faces, name).at(-1);
      expect(name.x + (last ? last.at + last.advance : 0)).toBeLessThan(value?.x ?? 0);
    }
  });

  it('tells where the seal stands, by the id of its page', () => {
    const { sealPlace, package: files } = made(template);
    expect(sealPlace).toMatchObject({ page: 1, x: 192, y: 141.5, width: 42, height: 42 });
    const document = new TextDecoder().decode(files.get('Doc_0/Document.xml'));
    expect(document).toContain(`<ofd:Page ID="${sealPlace.pageRef}" BaseLoc="Pages/Page_0/Content.xml"/>`);
  });

  it('carries attachments, data about itself and a picture', () => {
    const files = made(template, usualValues, {
      title: '食品经营许可证 <A&B> "1"',
      attachments: [{ name: '证照数据', format: 'json', bytes: new TextEncoder().encode('{}') }],
      customData: { 证照标识: '1.2 & 3', '"': '<' },
    }).package;
    expect(faultsOf(files)).toEqual([]);
    expect(new TextDecoder().decode(files.get('Doc_0/Attachs/attachment_1.json'))).toBe('{}');
    const root = new TextDecoder().decode(files.get('OFD.xml'));
    expect(root).toContain('<ofd:Title>食品经营许可证 &lt;A&amp;B&gt; &quot;1&quot;</ofd:Title>');
    expect(root).toContain('<ofd:CustomData Name="&quot;">&lt;</ofd:CustomData>');
  });

  it('writes a character beyond the basic plane as an object of its own, with its glyph in the cut font', () => {
    const { package: files } = made(template, { ...usualValues, 经营者名称: '阿卜杜·𬱖𫖯' });
    const content = new TextDecoder().decode(files.get('Doc_0/Pages/Page_0/Content.xml'));
    for (const character of ['𬱖', '𫖯']) {
      const object = content.split('<ofd:TextObject ').find((one) => one.includes(`>${character}<`));
      expect(object).toMatch(
        /<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><ofd:Glyphs>\d+</,
      );
      expect(object).not.toContain('DeltaX');
    }
    expect(content).toContain('>阿卜杜·</ofd:TextCode>');
    expect(content).not.toMatch(/[^<>]<ofd:CGTransform/);
  });

  it('whatever the values: either they are all on the page, or it is refused in words', () => {
    const unit = fc.oneof(
      fc.constantFrom('明', '川', '·', '𬱖', '𰻝', '、', '（', '）', '&', '<', '"', '1', 'A', ' ', '\n', '—'),
      fc.constantFrom('𠮷', 'ئ', '👍', '\u200b', '\u0007', '\ud800'),
    );
    const value = fc.oneof(
      fc.string({ unit, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('明', '1'), maxLength: 900 }),
    );
    fc.assert(
      fc.property(fc.record({ 经营者名称: value, 经营项目: value, 证照编号: value }), (changed) => {
        const values = { ...usualValues, ...changed };
        const answer = renderCertificate(template, values, options);
        if (answer.kind === 'refused') {
          for (const { reason, needed } of answer.refusals) expect(reason + needed).toMatch(/^.{10,}。$/s);
          return;
        }
        expect(faultsOf(answer.package)).toEqual([]);
        const bare = (text: string) => text.replace(/\s/g, '');
        const text = bare(joined(answer));
        for (const one of Object.values(changed)) expect(text).toContain(bare(one));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a certificate is refused', () => {
  const template = templateOf('food-business-licence', []);
  const code = (values: CertificateValues, more = {}) =>
    refusals(template, values, more).map((one) => [one.code, one.field]);

  it('for a character that no font has: named with the field, all at once', () => {
    const found = refusals(template, { ...usualValues, 经营者名称: '𠮷野家', 经营场所: '👍路1号' });
    expect(found.map(({ field }) => field)).toEqual(['经营者名称', '经营场所']);
    expect(found[0]?.reason).toBe(
      '“经营者名称”中的“𠮷”（U+20BB7）不在本系统的字库里，打印出来会是空白，所以没有制作。',
    );
  });

  it('for what does not fit even in the smallest type, telling how much would', () => {
    expect(code({ ...usualValues, 经营项目: twentyScopes.repeat(4) })).toEqual([
      ['text/too-long', '经营项目'],
    ]);
    expect(code({ ...usualValues, 证照编号: '1'.repeat(200) })).toEqual([['text/too-long', '证照编号']]);
    expect(code({ ...usualValues, 经营项目: '食'.repeat(2_000_000) })).toEqual([
      ['text/too-long', '经营项目'],
    ]);
    expect(code({ ...usualValues, 证照编号: '1'.repeat(2_000_000) })).toEqual([
      ['text/too-long', '证照编号'],
    ]);
    const [one] = refusals(template, { ...usualValues, 经营项目: twentyScopes.repeat(4) });
    expect(one?.reason).toMatch(
      /^“经营项目”共 \d+ 个字，最多排 \d+ 行，用最小的字号也放不下，不能截断打印。$/,
    );
  });

  it('for a value that is missing, unless the design can do without', () => {
    const { 经营者名称: _, ...without } = usualValues;
    expect(code(without)).toEqual([['value/missing', '经营者名称']]);
    expect(code({ ...usualValues, 经营者名称: ' \n' })).toEqual([['value/missing', '经营者名称']]);
    expect(code({ ...usualValues, 经营场所名称: '' })).toEqual([]);
    // Nothing is taken from what every object has.
    expect(code({ ...without, 经营者名称: '' })).toHaveLength(1);
  });

  it('for a code that is missing or too long', () => {
    expect(code(usualValues, { qr: undefined })).toEqual([['code/missing', '二维码']]);
    expect(code(usualValues, { qr: 'x'.repeat(4000) })).toEqual([['code/too-long', '二维码']]);
  });

  it('for a picture that is missing or cannot be read', () => {
    const withPhoto: CertificateTemplate = {
      ...template,
      marks: [
        ...template.marks,
        { kind: 'picture', name: '照片', place: { x: 230, y: 64, width: 25, height: 35 }, rim: '#5b6775' },
      ],
    };
    expect(refusals(withPhoto, usualValues).map((one) => one.code)).toEqual(['picture/missing']);
    const broken = refusals(withPhoto, usualValues, { pictures: { 照片: new Uint8Array([1, 2, 3]) } });
    expect(broken.map((one) => one.code)).toEqual(['picture/unreadable']);
    const { package: files, drawn } = made(withPhoto, usualValues, { pictures: { 照片: onePixel } });
    expect(faultsOf(files)).toEqual([]);
    expect(files.get('Doc_0/Res/picture_10.png')).toEqual(onePixel);
    const picture = drawn.pages[0]?.marks.find((mark) => mark.kind === 'picture');
    expect(picture).toMatchObject({ box: { x: 230, y: 69, width: 25, height: 25 } });
  });

  it('not by what looks like a placeholder in a value', () => {
    expect(joined(made(template, { ...usualValues, 经营者名称: '{发证机关}' }))).toContain('{发证机关}');
  });
});

/** The smallest PNG. */
const onePixel = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
