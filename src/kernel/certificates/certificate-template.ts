/**
 * A certificate's design as data: an officer can make one without a programmer. Lengths in mm from the upper left corner of
 * the sheet, sizes of type in points, colours #rrggbb. Texts may hold placeholders: `{证照编号}`.
 */
import { type Static, type TSchema, Type } from 'typebox';
import { faceNames } from '../page/faces.ts';
import { frameStyles } from './frames.ts';
import { groundPatterns } from './grounds.ts';

const closed = { additionalProperties: false };
const oneOf = <const T extends string>(values: readonly T[], title: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], title });
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);

const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$', title: '颜色' });
const Length = Type.Number({ minimum: 0, maximum: 1000, title: '长度（毫米）' });
const Thickness = Type.Number({ exclusiveMinimum: 0, maximum: 5, title: '线宽（毫米）' });
const Points = Type.Number({ minimum: 5, maximum: 150, title: '字号（磅）' });
const Name = Type.String({ minLength: 1, maxLength: 40, title: '名称' });
const Written = Type.String({ minLength: 1, maxLength: 500, title: '文字' });
const Face = oneOf(faceNames, '字体');
const Spacing = Type.Number({ minimum: -0.2, maximum: 5, title: '字距（字宽的倍数）' });
const Leading = Type.Number({ minimum: 1, maximum: 4, title: '行距（字号的倍数）' });

const Place = Type.Object(
  { x: Length, y: Length, width: Length, height: Length },
  { ...closed, title: '位置' },
);

const alignments = ['left', 'centre', 'right', 'justify', 'spread'] as const;

export const standings = ['top', 'middle', 'bottom'] as const;

const TextMark = Type.Object(
  {
    kind: Type.Literal('text'),
    /** How a refusal calls it; absent, its placeholders. */
    name: optional(Name),
    text: Written,
    place: Place,
    face: Face,
    size: Points,
    /** To which size it may shrink before it is refused; absent, not at all. */
    smallest: optional(Points),
    align: optional(oneOf(alignments, '对齐')),
    stand: optional(oneOf(standings, '上下位置')),
    leading: optional(Leading),
    spacing: optional(Spacing),
    colour: optional(Colour),
    /** Left out when a placeholder has no value; otherwise that is a refusal. */
    optional: optional(Type.Boolean({ title: '可以没有' })),
  },
  closed,
);

const Row = Type.Object(
  { label: Name, text: Written, optional: optional(Type.Boolean({ title: '可以没有' })) },
  closed,
);

/** Names and values below each other. What is long takes more lines, the rest moves down, all shrink together. */
const RowsMark = Type.Object(
  {
    kind: Type.Literal('rows'),
    place: Place,
    rows: Type.Array(Row, { minItems: 1, maxItems: 40, title: '栏目' }),
    labelWidth: Length,
    label: Type.Object(
      { face: Face, colour: optional(Colour), align: optional(oneOf(alignments, '对齐')) },
      closed,
    ),
    value: Type.Object({ face: Face, colour: optional(Colour) }, closed),
    size: Points,
    smallest: Points,
    leading: optional(Leading),
    /** Between rows, in mm; room that is left is shared out, up to three times as much. */
    gap: Length,
    /** Where they stand when room is left even so. */
    stand: optional(oneOf(standings, '上下位置')),
    /** A line under each row. */
    rule: optional(Colour),
  },
  closed,
);

const LineMark = Type.Object(
  {
    kind: Type.Literal('line'),
    from: Type.Object({ x: Length, y: Length }, closed),
    to: Type.Object({ x: Length, y: Length }, closed),
    width: Thickness,
    colour: Colour,
  },
  closed,
);

const BoxMark = Type.Object(
  {
    kind: Type.Literal('box'),
    place: Place,
    width: optional(Thickness),
    colour: optional(Colour),
    fill: optional(Colour),
  },
  closed,
);

const QrMark = Type.Object(
  { kind: Type.Literal('qr'), x: Length, y: Length, width: Length, colour: optional(Colour) },
  closed,
);

const PictureMark = Type.Object(
  {
    kind: Type.Literal('picture'),
    /** Which picture: photo. */
    name: Name,
    place: Place,
    optional: optional(Type.Boolean({ title: '可以没有' })),
    /** A thin line around it. */
    rim: optional(Colour),
  },
  closed,
);

export const CertificateTemplateSchema = Type.Object(
  {
    format: Type.Literal(1),
    name: Type.String({ minLength: 1, maxLength: 60, title: '证照名称' }),
    sheet: Type.Object(
      {
        width: Type.Number({ minimum: 50, maximum: 900, title: '宽（毫米）' }),
        height: Type.Number({ minimum: 50, maximum: 900, title: '高（毫米）' }),
      },
      { ...closed, title: '纸张' },
    ),
    frame: optional(
      Type.Object(
        {
          style: oneOf(frameStyles, '花边样式'),
          inset: Length,
          depth: Type.Number({ minimum: 2, maximum: 40, title: '花边宽（毫米）' }),
          colour: Colour,
          second: Colour,
        },
        { ...closed, title: '花边' },
      ),
    ),
    ground: optional(
      Type.Object(
        { tint: optional(Colour), pattern: oneOf(groundPatterns, '底纹样式'), colour: Colour },
        { ...closed, title: '底纹' },
      ),
    ),
    marks: Type.Array(Type.Union([TextMark, RowsMark, LineMark, BoxMark, QrMark, PictureMark]), {
      minItems: 1,
      maxItems: 200,
      title: '内容',
    }),
    /** Where the seal stands. */
    seal: Place,
  },
  closed,
);

export type CertificateTemplate = Static<typeof CertificateTemplateSchema>;
export type TemplateMark = CertificateTemplate['marks'][number];
export type TemplateText = Static<typeof TextMark>;
export type TemplateRows = Static<typeof RowsMark>;
export type TemplatePicture = Static<typeof PictureMark>;

/** Name of a placeholder → what is printed for it. */
export type CertificateValues = Readonly<Record<string, string>>;

const placeholder = /\{([^{}]+)\}/g;

/** The names of the placeholders in a text, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), ([, name = '']) => name))];
}

/** The text with its values. A value is never searched for placeholders again. */
export function filled(text: string, values: CertificateValues): string {
  return text.replace(placeholder, (_whole, name: string) => printedValue(values, name));
}

/** Line ends of any kind are one; a tab is a space. Empty where there is none. */
export function printedValue(values: CertificateValues, name: string): string {
  const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
  return value.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').trim();
}
