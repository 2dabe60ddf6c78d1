import type { Platform } from '../../platform/platform.ts';
import { createOrganisation } from '../organisation/public.ts';
import { declaredItems } from './items/declared-items.ts';
import { keepItems } from './keep-items.ts';

export interface ItemWithoutOffices {
  itemId: string;
  name: string;
  /** Ids of offices and authorities that it needs and that this installation does not have. */
  missing: string[];
}

/**
 * The items that the program declares, so far as their offices are here: nobody may apply for what no office would ever
 * handle. Run at each start, and when the organisation was imported. Returns what cannot be offered yet.
 */
export async function keepDeclaredItems(platform: Platform): Promise<ItemWithoutOffices[]> {
  const { offices, authorities } = await createOrganisation(platform).directory();
  const judged = declaredItems.map((declaration) => {
    const { authority, office, reviewOffices } = declaration;
    const missing = [
      ...[authority].filter((id) => !authorities.has(id)),
      ...[office, ...reviewOffices].filter((id) => !offices.has(id)),
    ];
    return { declaration, missing: [...new Set(missing)] };
  });
  const usable = judged.filter(({ missing }) => missing.length === 0);
  await keepItems(
    platform,
    usable.map(({ declaration }) => declaration),
    'declared',
  );
  return judged
    .filter(({ missing }) => missing.length > 0)
    .map(({ declaration: { itemId, name }, missing }) => ({ itemId, name, missing }));
}
