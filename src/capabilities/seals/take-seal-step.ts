/** Taking a step with a seal: may you at all (403), is the input right (422), is your picture fresh (412), does the rule allow it (409). */
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { sealFacts } from '../../kernel/ledger/seal-facts.ts';
import type { RuleContext, StepActor, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { fold } from '../../kernel/procedure/fold.ts';
import { capacityFor, findStep, refusalOf } from '../../kernel/procedure/rules.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import { createInputCheck } from '../../platform/http/validation.ts';
import { appendFacts, isUniqueViolation, isVersionTaken } from '../../platform/ledger/append-facts.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Directory } from '../organisation/public.ts';
import { headline } from './lanes.ts';
import { makeSealWith } from './make-seal.ts';
import { invalid, refused, sealProblem, stepUnknown } from './problems.ts';
import { contextOf, factActorOf, stepActorOf } from './seal-context.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { sealLife } from './seal-life.ts';
import {
  findBoundSigners,
  findPicture,
  type Making,
  replaceCoverage,
  type SealRecord,
  updateSeal,
} from './seal-store.ts';
import { coverageOf } from './standing.ts';

export interface SealStepRequest {
  step: string;
  input?: unknown;
  /** The version the caller saw; absent when she does not mind. */
  version?: number;
}

/**
 * Everything slow is done when it returns; `write` appends and moves the row. A seal made in vain, because somebody was
 * faster, leaves a key that no seal names.
 */
export async function prepareStep(
  platform: Platform,
  directory: Directory,
  seal: SealRecord,
  actor: Actor,
  request: SealStepRequest,
): Promise<(client: PoolClient) => Promise<void>> {
  const stepActor = stepActorOf(actor);
  const context = contextOf(platform, directory, seal, stepActor);
  const { step, input } = permitted(directory, seal, context, request);
  return performStep(platform, seal, step, context, input);
}

function permitted(directory: Directory, seal: SealRecord, context: RuleContext, request: SealStepRequest) {
  const step = findStep(sealLife, request.step);
  if (!step) throw stepUnknown(request.step);
  if (!capacityFor(step, context))
    throw sealProblem('seal/forbidden', { detail: `“${step.label}”属于其他岗位。` });
  const input = checkedInput(step, context, request.input ?? {});
  const errors = authorityErrors(directory, input);
  if (errors.length > 0) throw invalid(errors);
  if (request.version !== undefined && request.version !== seal.version)
    throw sealProblem('seal/stale-version');
  const refusal = refusalOf(step, sealLife, context, input);
  if (refusal) throw refused(refusal);
  return { step, input };
}

const checks = new WeakMap<StepDeclaration, (value: unknown) => ProblemError[]>();

function checkedInput(step: StepDeclaration, context: RuleContext, value: unknown): JsonObject {
  const check = checks.get(step) ?? createInputCheck(step.input);
  checks.set(step, check);
  const errors = check(value);
  const input = value as JsonObject; // of the step's own shape when there are no errors
  const faults = errors.length > 0 ? [] : (step.faults?.(context, input) ?? []);
  const all = [...errors, ...faults.map((fault) => ({ ...fault, code: 'input/rule' }))];
  if (all.length > 0) throw invalid(all.map((error) => ({ ...error, pointer: `/input${error.pointer}` })));
  return input;
}

function authorityErrors(directory: Directory, { authority }: JsonObject): ProblemError[] {
  if (authority === undefined || directory.authorities.has(String(authority))) return [];
  const message = `没有编号为“${String(authority).slice(0, 40)}”的行政机关。`;
  return [{ pointer: '/input/authority', code: 'input/rule', message }];
}

/** The rules have said yes. */
export async function performStep(
  platform: Platform,
  seal: SealRecord,
  step: StepDeclaration,
  context: RuleContext,
  input: JsonObject,
): Promise<(client: PoolClient) => Promise<void>> {
  const made = step.name === 'make-seal' ? await make(platform, seal, context, input) : undefined;
  const facts = step
    .facts(context, input)
    .map((fact, index) => (index === 0 && made ? { ...fact, data: { ...fact.data, ...made.data } } : fact));
  return (client) => append(platform, client, seal, context.actor, step, context, facts, made?.making);
}

async function make(
  platform: Platform,
  seal: SealRecord,
  { now }: RuleContext,
  { years, signer }: JsonObject,
) {
  const picture = await findPicture(platform.pool, platform.jurisdiction, seal.id);
  return makeSealWith(await sealKeysOf(platform), {
    seal,
    picture: picture ?? new Uint8Array(),
    years: Number(years),
    signer: typeof signer === 'string' ? signer : undefined,
    bound: await findBoundSigners(platform),
    now: new Date(Math.floor(now.getTime() / 1000) * 1000),
  });
}

async function append(
  { jurisdiction }: Platform,
  client: PoolClient,
  seal: SealRecord,
  actor: StepActor,
  step: StepDeclaration,
  context: RuleContext,
  facts: NewFact[],
  making: Making | undefined,
): Promise<void> {
  const head = { version: seal.version, hash: seal.facts.at(-1)?.hash ?? null };
  const by = factActorOf(actor, capacityFor(step, context));
  const stream = { jurisdiction, subjectType: 'seal', subjectId: seal.id };
  const recordedAt = context.now.toISOString();
  const sealed = sealFacts(
    stream,
    head,
    facts,
    by,
    recordedAt,
    facts.map(() => randomBytes(32)),
  );
  const after = fold(
    sealLife,
    facts.map((fact, index) => ({ ...fact, version: seal.version + 1 + index, recordedAt, actor: by })),
    context.state,
  );
  const standing = { id: seal.id, status: headline(after), version: after.version, making };
  try {
    await appendFacts(client, jurisdiction, sealed);
    await updateSeal(client, jurisdiction, standing);
  } catch (error) {
    // Somebody else took the step, or gave the signer to another seal, at the same moment.
    if (isVersionTaken(error) || isUniqueViolation(error, 'seal_signer'))
      throw sealProblem('seal/stale-version');
    throw error;
  }
  await replaceCoverage(client, jurisdiction, seal.id, coverageOf(after.facts));
}
