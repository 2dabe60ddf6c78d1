/** Taking a step of a certificate's life, in the order of contracts §3: 403, 422, 412, 409. */
import type { PoolClient } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { StepActor, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { capacityFor, findStep, refusalOf } from '../../kernel/procedure/rules.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { isDeadlock, isUniqueViolation, isVersionTaken } from '../../platform/ledger/append-facts.ts';
import type { Platform } from '../../platform/platform.ts';
import { factActorOf, forbidden, refused, stepUnknown, validateStepInput } from '../cases/public.ts';
import { appendToLicence, letterNumberKey, type NewDocument } from './append-to-licence.ts';
import { licenceLetterKinds } from './licence-letters.ts';
import { licenceLife } from './licence-life.ts';
import { contextOf, type OpenLicence, openLicence, stepActorOf, system } from './open-licence.ts';
import { tellHolder } from './tell-holder.ts';

export interface LicenceStep {
  step: string;
  input: unknown;
  /** The version the caller saw; absent when she does not mind. */
  version?: number;
}

const tries = 8;

/** Somebody did something at the same moment: look again. */
export const isPassing = (error: unknown): boolean =>
  isVersionTaken(error) || isDeadlock(error) || isUniqueViolation(error, letterNumberKey);

/** Repeats a transaction that met another one. `work` begins from what is committed each time. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || round === tries) throw error;
    }
  }
}

/** A step by a person, and the word of it to the holder. */
export function takeStep(
  platform: Platform,
  id: string,
  actor: Actor,
  request: LicenceStep,
): Promise<OpenLicence> {
  return again(() =>
    inTransaction(platform.pool, (client) => takeLicenceStep(client, platform, id, actor, request)),
  );
}

/** The same within the caller's transaction. */
export async function takeLicenceStep(
  client: PoolClient,
  platform: Platform,
  id: string,
  actor: Actor,
  request: LicenceStep,
): Promise<OpenLicence> {
  const open = await openLicence(platform, id, client);
  if (!open) throw new Error(`certificate ${id} is gone`);
  const step = findStep(licenceLife, request.step);
  if (!step) throw stepUnknown(request.step);
  const asked = contextOf(open, stepActorOf(open.licence, actor));
  const capacity = capacityFor(step, asked);
  if (!capacity) throw forbidden(step.label, step.who, asked, step.lane);
  const input = validateStepInput(step, asked, request.input);
  if (request.version !== undefined && request.version !== open.licence.version) throw stale(open);
  const after = await act(client, platform.jurisdiction, open, {
    step,
    input,
    actor: asked.actor,
    by: factActorOf(asked.actor, capacity, open.licence.holderParty),
  });
  await tellHolder(platform, client, after);
  return after;
}

/** A step by the system, on its own or because of a case: `by` is whose doing it was. */
export async function takeSystemStep(
  client: PoolClient,
  jurisdiction: string,
  open: OpenLicence,
  { step: name, input, by, document }: SystemStep,
): Promise<OpenLicence> {
  const step = findStep(licenceLife, name);
  if (!step) throw new Error(`a certificate's life has no step ${name}`);
  return act(client, jurisdiction, open, { step, input, actor: system, by, document });
}

export interface SystemStep {
  step: string;
  input: JsonObject;
  by: FactActor;
  document?: NewDocument | undefined;
}

interface Act {
  step: StepDeclaration;
  input: JsonObject;
  actor: StepActor;
  by: FactActor;
  document?: NewDocument | undefined;
}

async function act(
  client: PoolClient,
  jurisdiction: string,
  open: OpenLicence,
  { step, input, actor, by, document }: Act,
): Promise<OpenLicence> {
  const asked = contextOf(open, actor);
  const refusal = refusalOf(step, licenceLife, asked, input);
  if (refusal) throw refused(refusal);
  const letterKind = licenceLetterKinds.find((kind) => kind === step.letter?.(asked, input));
  return appendToLicence(client, jurisdiction, open, {
    facts: step.facts(asked, input),
    by,
    letterKind,
    document,
  });
}

export const bySystem: FactActor = { person: 'system', capacity: 'system' };

function stale({ facts }: OpenLicence): Problem {
  const last = licenceLife.facts[facts.at(-1)?.kind ?? '']?.label ?? '';
  return new Problem({
    status: 412,
    code: 'licence/stale-version',
    title: '证照已有新的变化',
    detail: `别人刚刚办过这份证照，最近一步是“${last}”。`,
    needed: '请刷新，看过最新的变化后再决定是否继续。',
  });
}
