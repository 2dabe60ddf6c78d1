import type { Capability } from '../../platform/platform.ts';
import { erasureRoutes } from './erasure-routes.ts';

export { carryOutErasures } from './carry-out-erasure.ts';

/** What becomes of closed cases: archived, handed over, and at last, by decision of two, destroyed. */
export const retention: Capability = {
  name: 'retention',
  routes(app, platform) {
    erasureRoutes(app, platform);
  },
};
