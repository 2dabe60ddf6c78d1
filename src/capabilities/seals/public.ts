import type { Capability } from '../../platform/platform.ts';
import { sealRoutes } from './routes.ts';
import { sealKeysOf } from './seal-keys-of.ts';

export type { SealKind, SealPurpose } from './seal-kinds.ts';
export { createSeals, type SealStanding, type Seals, type VerifiedFile } from './seals.ts';
export type { SealedDocument, SealUse, UsableSeal } from './use-seal.ts';
export type { SealUseEntry } from './uses.ts';
export type { SealListItem, SealView } from './view-seal.ts';

/** Electronic seals: their life, who may use them, every use. */
export const seals: Capability = {
  name: 'seals',
  async seed(platform) {
    // A real installation without its keys must not start; a demonstration makes its own.
    await sealKeysOf(platform);
  },
  routes: sealRoutes,
};
