/** What the viewer may do now, and what not yet and why. */
import type { Basis } from '../../../kernel/basis.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { RuleContext, StepDeclaration } from '../../../kernel/procedure/declaration.ts';
import { inCapacity, offersFor } from '../../../kernel/procedure/rules.ts';
import { isStandingStep } from '../../../kernel/procedure/standing/standing-steps.ts';
import { offeredInput } from '../offered-input.ts';
import type { OpenCase } from '../open-case.ts';

export interface OfferedStep {
  step: string;
  label: string;
  hint: string;
  /** JSON Schema 2020-12; closed lists carry `x-labels`. */
  input: JsonObject;
  lane?: string;
  /** The lane's office by name. */
  laneName?: string;
  aside: boolean;
  /** Staff enter what a party says or hands in: the step is the party's own too. */
  onBehalf: boolean;
  /** Kinds of letters it may make, by their names. */
  letters: string[];
  /** What to have read before, in this case; it stops nobody. */
  cautions: string[];
}

export interface StepNotNow {
  step: string;
  label: string;
  lane?: string;
  laneName?: string;
  code: string;
  why: string;
  needed: string;
  basis: Basis[];
}

/** Every step that the procedure offers her, on one of two lists. */
export interface StepsInView {
  nextSteps: OfferedStep[];
  notNow: StepNotNow[];
}

export function stepsInView(open: OpenCase, asked: RuleContext): StepsInView {
  const nextSteps: OfferedStep[] = [];
  const notNow: StepNotNow[] = [];
  for (const { step, capacity, refusal } of offersFor(open.declaration, asked)) {
    const { name, label } = step;
    const context = inCapacity(asked, capacity);
    const { instance } = capacity;
    const lane = instance
      ? { lane: instance, laneName: open.directory.officeName(instance, asked.today) }
      : {};
    if (refusal) {
      const { code, reason, needed, basis } = refusal;
      notNow.push({ step: name, label, ...lane, code, why: reason, needed, basis });
      continue;
    }
    nextSteps.push({
      step: name,
      label,
      hint: step.hint,
      input: offeredInput(open, step, context),
      ...lane,
      aside: step.aside === true,
      onBehalf: asked.actor.party === null && isOfAParty(step),
      letters: lettersMadeBy(step.letterKinds ?? [step.letter?.(context, undefined)], open),
      cautions: step.cautions?.(context, (id) => open.directory.officeName(id, asked.today)) ?? [],
    });
  }
  return { nextSteps, notNow };
}

/** Whoever urges does so in her own name, whoever else may. */
const isOfAParty = (step: StepDeclaration) => !isStandingStep(step) && step.who.some((who) => 'party' in who);

function lettersMadeBy(kinds: (string | undefined)[], { terms }: OpenCase): string[] {
  return kinds.flatMap((kind) => (kind === undefined ? [] : (terms.letters[kind] ?? [])));
}
