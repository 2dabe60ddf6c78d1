/** A witness: the same program in another role, with no database; it remembers what ledgers signed. */
export type { Offer } from './cosign.ts';
export { createWitnessServer } from './witness-server.ts';
export { openWitnessStore, type WitnessStore } from './witness-store.ts';
