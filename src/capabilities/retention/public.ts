import type { Capability } from '../../platform/platform.ts';
import { archiveRoutes } from './archive-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { seedSchedule } from './stored-schedule.ts';
import { transferRoutes } from './transfer-routes.ts';

export { archiveClosedCases } from './archive-batches.ts';
export { carryOutErasures } from './carry-out-erasure.ts';

/** What becomes of closed cases: archived, handed over, and at last, by decision of two, destroyed. */
export const retention: Capability = {
  name: 'retention',
  seed: seedSchedule,
  routes(app, platform) {
    archiveRoutes(app, platform);
    transferRoutes(app, platform);
    erasureRoutes(app, platform);
  },
};
