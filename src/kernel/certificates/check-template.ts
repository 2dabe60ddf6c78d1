/** Whether a template can be used, told to the officer who designs it: every fault with its place. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Faces } from '../page/faces.ts';
import type { Box } from '../page/path.ts';
import { missingCharacters } from '../page/typeset.ts';
import {
  type CertificateTemplate,
  CertificateTemplateSchema,
  type TemplateMark,
} from './certificate-template.ts';

export interface TemplateFinding {
  /** JSON pointer: /marks/3/place. */
  pointer: string;
  message: string;
}

export type CheckedTemplate =
  | { kind: 'usable'; template: CertificateTemplate }
  | { kind: 'faulty'; findings: TemplateFinding[] };

const validate = new Ajv2020({
  allErrors: true,
  strict: false,
  discriminator: false,
}).compile<CertificateTemplate>(CertificateTemplateSchema);

export function checkTemplate(faces: Faces, data: unknown): CheckedTemplate {
  if (!validate(data)) return { kind: 'faulty', findings: shapeFindings(validate.errors ?? [], data) };
  const findings = [...placeFindings(data), ...textFindings(faces, data)];
  return findings.length > 0 ? { kind: 'faulty', findings } : { kind: 'usable', template: data };
}

/** A mark that fits no kind fails against every one of them: only what its own kind says is told. */
function shapeFindings(errors: ErrorObject[], data: unknown): TemplateFinding[] {
  const marks = isRecord(data) && Array.isArray(data.marks) ? data.marks : [];
  const findings: TemplateFinding[] = [];
  for (const error of errors) {
    const [, at] = /^\/marks\/(\d+)/.exec(error.instancePath) ?? [];
    if (error.keyword === 'anyOf' || error.keyword === 'const') {
      if (error.keyword === 'anyOf' && !hasKnownKind(marks[Number(at)])) {
        findings.push({
          pointer: `${error.instancePath}/kind`,
          message: `不认识的内容种类；可以用：${kinds.join('、')}。`,
        });
      }
      continue;
    }
    if (at !== undefined && !isOfOwnKind(error, marks[Number(at)])) continue;
    findings.push({ pointer: pointerOf(error), message: sentenceOf(error) });
  }
  return findings.length > 0 ? findings : [{ pointer: '', message: '模板的格式不对，请对照样例检查。' }];
}

const markSchemas = CertificateTemplateSchema.properties.marks.items.anyOf;
const kinds = markSchemas.map(({ properties }) => properties.kind.const);

const hasKnownKind = (mark: unknown): boolean => isRecord(mark) && kinds.some((kind) => kind === mark.kind);

function isOfOwnKind({ schemaPath }: ErrorObject, mark: unknown): boolean {
  const [, at] = /\/marks\/items\/anyOf\/(\d+)\//.exec(schemaPath) ?? [];
  return at === undefined || (isRecord(mark) && kinds[Number(at)] === mark.kind);
}

function pointerOf({ instancePath, params }: ErrorObject): string {
  const member = params.missingProperty ?? params.additionalProperty;
  return typeof member === 'string' ? `${instancePath}/${member}` : instancePath;
}

function sentenceOf({ keyword, params }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `缺少“${params.missingProperty}”。`;
    case 'additionalProperties':
      return `没有“${params.additionalProperty}”这一项，请删去。`;
    case 'enum':
      return `只能是：${params.allowedValues.join('、')}。`;
    case 'pattern':
      return '颜色写成 # 加六位小写十六进制数字，例如 #1b2733。';
    case 'minimum':
    case 'exclusiveMinimum':
      return `太小了，应当大于${keyword === 'minimum' ? '或等于' : ''} ${params.limit}。`;
    case 'maximum':
      return `太大了，最大 ${params.limit}。`;
    case 'maxLength':
      return `太长了，最多 ${params.limit} 个字。`;
    case 'minItems':
    case 'minLength':
      return '不能为空。';
    case 'maxItems':
      return `太多了，最多 ${params.limit} 项。`;
    case 'type':
      return `类型不对，应当是 ${params.type}。`;
    default:
      return '格式不对，请对照样例检查。';
  }
}

/** Everything lies on the sheet, the seal too. */
function placeFindings({ sheet, frame, marks, seal }: CertificateTemplate): TemplateFinding[] {
  const isOutside = ({ x, y, width, height }: Box) => x + width > sheet.width || y + height > sheet.height;
  const outside = marks.flatMap((mark, at) =>
    boxesOf(mark).some(isOutside) ? [{ pointer: `/marks/${at}`, message: '这一项超出了纸张。' }] : [],
  );
  const findings = isOutside(seal)
    ? [...outside, { pointer: '/seal', message: '印章的位置超出了纸张。' }]
    : outside;
  if (seal.width < 10 || seal.height < 10)
    findings.push({ pointer: '/seal', message: '印章的位置太小，至少 10 毫米见方。' });
  const edge = frame ? 2 * (frame.inset + frame.depth) : 0;
  if (edge >= Math.min(sheet.width, sheet.height) * 0.8) {
    findings.push({ pointer: '/frame', message: '花边太宽，里面放不下内容。' });
  }
  return findings;
}

function boxesOf(mark: TemplateMark): Box[] {
  switch (mark.kind) {
    case 'line':
      return [mark.from, mark.to].map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
    case 'qr':
      return [{ ...mark, height: mark.width }];
    default:
      return [mark.place];
  }
}

function textFindings(faces: Faces, { marks }: CertificateTemplate): TemplateFinding[] {
  return marks.flatMap((mark, at) => {
    const pointer = `/marks/${at}`;
    if (mark.kind === 'text') {
      const wrong = mark.smallest !== undefined && mark.smallest > mark.size;
      return [
        ...printable(faces, mark.face, mark.text, `${pointer}/text`),
        ...(wrong ? [{ pointer: `${pointer}/smallest`, message: '最小字号不能大于字号。' }] : []),
      ];
    }
    if (mark.kind !== 'rows') return [];
    const narrow = mark.labelWidth >= mark.place.width * 0.8;
    return [
      ...mark.rows.flatMap(({ label, text }, row) => [
        ...printable(faces, mark.label.face, label, `${pointer}/rows/${row}/label`),
        ...printable(faces, mark.value.face, text, `${pointer}/rows/${row}/text`),
      ]),
      ...(narrow ? [{ pointer: `${pointer}/labelWidth`, message: '名称占得太宽，内容没有地方放。' }] : []),
      ...(mark.smallest > mark.size
        ? [{ pointer: `${pointer}/smallest`, message: '最小字号不能大于字号。' }]
        : []),
    ];
  });
}

/** The fixed text: what stands between the placeholders. */
function printable(
  faces: Faces,
  face: Parameters<typeof missingCharacters>[1],
  text: string,
  pointer: string,
): TemplateFinding[] {
  const missing = missingCharacters(faces, face, text.replace(/\{[^{}]*\}/g, ''));
  return missing.length > 0
    ? [{ pointer, message: `字库里没有${missing.map((one) => `“${one}”`).join('、')}。` }]
    : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
