import { isLegalDay, type LegalDay } from '../time/legal-day.ts';
import { type FormSchema, fieldsInOrder, isDate } from './form-schema.ts';
import type { FormFinding } from './form-shape.ts';

/** A loss that is found out next year was not found out yet. `answers` may have any shape. */
export function futureDays(form: FormSchema, answers: unknown, today: LegalDay): FormFinding[] {
  const given =
    typeof answers === 'object' && answers !== null ? new Map(Object.entries(answers)) : new Map();
  return fieldsInOrder(form).flatMap(([name, field]) => {
    const day: unknown = given.get(name);
    const isPast = isDate(field) && field['x-past'] === true;
    if (!isPast || typeof day !== 'string' || !isLegalDay(day) || day <= today) return [];
    const message = `“${field.title}”不能晚于今天，请核对年份和月份。`;
    return [{ pointer: `/${name}`, code: 'form/future', message }];
  });
}
