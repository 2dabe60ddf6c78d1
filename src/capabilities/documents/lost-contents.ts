import type { ClientBase } from 'pg';
import type { DocumentStore } from '../../platform/documents/document-store.ts';

const pageSize = 1_000;

/** Documents whose content the store does not have, by their ids. Reads in pages: memory does not grow with the store. */
export async function findLostContents(client: ClientBase, store: DocumentStore): Promise<string[]> {
  const lost: string[] = [];
  for (let place = ['', '']; ; ) {
    const { rows } = await client.query<{ jurisdiction: string; id: string; sm3: string }>(
      `select jurisdiction, id, encode(sm3, 'hex') as sm3 from documents.document
       where (jurisdiction, id) > ($1, $2) order by jurisdiction, id limit ${pageSize}`,
      place,
    );
    for (const { id, sm3 } of rows) if (!(await store.has(sm3))) lost.push(id);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return lost;
    place = [last.jurisdiction, last.id];
  }
}
