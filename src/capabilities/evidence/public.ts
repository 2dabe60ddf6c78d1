/** Evidence: whoever was given a receipt can show that the ledger still says what it said. */
import { registerLedgerKeys } from '../../platform/ledger/ledger-keys.ts';
import type { Capability } from '../../platform/platform.ts';
import { ledgerRoutes } from './ledger-routes.ts';

export { subjectInLedger } from './fact-named.ts';

export const evidence: Capability = {
  name: 'evidence',
  async routes(app, platform) {
    await registerLedgerKeys(platform.pool, platform.ledgerKeys, platform.clock.now());
    ledgerRoutes(app, platform);
  },
};
