import { describe, expect, it } from 'vitest';
import { placeholdersOf } from '../../../kernel/certificates/certificate-template.ts';
import type { CertificateData } from '../certificate-data.ts';
import { certificateValues } from './certificate-values.ts';
import { demonstrationTemplates, templateOf } from './demonstration-templates.ts';

const data: CertificateData = {
  name: '食品经营许可证',
  type: 'food-business-licence',
  identifier: '1.2.156.3005.2.1',
  number: 'JY23501990000011',
  authority: { name: '示例局', creditCode: '11350100M000100A1X' },
  holder: {
    kind: 'organization',
    name: '示例餐饮有限公司',
    idType: 'credit-code',
    idNumber: '91350100M000100Y43',
  },
  fields: [{ title: '经营场所', value: '示例路1号' }],
  issuedOn: '2026-03-02',
  validFrom: '2026-03-02',
  validTo: '2031-03-01',
};

describe('what a template may print', () => {
  it('are the fields under their titles, and what every certificate has', () => {
    expect(certificateValues(data)).toEqual({
      证照名称: '食品经营许可证',
      证照编号: 'JY23501990000011',
      电子证照标识: '1.2.156.3005.2.1',
      发证机关: '示例局',
      发证日期: '2026年3月2日',
      持证人: '示例餐饮有限公司',
      有效期起: '2026年3月2日',
      有效期至: '2031年3月1日',
      有效期: '2026年3月2日至2031年3月1日',
      经营场所: '示例路1号',
    });
    expect(certificateValues({ ...data, validTo: null })).toMatchObject({
      有效期至: '长期',
      有效期: '自2026年3月2日起，长期',
    });
  });

  it('is all that the designs need without being optional, beside what their types always have', () => {
    const always = {
      'food-business-licence': ['经营者名称', '经营场所', '主体业态', '经营项目'],
      'business-licence': ['名称', '统一社会信用代码'],
    };
    for (const [type, template] of demonstrationTemplates) {
      const known = [
        ...Object.keys(certificateValues(data)),
        ...(Object.entries(always).find(([name]) => name === type)?.[1] ?? []),
      ];
      const needed = template.marks
        .flatMap((mark): { text: string; optional?: boolean }[] =>
          mark.kind === 'rows' ? mark.rows : mark.kind === 'text' ? [mark] : [],
        )
        .filter(({ optional }) => !optional)
        .flatMap(({ text }) => placeholdersOf(text));
      expect(needed.filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});

describe('a type that nobody has drawn', () => {
  const rowsOf = (titles: string[]) =>
    templateOf('unknown', titles).marks.flatMap((mark) =>
      mark.kind === 'rows' ? mark.rows.map(({ label }) => label) : [],
    );

  it('has its fields in their order, and its holder where no field names one', () => {
    expect(rowsOf(['地址', '类别'])).toEqual(['持证人', '地址', '类别', '有效期']);
    expect(rowsOf(['姓名', '类别'])).toEqual(['姓名', '类别', '有效期']);
  });

  it('is the same object each time', () => {
    expect(templateOf('one', ['地址'])).toBe(templateOf('other', ['地址']));
  });
});
