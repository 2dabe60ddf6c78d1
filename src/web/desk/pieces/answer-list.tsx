import {
  type Field,
  type FormSchema,
  type FormValue,
  fieldsInOrder,
  isChoice,
  isGroup,
  pagesOf,
} from '../../../kernel/forms/form-schema.ts';

/** A filled-in form, page by page, in the order in which people met its fields. */
export function AnswerList({ form, answers }: { form: FormSchema; answers: FormValue }) {
  return pagesOf(form).map((page) => {
    const given = page.fields.filter((name) => answers[name] !== undefined);
    if (given.length === 0) return null;
    return (
      <div key={page.title}>
        <h3>{page.title}</h3>
        <dl className="answers">
          {given.map((name) => {
            const field = form.properties[name];
            return (
              field && (
                <div key={name}>
                  <dt>{field.title}</dt>
                  <dd>
                    <Answer field={field} value={answers[name]} />
                  </dd>
                </div>
              )
            );
          })}
        </dl>
      </div>
    );
  });
}

function Answer({ field, value }: { field: Field; value: unknown }) {
  if (isGroup(field) && typeof value === 'object' && value !== null) {
    const given = new Map<string, unknown>(Object.entries(value));
    return fieldsInOrder(field).map(([name, leaf]) => (
      <span className="group-answer" key={name}>
        {leaf.title}：<Answer field={leaf} value={given.get(name)} />
      </span>
    ));
  }
  return answerText(field, value);
}

function answerText(field: Field, value: unknown): string {
  if (value === undefined || value === null) return '未填写';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value) && field.type === 'array') {
    return value.map((one) => field.items['x-labels'][String(one)] ?? String(one)).join('、');
  }
  if (isChoice(field)) return field['x-labels'][String(value)] ?? String(value);
  const unit = (field.type === 'number' || field.type === 'integer') && field['x-unit'];
  return unit ? `${value} ${unit}` : String(value);
}
