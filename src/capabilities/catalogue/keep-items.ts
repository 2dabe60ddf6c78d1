import { inTransaction } from '../../platform/database/in-transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ItemDeclaration } from './item.ts';
import { type Stored, storeItems } from './item-store.ts';

/** Stores what is new or changed, all of it or nothing. The items a program declares are kept at each of its starts. */
export async function keepItems(
  { pool, jurisdiction, clock }: Pick<Platform, 'pool' | 'jurisdiction' | 'clock'>,
  declarations: readonly ItemDeclaration[],
  source: 'declared' | 'imported',
): Promise<Stored> {
  return inTransaction(pool, (client) =>
    storeItems(client, jurisdiction, declarations, { source, validFrom: clock.today() }),
  );
}
