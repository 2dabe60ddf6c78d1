/** Items that are about an existing certificate of a type: its renewal, its change. */
import type { Catalogue, FileableItem } from '../../capabilities/catalogue/public.ts';

const pageSize = 200;

export async function listItemsAbout(catalogue: Catalogue, licenceType: string): Promise<FileableItem[]> {
  const found: FileableItem[] = [];
  let after: Parameters<Catalogue['searchItems']>[0]['after'];
  do {
    const page = await catalogue.searchItems({ fileable: true, limit: pageSize, ...(after && { after }) });
    for (const item of page.items) {
      if (item.fileable && item.business?.licenceType === licenceType) found.push(item);
    }
    after = page.next;
  } while (after);
  return found;
}
