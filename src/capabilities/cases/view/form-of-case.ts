/** The answers of a case's form, and the version of the item under which they were given. */
import type { JsonObject } from '../../../kernel/json.ts';
import type { FileableItem } from '../../catalogue/public.ts';
import { asOf, type OpenCase } from '../open-case.ts';

/** The form as it stands: as filed, or as last corrected. */
export function formOf(open: OpenCase): JsonObject {
  const form = formFact(open)?.payload.form ?? open.record.draft?.form ?? {};
  return form as JsonObject;
}

/** The item as it was when the form was filled in; the case may go by a later version. */
export function itemOfForm(open: OpenCase): FileableItem {
  return asOf(open, formFact(open)?.version ?? open.record.version).item;
}

const formFact = ({ record }: OpenCase) => record.facts.findLast((fact) => fact.payload.form !== undefined);
