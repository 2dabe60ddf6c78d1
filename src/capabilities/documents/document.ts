/** The row of an uploaded or produced file. Its content lies in the document store, under `sm3`. */
import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import type { Platform } from '../../platform/platform.ts';

export interface Document {
  /** Random: knowing it is not a right to see it, but nobody can guess one. */
  id: string;
  ownerAccount: string;
  ownerPerson: string;
  name: string;
  mediaType: string;
  size: number;
  /** Lower-case hex. */
  sm3: string;
  purpose: string | undefined;
  uploadedAt: Date;
}

export async function insertDocument(
  client: PoolClient,
  jurisdiction: string,
  document: Document,
): Promise<void> {
  const { id, ownerAccount, ownerPerson, name, mediaType, size, sm3, purpose, uploadedAt } = document;
  await client.query(
    `insert into documents.document
       (jurisdiction, id, owner_account, owner_person, name, media_type, size, sm3, purpose, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10)`,
    [jurisdiction, id, ownerAccount, ownerPerson, name, mediaType, size, sm3, purpose ?? null, uploadedAt],
  );
}

/** Those of `ids` that exist, in no particular order, whoever may see them. */
export async function findDocuments(
  database: Pool | PoolClient,
  jurisdiction: string,
  ids: readonly string[],
): Promise<Document[]> {
  if (ids.length === 0) return [];
  const { rows } = await database.query<Row>(
    `select id, owner_account, owner_person, name, media_type, size, encode(sm3, 'hex') as sm3, purpose, uploaded_at
     from documents.document where jurisdiction = $1 and id = any($2)`,
    [jurisdiction, ids],
  );
  return rows.map(readRow);
}

export type DocumentViewer = (actor: Actor, documentId: string) => Promise<boolean>;

const viewers = new WeakMap<Platform, DocumentViewer[]>();

/** Lets a capability whose subjects use documents say who else may see one: the staff who see the case it belongs to. */
export function registerDocumentViewer(platform: Platform, mayView: DocumentViewer): void {
  viewers.set(platform, [...(viewers.get(platform) ?? []), mayView]);
}

/** The document, if it exists and `actor` owns it or may see it by a registered rule. */
export async function findVisibleDocument(
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<Document | undefined> {
  if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
  const [document] = await findDocuments(platform.pool, platform.jurisdiction, [id]);
  if (!document || document.ownerAccount === actor.accountId) return document;
  for (const mayView of viewers.get(platform) ?? []) {
    if (await mayView(actor, id)) return document;
  }
  return undefined;
}

interface Row {
  id: string;
  owner_account: string;
  owner_person: string;
  name: string;
  media_type: string;
  size: number;
  sm3: string;
  purpose: string | null;
  uploaded_at: Date;
}

function readRow(row: Row): Document {
  return {
    id: row.id,
    ownerAccount: row.owner_account,
    ownerPerson: row.owner_person,
    name: row.name,
    mediaType: row.media_type,
    size: Number(row.size),
    sm3: row.sm3,
    purpose: row.purpose ?? undefined,
    uploadedAt: row.uploaded_at,
  };
}
