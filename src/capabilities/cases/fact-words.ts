/** What a fact says, in its procedure's words or in those that hold for all; offices under the names of that day. */
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import {
  describeStanding,
  isStandingFact,
  standingTells,
} from '../../kernel/procedure/standing/standing-words.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { OpenCase } from './open-case.ts';
import type { ProcedureModule } from './procedure-module.ts';

type Told = Pick<OpenCase, 'module' | 'directory' | 'terms'>;

export function factInWords({ module, directory, terms }: Told, fact: Fact, payload: JsonObject): string {
  const on = legalDayOf(new Date(fact.recordedAt));
  const office = (id: string) => directory.officeName(id, on);
  if (!isStandingFact(fact.kind)) return module.describe(fact, payload, office, terms);
  return describeStanding(fact, payload, {
    office,
    person: (id) => directory.personNames.get(id) ?? '一位同事',
  });
}

/** Whether the parties are told of it. */
export const isTold = ({ tells }: ProcedureModule, kind: string): boolean =>
  tells.includes(kind) || standingTells.includes(kind);
