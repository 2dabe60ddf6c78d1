import type { Static, TObject } from 'typebox';
import type { JsonObject } from '../../json.ts';
import type { Procedure, Refusal, RuleContext, StepDeclaration } from '../declaration.ts';
import type { Duty } from '../duties.ts';
import type { NewFact } from '../fact.ts';
import { step } from '../step.ts';

/** What a standing step asks before it is open: the procedure it is taken in is not known when it is declared. */
export interface Asked<Input = JsonObject> {
  procedure: Procedure;
  context: RuleContext;
  input: Input | undefined;
  /** Whose work the case is now. */
  duties: () => Duty[];
}

export interface StandingStep extends StepDeclaration {
  refusal: (asked: Asked) => Refusal | undefined;
  /** As `facts` of any step, with the declaration the case goes by. */
  factsIn: (context: RuleContext, input: JsonObject, procedure: Procedure) => NewFact[];
  /** Taken by the system of itself whenever this gives an input. */
  bySystem?: (context: RuleContext) => JsonObject | undefined;
}

type Declared<Schema extends TObject> = Omit<
  Parameters<typeof step<Schema>>[0],
  'from' | 'gates' | 'facts'
> & {
  refusal: (asked: Asked<Static<Schema>>) => Refusal | undefined;
  facts: (context: RuleContext, input: Static<Schema>, procedure: Procedure) => NewFact[];
  bySystem?: StandingStep['bySystem'];
};

/** As `step`, for one that starts from wherever a case under way stands. */
export function standingStep<Schema extends TObject>(declared: Declared<Schema>): StandingStep {
  const { refusal, bySystem, facts, ...rest } = declared;
  return {
    ...step<Schema>({ ...rest, from: [{ all: [] }], facts: () => [], aside: true }),
    // The engine validates an input before any rule sees it, as in `step`.
    refusal: refusal as unknown as StandingStep['refusal'],
    factsIn: facts as unknown as StandingStep['factsIn'],
    ...(bySystem ? { bySystem } : {}),
  };
}
