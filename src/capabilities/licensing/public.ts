import type { Capability } from '../../platform/platform.ts';
import { filingRoutes } from './filing-routes.ts';
import { hearingRoutes } from './hearing-routes.ts';

export { type AnnouncedHearing, listAnnouncedHearings } from './announced-hearings.ts';
export { filingsBefore } from './filing-routes.ts';
export { createLicensingModule, type LicensingNeeds } from './licensing-module.ts';
export { listPublishedFilings, type PublishedFiling } from './published-filings.ts';

/** What the public reads of licensing; the licences applied for are cases. */
export const licensingCapability: Capability = {
  name: 'licensing',
  routes: (app, platform) => {
    hearingRoutes(app, platform);
    filingRoutes(app, platform);
  },
};
