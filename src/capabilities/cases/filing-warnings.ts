/**
 * What is unusual in a filing though possible: said while it can still be mended, at its place, and never in the way. A
 * genuine credit code may fail its check digit, an agent may act for another company, a name may have a character that
 * no typeface of ours has.
 */
import { holds } from '../../kernel/forms/conditions.ts';
import { elementFinding } from '../../kernel/forms/element-checks.ts';
import { type FormValue, fieldsInOrder, isText } from '../../kernel/forms/form-schema.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { codeOf } from '../../kernel/page/print-refusal.ts';
import { unprintableCharacters } from '../../platform/printing/rare-characters.ts';
import type { FileableItem } from '../catalogue/public.ts';

export interface FilingWarning {
  /** `/applicant/…` or `/form/…`. */
  pointer: string;
  message: string;
}

interface Person {
  name: string;
  idType: string;
  idNumber: string;
}

/** What is looked at; a filing that is still being typed may hold anything. */
export interface FilingSoFar {
  applicant: Person & { agent?: Person };
  form: FormValue;
}

export function filingWarnings(filing: FilingSoFar, item: FileableItem): FilingWarning[] {
  const unusual = validateForm(item.form, filing.form).warnings;
  return [
    ...numberWarnings(filing.applicant),
    ...otherNames(filing, item),
    ...otherCodes(filing, item),
    ...unusual.map(({ pointer, message }) => ({ pointer: `/form${pointer}`, message })),
    ...doubts(filing, item),
    ...rareCharacters(filing, item),
  ];
}

/** Answers of one form that hardly go together, as its item says. */
function doubts({ form }: FilingSoFar, item: FileableItem): FilingWarning[] {
  return (item.doubts ?? [])
    .filter(({ when, but }) => holds(when, form) && holds(but, form))
    .map(({ at, text }) => ({ pointer: `/form/${at}`, message: text }));
}

function numberWarnings({ idType, idNumber }: Person): FilingWarning[] {
  const element = idType === 'credit-code' ? 'organization.credit-code' : 'person.id-card';
  const isChecked = idNumber !== '' && ['credit-code', 'id-card'].includes(idType);
  const found = isChecked ? elementFinding(element, idNumber) : undefined;
  return found
    ? [{ pointer: '/applicant/idNumber', message: `申请人的证件号码 ${idNumber}${found.message}。` }]
    : [];
}

/** Of the first field that asks for the organisation's name: a shop sign is another name by its nature. */
function otherNames({ applicant, form }: FilingSoFar, { form: schema }: FileableItem): FilingWarning[] {
  if (applicant.idType !== 'credit-code' || applicant.name === '') return [];
  const first = fieldsInOrder(schema).find(([, field]) => field['x-element'] === 'organization.name');
  const name = first && form[first[0]];
  if (!first || typeof name !== 'string' || name === '' || isSameName(name, applicant.name)) return [];
  const message = `申请表中的${first[1].title}是“${name}”，与申请人“${applicant.name}”不一致，请核对。`;
  return [{ pointer: `/form/${first[0]}`, message }];
}

/** As people copy names: in either width, with blanks or without. */
export const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);
const plainName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replaceAll(/[•・.]/g, '·');

/** An agent may act for another company, so two codes are possible; mostly one of them is a slip. */
function otherCodes({ applicant, form }: FilingSoFar, { form: schema }: FileableItem): FilingWarning[] {
  const { idType, idNumber, name } = applicant;
  if (idType !== 'credit-code' || idNumber === '') return [];
  return fieldsInOrder(schema).flatMap(([field, asked]) => {
    const code = form[field];
    const isCode = isText(asked) && asked['x-element'] === 'organization.credit-code';
    if (!isCode || typeof code !== 'string' || code === '' || tidyCode(code) === tidyCode(idNumber))
      return [];
    const message = `申请表中的${asked.title} ${code} 与申请人“${name}”的 ${idNumber} 不一致，请核对。`;
    return [{ pointer: `/form/${field}`, message }];
  });
}

/** Told before anything is granted on it: afterwards there is a certificate that cannot be made. */
function rareCharacters({ applicant, form }: FilingSoFar, item: FileableItem): FilingWarning[] {
  const named: [string, string, string][] = [
    ['/applicant/name', '申请人名称', applicant.name],
    ...(applicant.agent ? [['/applicant/agent/name', '代理人姓名', applicant.agent.name] as const] : []),
  ].map(([pointer, title, text]) => [String(pointer), String(title), String(text)]);
  const answered = fieldsInOrder(item.form).flatMap(([name, field]) =>
    textsIn(form[name]).map((text): [string, string, string] => [`/form/${name}`, field.title, text]),
  );
  return [...named, ...answered].flatMap(([pointer, title, text]) => {
    const rare = unprintableCharacters(text).map((one) => `“${one}”（${codeOf(one)}）`);
    if (rare.length === 0) return [];
    const message =
      `“${title}”里的${rare.join('、')}不在本系统的字库里，电子证照和盖章文书印不出这个字。` +
      '请核对是否写错；确实是这个字的，照样可以提交，证照改由窗口制作纸质的。';
    return [{ pointer, message }];
  });
}

/** Of a group, what its members say. */
function textsIn(answer: unknown): string[] {
  if (typeof answer === 'string') return [answer];
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return [];
  return Object.values(answer).filter((one) => typeof one === 'string');
}
