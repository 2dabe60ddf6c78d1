/** A certificate as a drawn page: the design its type names, with the fields its type has and the values it carries. */
import {
  type CertificateTemplate,
  placeholdersOf,
  type TemplateMark,
  type TemplateRows,
} from '../../kernel/certificates/certificate-template.ts';
import { renderCertificate } from '../../platform/printing/render-certificate.ts';
import type { Printed } from '../../platform/printing/rendered.ts';
import { type CertificateData, canonicalBytes } from './certificate-data.ts';
import type { CertificateType } from './certificate-types.ts';
import { certificateValues } from './templates/certificate-values.ts';
import { demonstrationTemplates, templateOf } from './templates/demonstration-templates.ts';

/** The designs an officer chooses from, each with a word on what it looks like. */
export const designs = {
  general: '竖式 A4，回纹花边',
  'food-business-licence': '横式 A4，水波花边，适合上墙',
  'business-licence': '横式 A3，回纹花边，左右两栏',
} as const satisfies Record<string, string>;

export type DesignName = keyof typeof designs;
export const isDesign = (name: string): name is DesignName => Object.hasOwn(designs, name);

/** What every certificate has, whatever its fields are. */
const standing = new Set([
  '证照名称',
  '证照编号',
  '有效期',
  '电子证照标识',
  '发证机关',
  '发证日期',
  '持证人',
  '有效期起',
  '有效期至',
]);

export interface PrintOptions {
  /** The address behind the code on the document. */
  address: string;
  /** Whether a seal follows. */
  sealed: boolean;
}

export function printCertificate(
  type: CertificateType,
  data: CertificateData,
  { address, sealed }: PrintOptions,
): Printed {
  return renderCertificate(templateFor(type), certificateValues(data), {
    title: `${data.name} ${data.number}`,
    createdOn: data.issuedOn,
    author: data.authority.name,
    sealed,
    qr: address,
    attachments: [{ name: '证照数据', format: 'json', bytes: canonicalBytes(data) }],
    customData: { 证照标识: data.identifier, 证照编号: data.number },
  });
}

/** One object for each version of a type: what is fixed in it is worked out once. */
const made = new Map<string, CertificateTemplate>();
const mostKept = 200;

function templateFor(type: CertificateType): CertificateTemplate {
  const design = templateOf(
    type.template,
    type.fields.map(({ title }) => title),
  );
  if (!demonstrationTemplates.has(type.template)) return design;
  // Version 0 is a type nobody declared, or one that is being designed: its fields are no promise.
  const key = type.version > 0 ? `${type.type}@${type.version}` : JSON.stringify(type);
  const known = made.get(key);
  if (known) return known;
  const template = withFields(design, type);
  if (made.size >= mostKept) made.clear();
  made.set(key, template);
  return template;
}

/** The design with the type's own name and fields: rows for what it does not have go, what the design lacks is added. */
function withFields(design: CertificateTemplate, type: CertificateType): CertificateTemplate {
  const titles = new Set(type.fields.map(({ title }) => title));
  const placed = new Set(design.marks.flatMap(placeholdersIn));
  const missing = type.fields.filter(({ title }) => !placed.has(title)).map(({ title }) => title);
  const lastRows = design.marks.findLastIndex(({ kind }) => kind === 'rows');
  return {
    ...design,
    name: type.name,
    marks: design.marks.flatMap((mark, at): TemplateMark[] => {
      if (mark.kind === 'rows') return rowsFor(mark, titles, at === lastRows ? missing : []);
      return [mark.kind === 'text' && mark.text === design.name ? { ...mark, text: type.name } : mark];
    }),
  };
}

function placeholdersIn(mark: TemplateMark): string[] {
  if (mark.kind === 'text') return placeholdersOf(mark.text);
  return mark.kind === 'rows' ? mark.rows.flatMap(({ text }) => placeholdersOf(text)) : [];
}

/** Added ones stand before the validity, which ends a certificate. None where no row is left. */
function rowsFor(mark: TemplateRows, titles: ReadonlySet<string>, missing: string[]): TemplateRows[] {
  const kept = mark.rows.filter(({ text }) =>
    placeholdersOf(text).every((name) => standing.has(name) || titles.has(name)),
  );
  const added = missing.map((title) => ({ label: title, text: `{${title}}`, optional: true }));
  const end = kept.findIndex(({ text }) => text === '{有效期}');
  const at = end === -1 ? kept.length : end;
  const rows = [...kept.slice(0, at), ...added, ...kept.slice(at)];
  return rows.length > 0 ? [{ ...mark, rows }] : [];
}
