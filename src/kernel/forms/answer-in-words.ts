/** What was answered, as people read it: labels for codes, the unit behind a number. */
import { isChoice, type LeafField } from './form-schema.ts';

export function inWords(field: LeafField, answer: unknown): string {
  if (answer === undefined || answer === '') return '（未填）';
  if (typeof answer === 'boolean')
    return field.type === 'boolean' && field.const ? '已确认' : answer ? '是' : '否';
  const labels = field.type === 'array' ? field.items['x-labels'] : isChoice(field) ? field['x-labels'] : {};
  if (Array.isArray(answer)) return answer.map((one) => labels[String(one)] ?? String(one)).join('、');
  const unit = (field.type === 'integer' || field.type === 'number') && field['x-unit'];
  return unit ? `${answer} ${unit}` : (labels[String(answer)] ?? String(answer));
}
