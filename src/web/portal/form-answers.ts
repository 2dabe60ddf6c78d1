/** What a page without script sent, as answers to the fields of a form. What does not fit is kept as it was typed. */
import type { Field, FormPage, FormSchema, FormValue, LeafField } from '../../kernel/forms/form-schema.ts';
import { isGroup } from '../../kernel/forms/form-schema.ts';
import { readNumber } from '../../kernel/forms/read-number.ts';
import { type Sent, valuesOf } from './read-form.ts';

/** Answers of one page laid over those known before; a field of the page that was not sent is unanswered. */
export function withPageAnswers(form: FormSchema, page: FormPage, before: FormValue, sent: Sent): FormValue {
  const answers: FormValue = { ...before };
  for (const name of page.fields) {
    const field = form.properties[name];
    if (!field) continue;
    const answer = readField(name, field, sent);
    if (isEmpty(answer)) delete answers[name];
    else answers[name] = answer;
  }
  return answers;
}

function readField(name: string, field: Field, sent: Sent): unknown {
  if (!isGroup(field)) return readAnswer(field, valuesOf(sent, name));
  const members = Object.entries(field.properties).map(([inner, member]): [string, unknown] => [
    inner,
    readAnswer(member, valuesOf(sent, `${name}.${inner}`)),
  ]);
  return Object.fromEntries(members.filter(([, answer]) => !isEmpty(answer)));
}

export function readAnswer(field: LeafField, values: string[]): unknown {
  const first = values[0]?.trim() ?? '';
  switch (field.type) {
    case 'array':
      return values.filter((value) => value !== '');
    case 'boolean':
      if (first === 'yes') return true;
      return first === 'no' ? false : undefined;
    case 'integer':
    case 'number':
      return readNumber(first);
    case 'string':
      return first;
  }
}

export function isEmpty(answer: unknown): boolean {
  if (answer === undefined || answer === '') return true;
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && answer !== null && Object.keys(answer).length === 0;
}
