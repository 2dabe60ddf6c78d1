/** Taking a step: may you at all (403), is the input right (422), is your picture fresh (412), does the rule allow it (409). */
import type { Actor } from '../../kernel/actor.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { HandedMaterial } from '../../kernel/procedure/application.ts';
import { capacitiesFor } from '../../kernel/procedure/capacities.ts';
import type { RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { factDeclared } from '../../kernel/procedure/fold.ts';
import { factsOfStep, findStep, inCapacity, refusalOf } from '../../kernel/procedure/rules.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Answer, IdempotencyScope } from '../../platform/http/idempotency.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import { isDeadlock, isUniqueViolation, isVersionTaken } from '../../platform/ledger/append-facts.ts';
import type { FileableItem } from '../catalogue/public.ts';
import { type AnswerFor, appendToCase } from './append-to-case.ts';
import { factActorOf, stepActorOf } from './case-context.ts';
import type { Party } from './case-record.ts';
import { bothEffects, type Naming, namesNothing, takenFrom } from './certificate-desk.ts';
import { factsOfSentDraft, sentDraftErrors } from './file-case.ts';
import { formErrors, materialErrors } from './filing.ts';
import { foreignDocumentErrors } from './foreign-documents.ts';
import { documentsNamedIn } from './handed-in.ts';
import { findFirstAnswer } from './idempotent-answers.ts';
import { findNamedPeople } from './named-people.ts';
import { type CaseParts, contextOf, type OpenCase } from './open-case.ts';
import { forbidden, invalid, refused, staleVersion, stepUnknown } from './problems.ts';
import { validateStepInput } from './step-input.ts';
import { tidyCorrection } from './tidy-filing.ts';
import { viewCase } from './view-case.ts';
import { isDraftChanged } from './write-case.ts';

export interface StepRequest {
  step: string;
  input: unknown;
  /** The version the caller saw; absent when she does not mind. */
  version?: number;
  /** In whose lane, for somebody who may take it in several; absent: the first in which it is open. */
  lane?: string;
}

const tries = 6;

/** `reopen` loads the case again when somebody else was first. */
export async function takeStep(
  parts: CaseParts,
  found: OpenCase,
  actor: Actor,
  request: StepRequest,
  scope: IdempotencyScope | undefined,
  reopen: () => Promise<OpenCase | undefined>,
): Promise<Answer> {
  const { pool, jurisdiction } = parts.platform;
  let open = found;
  for (let round = 0; round < tries; round++) {
    const earlier = await findFirstAnswer(pool, jurisdiction, scope);
    if (earlier) return earlier;
    const { step, input, asked, people } = await permitted(parts, open, actor, request);
    try {
      const answerFor = { scope, actor, status: 200 };
      const after = await performStep(parts, open, step, asked, input, answerFor, people.fresh);
      const body = viewCase(after, actor, contextOf(after, stepActorOf(after, actor)));
      return { status: 200, body };
    } catch (error) {
      if (!isPassing(error)) throw error;
      open = (await reopen()) ?? open;
    }
  }
  throw staleVersion('多人同时办理这个办件，您的操作没有生效。');
}

/** Somebody did something at the same moment: look again. */
function isPassing(error: unknown): boolean {
  return (
    isVersionTaken(error) ||
    isDeadlock(error) ||
    isDraftChanged(error) ||
    isUniqueViolation(error, 'idempotency_pkey', 'party_jurisdiction_id_type_id_number_key')
  );
}

/** Throws 403 where the step is known and this actor could never take it, whatever else she sends. */
export function refuseStranger(open: OpenCase, actor: Actor, name: unknown, lane: unknown): void {
  const step = typeof name === 'string' ? findStep(open.declaration, name) : undefined;
  if (!step) return;
  const inLane = typeof lane === 'string' ? lane : undefined;
  const context = contextOf(open, stepActorOf(open, actor));
  if (!asWhat(open, step, context, inLane)) throw forbidden(step.label, step.who, context, step.lane);
}

async function permitted(parts: CaseParts, open: OpenCase, actor: Actor, request: StepRequest) {
  const { declaration } = open;
  const step = findStep(declaration, request.step);
  if (!step) throw stepUnknown(request.step);
  const context = contextOf(open, stepActorOf(open, actor));
  const asked = asWhat(open, step, context, request.lane);
  if (!asked) throw forbidden(step.label, step.who, context, step.lane);
  const given = validateStepInput(step, asked, request.input);
  const input = step.name === 'correct' ? tidyCorrection(given, open.item) : given;
  const errors = [
    ...itemInputErrors(step, input, open.item, asked.today),
    ...(await foreignInDocuments(parts, actor, input, open)),
    ...(step.sendsDraft && open.record.draft ? sentDraftErrors(open, asked, actor) : []),
  ];
  if (errors.length > 0) throw invalid(errors);
  if (request.version !== undefined && request.version !== open.record.version) {
    throw staleVersion(whatHappened(open));
  }
  const people = await findNamedPeople(parts, step, input);
  const named = { ...asked, named: people.ids };
  const refusal = refusalOf(step, declaration, named, input);
  if (refusal) throw refused(refusal);
  return { step, input, asked: named, people };
}

/** The context in the capacity in which she acts: in the lane she named, or the first in which the step is open. */
function asWhat(
  { declaration }: OpenCase,
  step: StepDeclaration,
  asked: RuleContext,
  lane: string | undefined,
): RuleContext | undefined {
  const among = capacitiesFor(step, asked)
    .filter(({ instance }) => lane === undefined || instance === lane)
    .map((capacity) => inCapacity(asked, capacity));
  return among.find((context) => !refusalOf(step, declaration, context)) ?? among[0];
}

function whatHappened({ record, declaration }: OpenCase): string {
  const last = record.facts.at(-1);
  const label = last ? factDeclared(declaration, last.kind)?.label : undefined;
  return `别人刚刚办过这个办件，最近一步是“${label ?? ''}”。`;
}

/** Makes the step's facts, its letter and its effect, and writes them. The rules have said yes in this context. */
export async function performStep(
  parts: CaseParts,
  open: OpenCase,
  step: StepDeclaration,
  asked: RuleContext,
  input: JsonObject,
  answerFor: AnswerFor | undefined,
  newlyKnown: Party[] = [],
): Promise<OpenCase> {
  const by = factActorOf(asked.actor, asked.capacity, open.record.applicantParty);
  const sent =
    step.sendsDraft && answerFor ? await factsOfSentDraft(parts, open, asked, answerFor.actor) : undefined;
  const facts = sent?.facts ?? factsOfStep(step, open.declaration, asked, input);
  const source = {
    jurisdiction: parts.platform.jurisdiction,
    record: open.record,
    context: asked,
    input,
    facts,
    by,
    recordedAt: open.now.toISOString(),
  };
  const naming = sent?.naming ?? (answerFor && namingOf(open, input, answerFor.actor));
  const noted = naming && !namesNothing(naming) ? await parts.certificates.note(naming, source) : undefined;
  const effect = bothEffects(noted, await open.module.effects?.[step.name]?.(source, parts.platform));
  return appendToCase(parts, open, {
    facts: withLetterKinds(facts, step.letter?.(asked, input), open),
    actor: by,
    effect,
    answerFor,
    ...(sent ? { parties: sent.parties } : {}),
    newlyKnown,
    // Sent or given up, the draft is over.
    draft: open.record.draft ? 'drop' : 'keep',
  });
}

/** The letter of a step is its first fact's; an item makes only the letters that it names. */
function withLetterKinds(facts: NewFact[], ofStep: string | undefined, { terms }: OpenCase): NewFact[] {
  return facts.map(({ letter, ...fact }, index) => {
    const kind = letter ?? (index === 0 ? ofStep : undefined);
    return kind !== undefined && kind in terms.letters ? { ...fact, letter: kind } : fact;
  });
}

/** An input called `form` or `materials` is the item's, whatever the step: checked as when the case was filed. */
function itemInputErrors(
  step: StepDeclaration,
  input: JsonObject,
  item: FileableItem,
  today: LegalDay,
): ProblemError[] {
  const properties = step.input.properties;
  const errors = [
    ...('form' in properties && input.form !== undefined ? formErrors(input.form, item, today) : []),
    ...('materials' in properties && input.materials !== undefined
      ? materialErrors(input.materials as unknown as HandedMaterial[], item)
      : []),
  ];
  return errors.map((error) => ({ ...error, pointer: `/input${error.pointer}` }));
}

/** Documents and certificates that are not the actor's to name; what the case already holds is. */
async function foreignInDocuments(
  parts: CaseParts,
  actor: Actor,
  input: JsonObject,
  open: OpenCase,
): Promise<ProblemError[]> {
  const known = new Set(documentsNamedIn(open.record.facts));
  const naming = namingOf(open, input, actor);
  return [
    ...(await foreignDocumentErrors(
      parts,
      actor,
      documentPlaces(input).filter(({ id }) => !known.has(id)),
    )),
    ...(namesNothing(naming) ? [] : (await parts.certificates.look(naming)).faults),
  ];
}

/** The certificates that a step of an open case takes from the applicant's wallet. */
function namingOf({ record, item }: OpenCase, { materials }: JsonObject, actor: Actor): Naming {
  const handed = Array.isArray(materials) ? (materials as unknown as HandedMaterial[]) : [];
  return { actor, applicant: record.applicant, item, taken: takenFrom(handed, '/input') };
}

function documentPlaces(input: JsonObject): { id: string; pointer: string }[] {
  const materials = Array.isArray(input.materials) ? input.materials : [];
  const documents = Array.isArray(input.documents) ? input.documents : [];
  const places: [Json | undefined, string][] = [
    ...materials.map((material, index): [Json | undefined, string] => [
      material !== null && typeof material === 'object' && !Array.isArray(material)
        ? material.documentId
        : undefined,
      `/input/materials/${index}/documentId`,
    ]),
    ...documents.map((id, index): [Json | undefined, string] => [id, `/input/documents/${index}`]),
    [input.noticeDocumentId, '/input/noticeDocumentId'],
  ];
  return places.flatMap(([id, pointer]) => (typeof id === 'string' ? [{ id, pointer }] : []));
}
