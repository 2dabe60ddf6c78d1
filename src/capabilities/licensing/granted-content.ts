/** 行政许可法 38 ¶1: the written decision says what is granted, to whom and where, as it was applied for in the end. */
import { inWords } from '../../kernel/forms/answer-in-words.ts';
import { isAsked } from '../../kernel/forms/conditions.ts';
import { type FormValue, fieldsInOrder, isGroup } from '../../kernel/forms/form-schema.ts';
import type { LetterSource } from '../cases/public.ts';

/** Rows of a table; none where the item names no fields, or the form was lawfully erased. */
export function grantedContent(source: LetterSource): [string, string][] {
  const { item, record, officeName } = source;
  const answers = formBefore(source);
  const stated = new Set(answers ? item.decisionStates : []);
  const rows = fieldsInOrder(item.form).flatMap(([name, field]): [string, string][] => {
    if (!answers || !stated.has(name) || isGroup(field)) return [];
    return answers[name] !== undefined && isAsked(field, answers)
      ? [[field.title, inWords(field, answers[name])]]
      : [];
  });
  if (rows.length === 0) return [];
  const validity = item.result?.validity;
  const offices = item.reviewOffices.filter((office) => office !== record.office);
  return [
    ...rows,
    ...(validity
      ? [['有效期', `${validity.years}年，起止日期见${item.result?.name}`] as [string, string]]
      : []),
    ...(offices.length > 0
      ? [['参加审查的部门', [record.office, ...offices].map(officeName).join('、')] as [string, string]]
      : []),
  ];
}

/** The form as it was last handed in or mended before the decision. */
function formBefore({ record, fact }: LetterSource): FormValue | undefined {
  const last = record.facts.findLast(
    ({ version, payload }) => version < fact.version && isForm(payload.form),
  );
  return isForm(last?.payload.form) ? last.payload.form : undefined;
}

const isForm = (value: unknown): value is FormValue =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
