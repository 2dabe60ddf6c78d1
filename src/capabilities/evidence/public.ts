/** Evidence: whoever was given a receipt can show that the ledger still says what it said. */
import type { Recurrence, Task } from '../../platform/jobs/task.ts';
import { keepOrder } from '../../platform/ledger/keep-order.ts';
import { registerLedgerKeys } from '../../platform/ledger/ledger-keys.ts';
import type { Candidate } from '../../platform/ledger/one-leader.ts';
import type { Capability, Platform } from '../../platform/platform.ts';
import { checkpointsOnDemand, wakeWitnesses } from './checkpoint-on-demand.ts';
import { evidenceRoute } from './evidence-route.ts';
import { ledgerMetrics } from './ledger-metrics.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { showToWitnesses } from './show-to-witnesses.ts';
import { stampCheckpoints } from './stamp-checkpoints.ts';

export { type CheckpointOnDemand, checkpointsOnDemand } from './checkpoint-on-demand.ts';
export { type Cosigned, listCosignatures } from './cosignatures.ts';
export { type EvidenceFile, wholeEvidence } from './evidence-file.ts';
export { subjectInLedger } from './fact-named.ts';
export { showAll } from './show-to-witnesses.ts';
export { listTimeStamps, type TimeStamp } from './time-stamps.ts';
export { listWitnesses, type WitnessStanding } from './witness-states.ts';

export const evidence: Capability = {
  name: 'evidence',
  async routes(app, platform) {
    await registerLedgerKeys(platform.pool, platform.ledgerKeys, platform.clock.now());
    const onDemand = checkpointsOnDemand(platform);
    ledgerRoutes(app, platform, onDemand);
    evidenceRoute(app, platform, onDemand);
    ledgerMetrics(app, platform);
  },
};

/** Places, checkpoints, and their way to the witnesses: in every process, done by one of them. */
export function startOrder(platform: Platform): Candidate {
  return keepOrder(platform, { onCheckpoint: () => wakeWitnesses(platform) });
}

export const evidenceTasks: Task[] = [showToWitnesses, stampCheckpoints];

/** Every minute, also for what could not be shown before. */
export const evidenceRecurrences: Recurrence[] = [
  { task: showToWitnesses.name, at: '* * * * *' },
  { task: stampCheckpoints.name, at: '* * * * *' },
];
