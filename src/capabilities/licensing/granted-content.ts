/** 行政许可法 38 ¶1: the written decision says what is granted, to whom and where, as it was applied for in the end. */
import { inWords } from '../../kernel/forms/answer-in-words.ts';
import { isAsked } from '../../kernel/forms/conditions.ts';
import { type FormValue, fieldsInOrder, isDate, isGroup } from '../../kernel/forms/form-schema.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';

type Row = [title: string, words: string];

/** Rows of a table; none where the item names no fields, or the form was lawfully erased. */
export function grantedContent(source: LetterSource): Row[] {
  const { item, record, officeName } = source;
  const rows = contentBefore(source, { withPeople: true });
  if (rows.length === 0) return [];
  const { validity, name } = item.result ?? {};
  if (validity) rows.push(['有效期', `${validity.years}年，起止日期见${name}`]);
  const others = item.reviewOffices.filter((office) => office !== record.office);
  if (others.length > 0) rows.push(['参加审查的部门', [record.office, ...others].map(officeName).join('、')]);
  return rows;
}

/** What the item's decision repeats of the form, as the form stood before the fact. */
export function contentBefore(
  { item, record, fact }: Pick<LetterSource, 'item' | 'record' | 'fact'>,
  { withPeople }: { withPeople: boolean },
): Row[] {
  const last = record.facts.findLast(
    ({ version, payload }) => version < fact.version && isForm(payload.form),
  );
  const answers = last?.payload.form;
  if (!isForm(answers)) return [];
  return fieldsInOrder(item.form).flatMap(([name, field]): Row[] => {
    if (!item.decisionStates?.includes(name) || isGroup(field)) return [];
    if (!withPeople && people.has(field['x-element'] ?? '')) return [];
    const isGiven = answers[name] !== undefined && isAsked(field, answers);
    if (!isGiven) return [];
    const words = inWords(field, answers[name]);
    return [[field.title, isDate(field) ? chineseDate(words) : words]];
  });
}

/** Who somebody is: for the parties, not for everybody. */
const people = new Set(['legal-representative.name', 'person.name']);

const isForm = (value: unknown): value is FormValue =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
