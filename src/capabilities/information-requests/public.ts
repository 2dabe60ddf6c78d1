import type { Capability } from '../../platform/platform.ts';
import { registerRoutes } from './register-routes.ts';

export { informationRequestModule } from './information-request-module.ts';
export { documentsGiven } from './words.ts';

/** Requests for government information: their register and their numbers. The requests themselves are cases. */
export const informationRequests: Capability = {
  name: 'information-requests',
  routes: registerRoutes,
};
