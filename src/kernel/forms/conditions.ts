import type { Condition, Field, FormSchema, FormValue } from './form-schema.ts';

/** Whether a condition holds for the answers given so far. An unanswered field fulfils no condition. */
export function holds(condition: Condition, answers: FormValue): boolean {
  const answer = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined;
  if ('equals' in condition) return answer === condition.equals;
  const given: unknown[] = Array.isArray(answer) ? answer : [answer];
  return given.some((one) => typeof one === 'string' && condition.in.includes(one));
}

/** A field without a condition is always asked. */
export function isAsked(field: Field, answers: FormValue): boolean {
  const condition = field['x-when'];
  return condition === undefined || holds(condition, answers);
}

export function isRequired(form: FormSchema, name: string, answers: FormValue): boolean {
  const field = form.properties[name];
  if (!field || !isAsked(field, answers)) return false;
  return field['x-required'] === true || (form.required ?? []).includes(name);
}

/**
 * What a page without script sends, made ready for `validateForm`: empty entries and the answers to questions that are no
 * longer asked are left out. Everything else stays as it came, right or wrong.
 */
export function applicableAnswers(form: FormSchema, sent: FormValue): FormValue {
  let answers = Object.fromEntries(Object.entries(sent).filter(([, answer]) => !isEmpty(answer)));
  // Leaving one answer out may end the condition of another.
  for (let before = -1; before !== Object.keys(answers).length; ) {
    before = Object.keys(answers).length;
    const given = answers;
    answers = Object.fromEntries(
      Object.entries(given).filter(([name]) => {
        const field = Object.hasOwn(form.properties, name) ? form.properties[name] : undefined;
        return field === undefined || isAsked(field, given);
      }),
    );
  }
  return answers;
}

function isEmpty(answer: unknown): boolean {
  if (answer === undefined || answer === null) return true;
  if (typeof answer === 'string') return answer.trim() === '';
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && Object.values(answer).every(isEmpty);
}

/**
 * The form as it is published: conditions, which our own code reads from `x-when`, also in the words of JSON Schema, so
 * that any validator answers as we do.
 */
export function publishedForm(form: FormSchema): FormSchema & { allOf?: object[] } {
  const conditional = Object.entries(form.properties).flatMap(([name, field]) => {
    const condition = field['x-when'];
    if (!condition) return [];
    const answered = { required: [name] };
    const asked = conditionSchema(condition, form);
    const either = { anyOf: [{ not: answered }, asked] };
    return field['x-required'] ? [either, { anyOf: [{ not: asked }, answered] }] : [either];
  });
  return conditional.length === 0 ? form : { ...form, allOf: conditional };
}

function conditionSchema(condition: Condition, form: FormSchema): object {
  const { field } = condition;
  const one = 'equals' in condition ? { const: condition.equals } : { enum: condition.in };
  const several = form.properties[field]?.type === 'array';
  return { properties: { [field]: several ? { contains: one } : one }, required: [field] };
}
