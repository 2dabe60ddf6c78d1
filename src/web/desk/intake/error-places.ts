/** Where on these pages the server's errors belong. */

import type { Filing } from '../../../capabilities/cases/filing.ts';
import { Refused } from '../server-answers/request.ts';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import type { Stage } from './stages.ts';

/** By pointer; errors at the n-th material sent stand at the material's code. What was changed since is wrong no more. */
export function placedErrors(error: unknown, sent: Filing, now: Filing): Errors {
  if (!(error instanceof Refused)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).flatMap(({ pointer, message }): [string, string][] => {
      const at = /^\/materials\/(\d+)/.exec(pointer)?.[1];
      const code = at === undefined ? undefined : sent.materials[Number(at)]?.materialCode;
      const place = code === undefined ? pointer : `/materials/${code}`;
      return contentAt(sent, place) === contentAt(now, place) ? [[place, message]] : [];
    }),
  );
}

export const hasPlaces = (error: unknown): boolean =>
  error instanceof Refused && (error.problem.errors ?? []).length > 0;

function contentAt(filing: Filing, place: string): string | undefined {
  const code = /^\/materials\/(.+)/.exec(place)?.[1];
  if (code !== undefined) {
    return JSON.stringify(filing.materials.filter(({ materialCode }) => materialCode === code));
  }
  let content: unknown = filing;
  for (const name of place.split('/').slice(1)) {
    content =
      typeof content === 'object' && content !== null
        ? new Map<string, unknown>(Object.entries(content)).get(name)
        : undefined;
  }
  return JSON.stringify(content);
}

export function stageOf(pointer: string): Stage {
  if (pointer.startsWith('/form')) return 'form';
  if (pointer.startsWith('/materials') || pointer === '/licenceId') return 'materials';
  return pointer.startsWith('/item') ? 'item' : 'applicant';
}

/** The field, once its page is there; of a group its first input. */
export function focusPlace(pointer: string): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(idOfPointer(pointer));
    const field = place?.matches('fieldset')
      ? place.querySelector<HTMLElement>('input, select, textarea')
      : place;
    field?.focus();
    place?.scrollIntoView({ block: 'center' });
  });
}
