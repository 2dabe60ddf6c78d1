/** A filled-in form to read: the sample of a guide, the last page before sending, a case. */
import { isAsked } from '../../kernel/forms/conditions.ts';
import type { Field, FormSchema, FormValue, LeafField } from '../../kernel/forms/form-schema.ts';
import { fieldsInOrder, isChoice, isGroup } from '../../kernel/forms/form-schema.ts';
import { Pair, Pairs } from '../kit/parts.tsx';

export function FormReadOut({
  form,
  answers,
  fields,
}: {
  form: FormSchema;
  answers: FormValue;
  /** Only these; all without it. */
  fields?: string[];
}) {
  const shown = fieldsInOrder(form).filter(
    ([name, field]) =>
      (fields?.includes(name) ?? true) && (isAsked(field, answers) || Object.hasOwn(answers, name)),
  );
  return (
    <Pairs>
      {shown.map(([name, field]) => (
        <Pair key={name} name={field.title}>
          <Answer field={field} answer={answers[name]} />
        </Pair>
      ))}
    </Pairs>
  );
}

function Answer({ field, answer }: { field: Field; answer: unknown }) {
  if (!isGroup(field)) return <>{inWords(field, answer)}</>;
  const inner: FormValue = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  return fieldsInOrder(field).map(([key, member]) =>
    isGroup(member) ? null : (
      <div key={key}>
        {member.title}：{inWords(member, inner[key])}
      </div>
    ),
  );
}

export function inWords(field: LeafField, answer: unknown): string {
  if (answer === undefined || answer === '') return '（未填）';
  if (typeof answer === 'boolean')
    return field.type === 'boolean' && field.const ? '已确认' : answer ? '是' : '否';
  const labels = field.type === 'array' ? field.items['x-labels'] : isChoice(field) ? field['x-labels'] : {};
  if (Array.isArray(answer)) return answer.map((one) => labels[String(one)] ?? String(one)).join('、');
  const unit = (field.type === 'integer' || field.type === 'number') && field['x-unit'];
  return unit ? `${answer} ${unit}` : (labels[String(answer)] ?? String(answer));
}
