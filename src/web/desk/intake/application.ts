/** An application at the counter while it is being taken in; it lives in this page only, until it is sent. */

import type { Filing } from '../../../capabilities/cases/filing.ts';
import type { Material } from '../../../capabilities/catalogue/item.ts';
import { applicableAnswers, holds, isRequired } from '../../../kernel/forms/conditions.ts';
import { elementFinding } from '../../../kernel/forms/element-checks.ts';
import {
  type Field,
  type FormSchema,
  type FormValue,
  fieldsInOrder,
  isChoice,
} from '../../../kernel/forms/form-schema.ts';
import { phoneFault, tidyPhone, typedPhone, typedPhoneHint } from '../../../kernel/identifiers/phone.ts';
import type { ItemShown } from '../server-answers/catalogue.ts';
import { checkIdNumber, tidyIdNumber } from './id-number.ts';

export type Person = Omit<Filing['applicant'], 'agent'>;
export type Agent = NonNullable<Filing['applicant']['agent']>;

export interface HandedIn {
  documentIds: string[];
  deferred: boolean;
  /** Taken from the holder's wallet instead, with her consent. */
  licence?: { licenceId: string; consentId: string; name: string; number: string };
}

/** The certificate that is to be renewed or changed. */
export interface ConcernedLicence {
  licenceId: string;
  name: string;
  number: string;
  holder: string;
}

export interface Application {
  itemId: string | undefined;
  channel: Filing['channel'];
  /** By registered mail or express: signed for, so received on the day of signing (信息公开条例 §31). */
  signedMail: boolean;
  /** It arrived before today: on which day, and why it is recorded only now. */
  earlier: { receivedOn: string; reason: string } | null;
  applicant: Person;
  agent: Agent | null;
  form: FormValue;
  materials: Record<string, HandedIn>;
  /** Where the item is about a certificate, which one. */
  concerned: ConcernedLicence | null;
}

/** What changes; said as a function where files or answers may have arrived since the page was drawn. */
export type ChangeOfApplication = Partial<Application> | ((now: Application) => Partial<Application>);

export const emptyApplication: Application = {
  itemId: undefined,
  channel: 'window',
  signedMail: false,
  earlier: null,
  applicant: { kind: 'organization', name: '', idType: 'credit-code', idNumber: '', phone: '' },
  agent: null,
  form: {},
  materials: {},
  concerned: null,
};

export const emptyAgent: Agent = { name: '', idType: 'id-card', idNumber: '', phone: '' };

export function filingOf(application: Application, item: ItemShown): Filing {
  const { applicant, agent, channel, earlier, form, concerned } = application;
  return {
    ...(item.procedure && { procedure: item.procedure }),
    itemId: item.itemId,
    channel,
    applicant: { ...tidyPerson(applicant), ...(agent && { agent: tidyAgent(agent) }) },
    form: item.form ? applicableAnswers(item.form, form) : {},
    materials: handedMaterials(application, item),
    ...(item.business && concerned && { licenceId: concerned.licenceId }),
    ...(asksForSigning(application, item) && application.signedMail && { signedMail: true }),
    ...(earlier && { receivedOn: earlier.receivedOn, reason: earlier.reason.trim() || undefined }),
  };
}

/** On which day a letter counts as received depends on it for requests for information only. */
export const asksForSigning = (
  { channel }: Pick<Application, 'channel'>,
  { procedure }: ItemShown,
): boolean => channel === 'mail' && procedure === 'information-request';

/** In the order of the list, so that the place in an error can be led back to its material. */
export function handedMaterials({ materials }: Application, item: ItemShown): Filing['materials'] {
  return item.materials.flatMap(({ materialCode }): Filing['materials'] => {
    const handed = materials[materialCode];
    if (!handed) return [];
    if (handed.licence) {
      const { licenceId, consentId } = handed.licence;
      return [{ materialCode, licenceId, consentId }];
    }
    if (handed.documentIds.length > 0)
      return handed.documentIds.map((documentId) => ({ materialCode, documentId }));
    return handed.deferred ? [{ materialCode, deferred: true }] : [];
  });
}

const tidyPerson = (person: Person): Person => ({
  ...person,
  name: person.name.trim(),
  idNumber: tidyIdNumber(person),
  phone: tidyPhone(person.phone),
});

function tidyAgent({ mandateDocumentId, ...agent }: Agent): Agent {
  return {
    ...agent,
    name: agent.name.trim(),
    idNumber: tidyIdNumber(agent),
    phone: tidyPhone(agent.phone),
    ...(mandateDocumentId && { mandateDocumentId }),
  };
}

export interface Gap {
  pointer: string;
  text: string;
  /** Given, and cannot be right; not merely missing. */
  wrong?: true;
}

/** What the server would miss in the words of the form, found before it is asked. */
export function gapsOf(application: Application, item: ItemShown): Gap[] {
  const { applicant, agent, earlier } = application;
  const person = (given: Person | Agent, place: string, who: string) =>
    (['name', 'idNumber', 'phone'] as const)
      .filter((name) => given[name].trim() === '')
      .map((name) => ({ pointer: `${place}/${name}`, text: `${who}${personWords[name]}没有填写` }));
  return [
    ...person(applicant, '/applicant', '申请人'),
    ...(agent ? person(agent, '/applicant/agent', '代理人') : []),
    ...wrongNumbers(applicant, '/applicant', '申请人'),
    ...(agent ? wrongNumbers(agent, '/applicant/agent', '代理人') : []),
    ...(earlier && !earlier.receivedOn ? [{ pointer: '/receivedOn', text: '实际收到日期没有填写' }] : []),
    ...(earlier && !earlier.reason.trim() ? [{ pointer: '/reason', text: '补录原因没有填写' }] : []),
    ...(item.form ? formGaps(item.form, application.form) : []),
    ...(item.business && !application.concerned
      ? [{ pointer: '/licenceId', text: '要延续或者变更的证照没有选定' }]
      : []),
  ];
}

/** Only what cannot be a number of its kind; what is merely unusual is for the clerk to judge. */
function wrongNumbers({ idType, idNumber, phone }: Person | Agent, place: string, who: string): Gap[] {
  const found = idNumber.trim() === '' ? undefined : checkIdNumber(idType, idNumber);
  const wrongPhone = phone.trim() === '' ? undefined : (strangePhone(phone) ?? phoneFault(phone));
  return [
    ...(found?.valid === 'no'
      ? [{ pointer: `${place}/idNumber`, text: `${who}证件号码有误：${found.why}`, wrong: true as const }]
      : []),
    ...(wrongPhone
      ? [{ pointer: `${place}/phone`, text: `${who}联系电话有误：${wrongPhone}`, wrong: true as const }]
      : []),
  ];
}

const strangePhone = (phone: string) => (new RegExp(typedPhone).test(phone) ? undefined : typedPhoneHint);

const personWords = { name: '姓名或者名称', idNumber: '证件号码', phone: '联系电话' };

function formGaps(form: FormSchema, answers: FormValue): Gap[] {
  const given = applicableAnswers(form, answers);
  return fieldsInOrder(form).flatMap(([name, field]) => {
    const value = given[name];
    if (isNumber(field) && typeof value === 'string')
      return [{ pointer: `/form/${name}`, text: `“${field.title}”应填写数字`, wrong: true }];
    const found = typeof value === 'string' ? elementFinding(field['x-element'], value) : undefined;
    if (found?.isError)
      return [{ pointer: `/form/${name}`, text: `“${field.title}”${found.message}`, wrong: true }];
    return isRequired(form, name, given) && value === undefined
      ? [{ pointer: `/form/${name}`, text: `“${field.title}”没有${isChosen(field) ? '选择' : '填写'}` }]
      : [];
  });
}

const isNumber = ({ type }: Field) => type === 'integer' || type === 'number';
const isChosen = (field: Field) => isChoice(field) || field.type === 'array' || field.type === 'boolean';

/** Whether a material is asked for, as far as the answers say; undefined where only a person can tell. */
export function isAskedFor(material: Material, answers: FormValue): boolean | undefined {
  if (material.necessity !== 'conditional') return true;
  return material.when && holds(material.when, answers);
}

/** What the form asks and the applicant's own data answers; the first field of each meaning only, the rest is hers. */
export function prefilled(
  form: FormSchema,
  answers: FormValue,
  { name, idType, idNumber, phone }: Person,
): FormValue {
  const known: Record<string, string> = {
    'applicant.name': name,
    'applicant.phone': phone,
    ...(idType === 'credit-code' && { 'organization.name': name, 'organization.credit-code': idNumber }),
    ...(idType === 'id-card' && { 'person.name': name, 'person.id-card': idNumber }),
  };
  const filled: FormValue = { ...answers };
  for (const [field, { 'x-element': element }] of fieldsInOrder(form)) {
    const value = known[element]?.trim();
    delete known[element];
    if (value && filled[field] === undefined) filled[field] = value;
  }
  return filled;
}

/** The published sample (行政许可法 §30) and an applicant to match it, for demonstrations. */
export function sampleFor(form: FormSchema): Pick<Application, 'applicant' | 'form'> {
  const sample = form.examples?.[0] ?? {};
  const told = (element: string) => {
    const found = fieldsInOrder(form).find(([, field]) => field['x-element'] === element);
    const value = found && sample[found[0]];
    return typeof value === 'string' ? value : undefined;
  };
  const creditCode = told('organization.credit-code');
  const phone = '13800000000';
  return {
    form: sample,
    applicant: creditCode
      ? {
          kind: 'organization',
          name: told('organization.name') ?? '示例餐饮有限公司',
          idType: 'credit-code',
          idNumber: creditCode,
          phone,
        }
      : {
          kind: 'natural-person',
          name: told('applicant.name') ?? told('person.name') ?? '张示例',
          idType: 'id-card',
          idNumber: told('person.id-card') ?? '11010519491231002X',
          phone,
        },
  };
}
