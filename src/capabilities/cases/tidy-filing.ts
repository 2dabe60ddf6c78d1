/** A filing as it is kept: what was typed with a wide input method is searched, compared and printed half-width. */
import { tidyAnswers } from '../../kernel/forms/tidy-answers.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { tidyPhone } from '../../kernel/identifiers/phone.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { FileableItem } from '../catalogue/public.ts';
import type { Filing } from './filing.ts';

type Applicant = Filing['applicant'];

/** Of a whole filing, or of the parts of a draft that change. */
export function tidyFiling<Parts extends Partial<Pick<Filing, 'applicant' | 'form'>>>(
  filing: Parts,
  item: FileableItem,
): Parts {
  return {
    ...filing,
    ...(filing.applicant && { applicant: tidyApplicant(filing.applicant) }),
    ...(filing.form && { form: tidyAnswers(item.form, filing.form) }),
  };
}

/** The form and the telephone among the input of a correction. */
export function tidyCorrection(input: JsonObject, item: FileableItem): JsonObject {
  const { form, phone } = input;
  const isForm = typeof form === 'object' && form !== null && !Array.isArray(form);
  return {
    ...input,
    ...(isForm && { form: tidyAnswers(item.form, form) as JsonObject }),
    ...(typeof phone === 'string' && { phone: tidyPhone(phone) }),
  };
}

const tidyApplicant = ({ agent, ...applicant }: Applicant): Applicant => ({
  ...tidyPerson(applicant),
  ...(agent && { agent: tidyPerson(agent) }),
});

const tidyPerson = <Person extends Pick<Applicant, 'idNumber' | 'phone'>>(person: Person): Person => ({
  ...person,
  idNumber: tidyCode(person.idNumber),
  phone: tidyPhone(person.phone),
});
