/** What is wrong with a step's input, and where. */
import { Refused } from '../server-answers/request.ts';
import { type Errors, idOfPointer } from './schema.ts';

/** To the first field that is wrong, once its message stands below it. */
export function focusFirst(form: HTMLFormElement | null, errors: Errors): void {
  requestAnimationFrame(() => {
    const place = Object.keys(errors)
      .map((pointer) => document.getElementById(idOfPointer(pointer)))
      .find((found) => found && form?.contains(found));
    const field = place?.matches('fieldset')
      ? place.querySelector<HTMLElement>('input, select, textarea')
      : place;
    field?.focus();
    if (!field) form?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
  });
}

/** By JSON pointer inside the input. */
export function errorsOf(error: unknown): Errors {
  if (!(error instanceof Refused)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, message }) => [pointer.replace(/^\/input/, ''), message]),
  );
}

/** Errors whose place is not on the screen are said at the end, never swallowed. */
export function OtherErrors({ errors }: { errors: Errors }) {
  const elsewhere = Object.entries(errors).filter(
    ([pointer]) => pointer === '' || !document.getElementById(idOfPointer(pointer)),
  );
  if (elsewhere.length === 0) return null;
  return (
    <ul className="field-error">
      {elsewhere.map(([pointer, message]) => (
        <li key={pointer}>{message}</li>
      ))}
    </ul>
  );
}
