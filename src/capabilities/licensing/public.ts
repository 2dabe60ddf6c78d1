import type { Capability } from '../../platform/platform.ts';
import { hearingRoutes } from './hearing-routes.ts';

export { type AnnouncedHearing, listAnnouncedHearings } from './announced-hearings.ts';
export { createLicensingModule, type LicensingNeeds } from './licensing-module.ts';

/** What the public reads of licensing; the licences applied for are cases. */
export const licensingCapability: Capability = {
  name: 'licensing',
  routes: hearingRoutes,
};
