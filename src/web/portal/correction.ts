/** What a correction page sent: uploads and words for the demands, and the form where it was changed. */
import { isDeepStrictEqual } from 'node:util';
import type { CaseView } from '../../capabilities/cases/public.ts';
import { applicableAnswers } from '../../kernel/forms/conditions.ts';
import type { FormSchema, FormValue } from '../../kernel/forms/form-schema.ts';
import { withPageAnswers } from './form-answers.ts';
import { inputOf } from './materials-page.tsx';
import { fieldOf, type Sent, valuesOf } from './read-form.ts';
import type { Received } from './receive-files.ts';

export type Demand = NonNullable<CaseView['notice']>['items'][number];

/** An upload that came with a page that was refused for something else: it goes out with the page and comes back. */
export interface KeptFile {
  materialCode: string;
  documentId: string;
}

const keptInput = (materialCode: string) => `kept.${materialCode}`;

/** Names and values of the hidden inputs that carry what was uploaded. */
export const keptInputs = (kept: KeptFile[]) =>
  kept.map(({ materialCode, documentId }) => ({ name: keptInput(materialCode), value: documentId }));

/** The same as if the page had sent them. */
export function keptAsSent(kept: KeptFile[]): Sent {
  const byName = Map.groupBy(keptInputs(kept), ({ name }) => name);
  return Object.fromEntries([...byName].map(([name, inputs]) => [name, inputs.map(({ value }) => value)]));
}

export const keptIn = (codes: string[], sent: Sent): KeptFile[] =>
  uploadsOf(codes, { sent, files: [], refusals: [] });

export function uploadsOf(codes: string[], { sent, files }: Received): KeptFile[] {
  return codes.flatMap((materialCode) => [
    ...valuesOf(sent, keptInput(materialCode)).map((documentId) => ({ materialCode, documentId })),
    ...files
      .filter(({ input }) => input === inputOf(materialCode))
      .map(({ documentId }) => ({ materialCode, documentId })),
  ]);
}

/** Undefined when nothing was handed in. */
export function correctionOf(
  demands: Demand[],
  materials: KeptFile[],
  form: FormValue | undefined,
  sent: Sent,
  phoneBefore = '',
) {
  const answers = demands.flatMap(({ index, materialCode }) => {
    const text = fieldOf(sent, `answer.${index}`).slice(0, 4000);
    return materialCode === null && text !== '' ? [{ item: index, text }] : [];
  });
  const phone = fieldOf(sent, 'phone').trim().slice(0, 60);
  const isNewPhone = phone !== '' && phone !== phoneBefore;
  if (materials.length + answers.length === 0 && !form && !isNewPhone) return undefined;
  return {
    ...(materials.length > 0 && { materials }),
    ...(answers.length > 0 && { answers }),
    ...(form && { form }),
    ...(isNewPhone && { phone }),
  };
}

/** The form as typed; undefined where the page came without it or nothing in it was changed. */
export function changedForm(form: FormSchema, before: FormValue, sent: Sent): FormValue | undefined {
  if (valuesOf(sent, '_asked').length === 0) return undefined;
  const page = { title: '', fields: form['x-order'] };
  const after = applicableAnswers(form, withPageAnswers(form, page, before, sent));
  return isDeepStrictEqual(asStored(after), asStored(before)) ? undefined : after;
}

const asStored = (answers: FormValue): unknown => JSON.parse(JSON.stringify(answers));

/** Needed or promised, and not here yet; once it is decided, what was promised alone. */
export const lackingMaterials = ({ materials, status }: Pick<CaseView, 'materials' | 'status'>) =>
  materials.filter(
    ({ documents, licenceId, deferred, needed }) =>
      documents.length === 0 && licenceId === null && (deferred || (needed && !decided.has(status))),
  );

const decided = new Set(['granted', 'issued', 'closed']);
