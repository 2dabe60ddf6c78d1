/** An item's form at the counter: all pages below each other, because a clerk types faster than she turns pages. */
import { isAsked, isRequired } from '../../../kernel/forms/conditions.ts';
import { type FormValue, pagesOf } from '../../../kernel/forms/form-schema.ts';
import type { ItemShown } from '../server-answers/catalogue.ts';
import type { Errors } from '../step-form/schema.ts';
import { FormField } from './form-field.tsx';

interface FormStageProps {
  item: ItemShown;
  answers: FormValue;
  errors: Errors;
  onChange: (answers: FormValue) => void;
}

export function FormStage({ item: { form }, answers, errors, onChange }: FormStageProps) {
  if (!form) return null;
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = answers;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  return pagesOf(form).map((page) => (
    <fieldset key={page.title} className="form-page">
      <legend>{page.title}</legend>
      {page.description && <p className="fine">{page.description}</p>}
      {page.fields.map((name) => {
        const field = form.properties[name];
        if (!field || !isAsked(field, answers)) return null;
        return (
          <FormField
            key={name}
            pointer={`/form/${name}`}
            field={field}
            required={isRequired(form, name, answers)}
            value={answers[name]}
            errors={errors}
            onChange={(value) => set(name, value)}
          />
        );
      })}
    </fieldset>
  ));
}
