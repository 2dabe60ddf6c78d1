/** Codes and telephone numbers as they are kept and compared. Everything else stays as it was typed. */
import { tidyCode } from '../identifiers/identification.ts';
import { tidyPhone } from '../identifiers/phone.ts';
import type { ElementName } from './elements.ts';
import { type Field, type FormSchema, type FormValue, isGroup } from './form-schema.ts';

/** Of answers of any shape: what is no text under a known field is left to the form's check. */
export function tidyAnswers({ properties }: Pick<FormSchema, 'properties'>, answers: FormValue): FormValue {
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      Object.hasOwn(properties, name) ? tidied(properties[name], answer) : answer,
    ]),
  );
}

function tidied(field: Field | undefined, answer: unknown): unknown {
  if (!field) return answer;
  if (typeof answer === 'string') return tidyText(field['x-element'], answer);
  if (!isGroup(field) || typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return answer;
  return tidyAnswers(field, Object.fromEntries(Object.entries(answer)));
}

/** Pasted codes bring blanks along, and an input method left in its wide form writes ９１３５ for 9135. */
export function tidyText(element: ElementName, text: string): string {
  switch (element) {
    case 'organization.credit-code':
    case 'person.id-card':
    case 'legal-representative.id-card':
      return tidyCode(text);
    case 'phone':
    case 'applicant.phone':
      return tidyPhone(text);
    default:
      return text;
  }
}
