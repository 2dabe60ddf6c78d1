/** The questions of a filing on one page: what the account tells is not asked again, and a telephone is asked once. */
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import { applicableAnswers } from '../../kernel/forms/conditions.ts';
import type { Field, FormSchema, FormValue } from '../../kernel/forms/form-schema.ts';
import { withPageAnswers } from './form-answers.ts';
import { type Sent, valuesOf } from './read-form.ts';

export function readFiling(item: FileableItem, first: Filing, sent: Sent, procedure: string): Filing {
  const { draft: _draft, ...rest } = first;
  const page = { title: '', fields: item.form['x-order'] };
  const phone = (valuesOf(sent, '_phone')[0] ?? '').trim();
  const typed = applicableAnswers(item.form, withPageAnswers(item.form, page, {}, sent));
  const known = Object.fromEntries(
    Object.entries(item.form.properties).flatMap(([name, field]): [string, unknown][] => {
      if (isNameKnown(field, rest)) return [[name, rest.applicant.name]];
      return isContact(field) && phone !== '' && !Object.hasOwn(typed, name) ? [[name, phone]] : [];
    }),
  );
  return { ...rest, procedure, form: { ...typed, ...known }, applicant: { ...rest.applicant, phone } };
}

/** What the account tells is not asked again. */
const isNameKnown = (field: Field, { applicant }: Filing) =>
  field['x-element'] === 'applicant.name' && applicant.name !== '';
export const isContact = (field: Field) => field['x-element'] === 'applicant.contact';

/** The form as this page asks it: the name stands above, and whoever gives no other contact is reached by telephone. */
export function askedForm(item: FileableItem, filing: Filing): { form: FormSchema; fields: string[] } {
  const { form } = item;
  const other = { title: '其他联系方式', description: '电子邮箱或者通信地址。不写的，打上面的电话联系您。' };
  return {
    form: {
      ...form,
      required: (form.required ?? []).filter((name) => !isContact(form.properties[name] ?? nothing)),
      properties: Object.fromEntries(
        Object.entries(form.properties).map(([name, field]) => [
          name,
          isContact(field) ? { ...field, ...other } : field,
        ]),
      ),
    },
    fields: form['x-order'].filter((name) => !isNameKnown(form.properties[name] ?? nothing, filing)),
  };
}

export const fieldAt = ({ form }: FileableItem, pointer: string): Field =>
  form.properties[pointer.replace(/^\/form\//, '')] ?? nothing;

const nothing: Field = { type: 'boolean', title: '', 'x-element': 'choice' };

/** The telephone that stood in for another contact is not shown as if it had been typed there. */
export function withoutPhone({ form }: FileableItem, filing: Filing): FormValue {
  return Object.fromEntries(
    Object.entries(filing.form).filter(([name, answer]) => {
      const field = form.properties[name];
      return !(field && isContact(field) && answer === filing.applicant.phone);
    }),
  );
}
