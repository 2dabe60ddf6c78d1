/** A draft as its pages see it: where one is, what is wrong, what was typed. */
import type { Filing, OpenCase } from '../../capabilities/cases/public.ts';
import { filingErrors } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import type { Actor, Principal } from '../../kernel/actor.ts';
import { type FormPage, type FormValue, pagesOf } from '../../kernel/forms/form-schema.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import type { Fault } from '../kit/parts.tsx';
import { fieldId } from './form-fields.tsx';

export type DraftPage =
  | { kind: 'applicant' | 'materials' | 'review'; slug: string; title: string }
  | { kind: 'form'; slug: string; title: string; page: FormPage };

export function draftPagesOf(item: FileableItem): DraftPage[] {
  return [
    { kind: 'applicant', slug: 'applicant', title: '谁来申请' },
    ...pagesOf(item.form).map(
      (page, at): DraftPage => ({ kind: 'form', slug: `form-${at + 1}`, title: page.title, page }),
    ),
    ...(item.materials.length > 0
      ? [{ kind: 'materials', slug: 'materials', title: '交材料' } satisfies DraftPage]
      : []),
    { kind: 'review', slug: 'review', title: '检查并提交' },
  ];
}

export const draftHref = (caseNo: string, slug: string) => `/my/drafts/${encodeURIComponent(caseNo)}/${slug}`;

/** Where one goes on with a draft: the first page on which something is missing. */
export const continueHref = (caseNo: string) => `/my/drafts/${encodeURIComponent(caseNo)}`;

/** The content as stored: it went in as a filing. */
export function filingOf({ record }: OpenCase): Filing {
  return { ...(record.draft as unknown as Filing), itemId: record.itemId };
}

/** What a new draft begins with: whatever the account and the guide's questionnaire already tell. */
export function firstFiling(item: FileableItem, actor: Actor, answers: FormValue): Filing {
  const { principal } = actor;
  return {
    itemId: item.itemId,
    ...(item.procedure && { procedure: item.procedure }),
    channel: 'online',
    draft: true,
    applicant: applicantFrom(principal, actor.name),
    form: { ...prefilled(item, principal), ...answers },
    materials: [],
  };
}

function applicantFrom(principal: Principal | undefined, name: string): Filing['applicant'] {
  const { kind = 'natural-person', idType = 'id-card', idNumber = '' } = principal ?? {};
  return {
    kind,
    name: principal?.name ?? name,
    idType: idType as Filing['applicant']['idType'],
    idNumber,
    phone: '',
  };
}

/** By meaning, not by name; the first field of each meaning only: a shop sign is not the company's name. */
function prefilled(item: FileableItem, principal: Principal | undefined): FormValue {
  const known: Partial<Record<string, string>> =
    principal?.kind === 'organization'
      ? { 'organization.name': principal.name, 'organization.credit-code': principal.idNumber }
      : principal
        ? { 'person.name': principal.name, 'person.id-card': principal.idNumber }
        : {};
  if (principal) known['applicant.name'] = principal.name;
  const form: FormValue = {};
  for (const name of item.form['x-order']) {
    const element = item.form.properties[name]?.['x-element'] ?? '';
    const value = known[element];
    if (value === undefined) continue;
    form[name] = value;
    delete known[element];
  }
  return form;
}

/** Everything that stands against sending, in the order of the pages. */
export function draftErrors(
  filing: Filing,
  item: FileableItem,
  actor: Actor,
  today: LegalDay,
): ProblemError[] {
  const { draft: _draft, ...sent } = filing;
  const missing = missingInApplicant(filing);
  const places = new Set(missing.map(({ pointer }) => pointer));
  return [
    ...missing,
    ...filingErrors(sent, item, actor, today).filter(({ pointer }) => !places.has(pointer)),
  ];
}

function missingInApplicant({ applicant }: Pick<Filing, 'applicant'>): ProblemError[] {
  const { agent } = applicant;
  return [
    ...missing('/applicant', applicant, '', applicant.kind === 'organization' ? '单位名称' : '姓名'),
    ...(agent ? missing('/applicant/agent', agent, '代理人的', '姓名') : []),
  ];
}

interface Contact {
  name: string;
  idNumber: string;
  phone: string;
}

function missing(
  at: string,
  { name, idNumber, phone }: Contact,
  whose: string,
  nameTitle: string,
): ProblemError[] {
  const fault = (field: string, message: string) => ({
    pointer: `${at}/${field}`,
    code: 'form/required',
    message,
  });
  const faults: ProblemError[] = [];
  if (name === '') faults.push(fault('name', `请填写${whose}${nameTitle}。`));
  if (idNumber === '') faults.push(fault('idNumber', `请填写${whose}证件号码。`));
  if (phone === '') faults.push(fault('phone', `请填写${whose}联系电话，有事好找得到人。`));
  else if (!/^[0-9+()（）\- ]{5,32}$/.test(phone)) {
    faults.push(fault('phone', '联系电话只能有数字、空格、括号和短横线，例如 13800000000。'));
  }
  return faults;
}

/** Each error with the page and the field where it is mended. */
export function faultsWithPlaces(
  errors: Pick<ProblemError, 'pointer' | 'message'>[],
  item: FileableItem,
  caseNo: string,
): Fault[] {
  const pages = draftPagesOf(item);
  return errors.map(({ pointer, message }) => {
    const [, part] = pointer.split('/');
    const inForm = pointer.replace(/^\/form/, '');
    const slug = pages.find((page) => standsOn(page, pointer))?.slug ?? 'review';
    const anchor = part === 'form' ? fieldId(inForm) : fieldId(pointer);
    return { href: `${draftHref(caseNo, slug)}#${anchor}`, message };
  });
}

export function firstOpenPage(errors: ProblemError[], item: FileableItem): string {
  const first = draftPagesOf(item).find((page) => errors.some(({ pointer }) => standsOn(page, pointer)));
  return first?.slug ?? 'review';
}

function standsOn(page: DraftPage, pointer: string): boolean {
  const [, part, field = ''] = pointer.split('/');
  return page.kind === 'form' ? part === 'form' && page.page.fields.includes(field) : page.kind === part;
}
