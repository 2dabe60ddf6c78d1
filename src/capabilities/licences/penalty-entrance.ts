/**
 * The only door through which a certificate is suspended, restored or forfeited: a decision on a penalty case (行政处罚法 9(3),
 * 80). No route and no post leads here; the capability that keeps penalty decisions calls it in the transaction of its fact.
 */
import type { PoolClient } from 'pg';
import type { JsonObject } from '../../kernel/json.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { openLicence } from './open-licence.ts';

import { takeSystemStep } from './take-licence-step.ts';
import { tellHolder } from './tell-holder.ts';

export type PenaltyMeasure =
  /** 暂扣许可证件; without `until` it lasts until it is lifted. */
  | { kind: 'suspend'; until?: LegalDay }
  /** The decision was annulled or changed, or its term was shortened. */
  | { kind: 'restore' }
  /** 吊销许可证件. */
  | { kind: 'forfeit' };

export interface PenaltyDecision {
  /** The stream in which the decision stands: `penalty/17`. */
  decision: string;
  /** 处罚决定书文号. */
  decisionDocNo: string;
  /** Who recorded it. */
  by: FactActor;
}

const steps = { suspend: 'suspend-licence', restore: 'restore-licence', forfeit: 'forfeit-licence' } as const;

/**
 * In the caller's transaction. Throws a Problem with 409 where the certificate does not stand so that the measure can be
 * taken, a database error that `isVersionTaken` knows when somebody was first, and a plain error for an unknown certificate.
 */
export async function applyPenalty(
  client: PoolClient,
  platform: Platform,
  licenceId: string,
  measure: PenaltyMeasure,
  { decision, decisionDocNo, by }: PenaltyDecision,
): Promise<void> {
  const open = await openLicence(platform, licenceId, client);
  if (!open) throw new Error(`there is no certificate ${licenceId}`);
  const until = measure.kind === 'suspend' ? measure.until : undefined;
  const input: JsonObject = { decision, decisionDocNo, ...(until === undefined ? {} : { until }) };
  const after = await takeSystemStep(client, platform.jurisdiction, open, {
    step: steps[measure.kind],
    input,
    by,
  });
  await tellHolder(platform, client, after);
}
