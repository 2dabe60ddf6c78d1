/** Saving one page of a draft: what it was sent, right or wrong, unless the page was saved elsewhere since it was shown. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Filing, type OpenCase, tidyFiling } from '../../capabilities/cases/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import { applicableAnswers, isAsked } from '../../kernel/forms/conditions.ts';
import type { FormSchema, FormValue } from '../../kernel/forms/form-schema.ts';
import { readApplicant } from './applicant-page.tsx';
import { type DraftPage, filingOf } from './draft.ts';
import { withPageAnswers } from './form-answers.ts';
import { mandateInput, materialsAfter } from './materials-page.tsx';
import type { Portal } from './portal-sources.ts';
import { type Sent, valuesOf } from './read-form.ts';
import type { Received } from './receive-files.ts';

export const markInput = '_seen';

export type DraftPart = Partial<Pick<Filing, 'applicant' | 'form' | 'materials'>>;

/** What a page shows, as one word: it comes back with the page and tells whether that is still what is stored. */
export function markOf(open: OpenCase, page: DraftPage): string {
  const text = JSON.stringify(shownOn(filingOf(open), open.item.form, page));
  return createHash('sm3').update(text).digest('hex').slice(0, 16);
}

function shownOn({ applicant, form, materials }: Filing, schema: FormSchema, page: DraftPage): unknown {
  switch (page.kind) {
    case 'applicant':
      return { ...applicant, agent: { ...applicant.agent, mandateDocumentId: undefined } };
    case 'form':
      return schema['x-order'].filter((name) => page.page.fields.includes(name)).map((name) => form[name]);
    case 'materials':
      return [materials, applicant.agent?.mandateDocumentId];
    case 'review':
      return [applicant, form, materials];
  }
}

export interface Saved {
  open: OpenCase;
  /** What the page opened with its own answers, to be shown before anybody complains. */
  fresh: boolean;
  /** Another page like this had added materials meanwhile: what both handed in stands. */
  merged: boolean;
}

/**
 * Saves a page into the draft as it stands at this moment. `clash`: the page was saved elsewhere with other content since
 * it was shown; nothing is written. Undefined where the draft is no longer one.
 */
export async function savePage(
  portal: Portal,
  opened: OpenCase,
  page: DraftPage,
  received: Received,
  actor: Actor,
): Promise<Saved | 'clash' | undefined> {
  for (let open: OpenCase | undefined = opened; open?.record.status === 'draft'; ) {
    const seen = valuesOf(received.sent, markInput)[0];
    const isMoved = seen !== undefined && seen !== markOf(open, page);
    const { part, fresh } = partAfter(open, page, received, actor, isMoved);
    if (isMoved && page.kind !== 'materials' && !isAlready(open, part)) return 'clash';
    const saved = await portal.cases().changeDraftAsSeen(open, part);
    if (saved) return { open: saved, fresh, merged: isMoved && page.kind === 'materials' };
    open = await portal.cases().find(open.record.caseNo, actor);
  }
  return undefined;
}

/** The part of the draft that a page holds, as the page was sent. */
export function partAfter(
  open: OpenCase,
  page: DraftPage,
  received: Received,
  actor: Actor,
  merge = false,
): { part: DraftPart; fresh: boolean } {
  const { sent } = received;
  const filing = filingOf(open);
  switch (page.kind) {
    case 'applicant': {
      const { applicant, fresh } = readApplicant(sent, actor);
      const mandate = filing.applicant.agent?.mandateDocumentId;
      if (applicant.agent && mandate) applicant.agent.mandateDocumentId = mandate;
      return { part: { applicant }, fresh };
    }
    case 'form': {
      const { form: schema } = open.item;
      const form = applicableAnswers(schema, withPageAnswers(schema, page.page, filing.form, sent));
      return { part: { form }, fresh: newlyAsked(schema, form, page.page.fields, sent) };
    }
    case 'materials':
      return { part: materialsPart(open, filing, received, merge), fresh: false };
    case 'review':
      return { part: {}, fresh: false };
  }
}

function materialsPart(open: OpenCase, filing: Filing, received: Received, merge: boolean): DraftPart {
  const { applicant, materials } = filing;
  const mandate = received.files.findLast(({ input }) => input === mandateInput)?.documentId;
  const handed = materialsAfter(materials, open.item, received);
  const codes = new Set(handed.map(({ materialCode }) => materialCode));
  const elsewhere = materials.filter(
    ({ materialCode, documentId }) => !documentId && !codes.has(materialCode),
  );
  return {
    materials: merge ? [...handed, ...elsewhere] : handed,
    ...(mandate &&
      applicant.agent && {
        applicant: { ...applicant, agent: { ...applicant.agent, mandateDocumentId: mandate } },
      }),
  };
}

/** The same typed in both places is no clash. */
function isAlready(open: OpenCase, part: DraftPart): boolean {
  const { applicant, form } = filingOf(open);
  const before = { applicant, form };
  return isDeepStrictEqual(asStored({ ...before, ...tidyFiling(part, open.item) }), asStored(before));
}

/** As it comes back from the database. */
const asStored = (part: object): object => JSON.parse(JSON.stringify(part));

/** Questions that an answer of this very page has opened, so that they were not on it when it was sent. */
export function newlyAsked(form: FormSchema, answers: FormValue, fields: string[], sent: Sent): boolean {
  const before = new Set((valuesOf(sent, '_asked')[0] ?? '').split(' '));
  return fields.some((name) => {
    const field = form.properties[name];
    return (
      field?.['x-when'] !== undefined &&
      isAsked(field, answers) &&
      !before.has(name) &&
      !Object.hasOwn(answers, name)
    );
  });
}
