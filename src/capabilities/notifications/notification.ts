/** Messages to a person or to a party of a case: written by reactions, read by whoever they are for. */
import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Actor, Principal } from '../../kernel/actor.ts';

export interface NewNotification {
  jurisdiction: string;
  /** A `personId`, or `partyRecipient(…)` for a party who may not have an account. */
  recipient: string;
  subject: { type: string; id: string };
  /** What happened, as a word: `accepted`, `notified-once`, `granted` … */
  kind: string;
  /** In plain Chinese: what happened and what to do now. */
  text: string;
  /** The program's time. */
  at: Date;
}

export interface Notification {
  id: string;
  subject: { type: string; id: string };
  kind: string;
  text: string;
  createdAt: Date;
  readAt: Date | undefined;
}

/** A party of a case as a recipient: whoever signs in with this identity, now or later, reads the messages to it. */
export function partyRecipient({ idType, idNumber }: Pick<Principal, 'idType' | 'idNumber'>): string {
  return createHash('sm3').update(`${idType}\n${idNumber.toUpperCase()}`).digest('hex');
}

/** The recipients for whom this actor reads: herself, and the person or organisation in whose name she acts. */
export function recipientsOf({ personId, principal }: Actor): string[] {
  return principal ? [personId, partyRecipient(principal)] : [personId];
}

/** Within the transaction of the reaction, so that a message is there exactly once. */
export async function notify(client: PoolClient, messages: readonly NewNotification[]): Promise<void> {
  if (messages.length === 0) return;
  await client.query(
    `insert into platform.notification (jurisdiction, recipient, subject_type, subject_id, kind, text, created_at)
     select jurisdiction, recipient, subject ->> 'type', subject ->> 'id', kind, text, at
     from jsonb_to_recordset($1)
       as r(jurisdiction text, recipient text, subject jsonb, kind text, text text, at timestamptz)`,
    [JSON.stringify(messages)],
  );
}

export interface NotificationsQuery {
  jurisdiction: string;
  recipients: string[];
  unread?: boolean;
  /** Older than the one with this id. */
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listNotifications(pool: Pool, query: NotificationsQuery): Promise<Notification[]> {
  const { jurisdiction, recipients, unread = false, before, limit } = query;
  const { rows } = await pool.query<Row>(
    `select ${columns} from platform.notification
     where jurisdiction = $1 and recipient = any($2) and (not $3 or read_at is null)
       and ($4::bigint is null or id < $4)
     order by id desc limit $5`,
    [jurisdiction, recipients, unread, before ?? null, limit],
  );
  return rows.map(readRow);
}

export async function countUnread(pool: Pool, jurisdiction: string, recipients: string[]): Promise<number> {
  const { rows } = await pool.query<{ unread: number }>(
    `select count(*)::integer as unread from platform.notification
     where jurisdiction = $1 and recipient = any($2) and read_at is null`,
    [jurisdiction, recipients],
  );
  return rows[0]?.unread ?? 0;
}

export type NotificationPlace = Pick<NotificationsQuery, 'jurisdiction' | 'recipients'> & { id: string };

export async function findNotification(
  pool: Pool,
  place: NotificationPlace,
): Promise<Notification | undefined> {
  const { jurisdiction, recipients, id } = place;
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const { rows } = await pool.query<Row>(
    `select ${columns} from platform.notification where jurisdiction = $1 and recipient = any($2) and id = $3`,
    [jurisdiction, recipients, id],
  );
  return rows[0] && readRow(rows[0]);
}

/** Once read, a message keeps the time of its first reading. */
export async function markRead(pool: Pool, { jurisdiction, recipients, id }: NotificationPlace, at: Date) {
  await pool.query(
    `update platform.notification set read_at = $4
     where jurisdiction = $1 and recipient = any($2) and id = $3 and read_at is null`,
    [jurisdiction, recipients, id, at],
  );
}

const columns = 'id, subject_type, subject_id, kind, text, created_at, read_at';

interface Row {
  id: string | number;
  subject_type: string;
  subject_id: string;
  kind: string;
  text: string;
  created_at: Date;
  read_at: Date | null;
}

function readRow(row: Row): Notification {
  return {
    id: String(row.id),
    subject: { type: row.subject_type, id: row.subject_id },
    kind: row.kind,
    text: row.text,
    createdAt: row.created_at,
    readAt: row.read_at ?? undefined,
  };
}
