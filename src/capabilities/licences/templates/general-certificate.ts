/** For a type nobody has drawn yet: A4 upright, its fields below each other. */
import type { CertificateTemplate } from '../../../kernel/certificates/certificate-template.ts';

const gold = '#9a7430';
const grey = '#5b6775';

/** `titles`: of the type's fields, in their order. */
export const generalCertificateTemplate = (titles: readonly string[]): CertificateTemplate => ({
  format: 1,
  name: '证照',
  sheet: { width: 210, height: 297 },
  frame: { style: 'meander', inset: 10, depth: 8.5, colour: gold, second: '#c8a663' },
  ground: { tint: '#fffdf8', pattern: 'rosette', colour: '#efe5cd' },
  marks: [
    {
      kind: 'text',
      name: '证照名称',
      text: '{证照名称}',
      place: { x: 32, y: 44, width: 146, height: 32 },
      face: 'serif-bold',
      size: 36,
      smallest: 16,
      align: 'centre',
      stand: 'middle',
      spacing: 0.12,
      leading: 1.3,
    },
    {
      kind: 'text',
      text: '编号　{证照编号}',
      place: { x: 32, y: 81, width: 146, height: 6 },
      face: 'sans',
      size: 12,
      smallest: 8,
      align: 'centre',
      colour: grey,
    },
    { kind: 'line', from: { x: 80, y: 92 }, to: { x: 130, y: 92 }, width: 0.35, colour: gold },
    {
      kind: 'rows',
      place: { x: 34, y: 100, width: 142, height: 104 },
      labelWidth: 48,
      label: { face: 'serif', align: 'spread', colour: grey },
      value: { face: 'serif' },
      size: 15,
      smallest: 8,
      gap: 2.5,
      leading: 1.4,
      rows: [
        ...(titles.some((title) => /(名称|姓名)$/.test(title))
          ? []
          : [{ label: '持证人', text: '{持证人}' }]),
        ...titles.map((title) => ({ label: title, text: `{${title}}`, optional: true })),
        { label: '有效期', text: '{有效期}' },
      ],
    },
    { kind: 'qr', x: 32, y: 216, width: 32 },
    {
      kind: 'text',
      text: '扫码核验',
      place: { x: 32, y: 248, width: 32, height: 4 },
      face: 'sans',
      size: 8.5,
      align: 'centre',
      colour: grey,
    },
    {
      kind: 'text',
      name: '发证机关',
      text: '{发证机关}',
      place: { x: 82, y: 226, width: 98, height: 9 },
      face: 'serif-bold',
      size: 16,
      smallest: 9,
      align: 'centre',
      stand: 'middle',
    },
    {
      kind: 'text',
      text: '{发证日期}',
      place: { x: 82, y: 238, width: 98, height: 7 },
      face: 'serif',
      size: 16,
      align: 'centre',
      stand: 'middle',
      spacing: 0.1,
    },
    {
      kind: 'text',
      text: '电子证照标识　{电子证照标识}',
      place: { x: 32, y: 260, width: 146, height: 9 },
      face: 'sans',
      size: 8.5,
      smallest: 6,
      align: 'centre',
      leading: 1.4,
      colour: grey,
    },
  ],
  seal: { x: 110, y: 207, width: 42, height: 42 },
});
