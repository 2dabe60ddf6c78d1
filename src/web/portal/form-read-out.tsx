/** A filled-in form to read: the sample of a guide, the last page before sending, a case. */
import { inWords } from '../../kernel/forms/answer-in-words.ts';
import { isAsked } from '../../kernel/forms/conditions.ts';
import type { Field, FormSchema, FormValue } from '../../kernel/forms/form-schema.ts';
import { fieldsInOrder, isGroup } from '../../kernel/forms/form-schema.ts';
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
