/**
 * Who is away, and who stands in for her. What is lent are posts that handle cases, for dated days, to somebody of the
 * same office; every act in them says for whom it was. Recording is itself a fact, in the stream of the one who is away.
 */
import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { type Actor, deputisedRoles, type Post } from '../../kernel/actor.ts';
import { internal } from '../../kernel/basis.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { appendInTransaction } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Directory } from './directory.ts';

export interface Absence {
  id: string;
  person: { id: string; name: string };
  deputy: { id: string; name: string } | null;
  from: LegalDay;
  to: LegalDay;
  /** When she was back before the end. */
  returnedOn: LegalDay | null;
  recordedBy: string;
}

export interface NewAbsence {
  person: string;
  deputy?: string | undefined;
  from: LegalDay;
  to: LegalDay;
}

const basis = [internal('内部分工：缺勤与代理')];

/** Those of people at the viewer's offices that are not over, the earliest first; an administrator sees all. */
export async function listAbsences(
  { pool, jurisdiction, clock }: Platform,
  directory: Directory,
  viewer: Actor,
): Promise<Absence[]> {
  const { rows } = await pool.query<AbsenceRow>(
    `SELECT id, person, deputy, valid_from AS "from", valid_to AS "to", returned_on AS "returnedOn",
       recorded_by AS "recordedBy"
     FROM access.absence
     WHERE jurisdiction = $1 AND valid_to >= $2 AND (returned_on IS NULL OR returned_on > $2)
     ORDER BY valid_from, id LIMIT 1000`,
    [jurisdiction, clock.today()],
  );
  return rows
    .filter(({ person, deputy }) =>
      [person, deputy].some((one) => one !== null && isNear(directory, viewer, one)),
    )
    .map((row) => absenceOf(row, directory));
}

interface AbsenceRow extends Omit<Absence, 'person' | 'deputy'> {
  person: string;
  deputy: string | null;
}

function absenceOf(row: AbsenceRow, { personNames }: Directory): Absence {
  const named = (id: string) => ({ id, name: personNames.get(id) ?? '（已离岗）' });
  return {
    ...row,
    person: named(row.person),
    deputy: row.deputy === null ? null : named(row.deputy),
    recordedBy: named(row.recordedBy).name,
  };
}

const isAdministrator = ({ posts }: Actor) => posts.some(({ role }) => role === 'admin');

function isNear(directory: Directory, viewer: Actor, person: string): boolean {
  if (isAdministrator(viewer) || viewer.personId === person) return true;
  return directory.postsOf(person).some(({ office }) => viewer.posts.some((post) => post.office === office));
}

/** One's own absence is one's own to record; that of others is for the head of their office, or an administrator. */
export function mayRecordFor(directory: Directory, actor: Actor, person: string): boolean {
  if (actor.personId === person || isAdministrator(actor)) return true;
  const heads = actor.posts.filter(({ role }) => role === 'head' || role === 'head-disclosure');
  return directory.postsOf(person).some(({ office }) => heads.some((post) => post.office === office));
}

/** Posts of hers that the deputy would hold meanwhile: at offices where the deputy is at work herself. */
export function lentPosts(directory: Directory, person: string, deputy: string): Post[] {
  const offices = directory.postsOf(deputy).map(({ office }) => office);
  return directory
    .postsOf(person)
    .filter(({ role, office }) => deputisedRoles.includes(role) && offices.includes(office));
}

/** Until the end of the transaction nobody else records an absence of theirs: what was found free stays free. */
export async function lockPeople(client: ClientBase, jurisdiction: string, people: string[]): Promise<void> {
  // In one order, so that two who lock the same people wait for, not on, each other.
  for (const person of [...people].sort()) {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`absence/${jurisdiction}/${person}`]);
  }
}

/** Whether somebody is away on one of these days. */
export async function isAwayIn(
  client: ClientBase,
  jurisdiction: string,
  person: string,
  { from, to }: { from: LegalDay; to: LegalDay },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM access.absence WHERE (jurisdiction, person) = ($1, $2)
       AND valid_from <= $4 AND valid_to >= $3 AND (returned_on IS NULL OR returned_on > greatest(valid_from, $3::date))
     LIMIT 1`,
    [jurisdiction, person, from, to],
  );
  return (rowCount ?? 0) > 0;
}

export async function recordAbsence(
  client: ClientBase,
  platform: Platform,
  actor: Actor,
  { person, deputy, from, to }: NewAbsence,
): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO access.absence (jurisdiction, id, person, deputy, valid_from, valid_to, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [platform.jurisdiction, id, person, deputy ?? null, from, to, actor.personId, platform.clock.now()],
  );
  await tell(client, platform, actor, person, {
    kind: 'absence-recorded',
    effectiveOn: from,
    basis,
    data: { absence: id, deputy: deputy ?? null, from, to },
    payload: {},
  });
  return id;
}

/** From today she is back; false when there is nothing to end. */
export async function endAbsence(
  client: ClientBase,
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<boolean> {
  const today = platform.clock.today();
  const { rows } = await client.query<{ person: string }>(
    `UPDATE access.absence SET returned_on = $3
     WHERE jurisdiction = $1 AND id = $2 AND valid_to >= $3 AND returned_on IS NULL RETURNING person`,
    [platform.jurisdiction, id, today],
  );
  const person = rows[0]?.person;
  if (person === undefined) return false;
  await tell(client, platform, actor, person, {
    kind: 'absence-ended',
    effectiveOn: today,
    basis,
    data: { absence: id },
    payload: {},
  });
  return true;
}

export async function findAbsence(
  { pool, jurisdiction }: Platform,
  directory: Directory,
  id: string,
): Promise<Absence | undefined> {
  const { rows } = await pool.query<AbsenceRow>(
    `SELECT id, person, deputy, valid_from AS "from", valid_to AS "to", returned_on AS "returnedOn",
       recorded_by AS "recordedBy"
     FROM access.absence WHERE jurisdiction = $1 AND id = $2`,
    [jurisdiction, id],
  );
  return rows[0] && absenceOf(rows[0], directory);
}

async function tell(
  client: ClientBase,
  { jurisdiction, clock }: Platform,
  actor: Actor,
  person: string,
  fact: NewFact,
): Promise<void> {
  const stream = { jurisdiction, subjectType: 'officer', subjectId: person };
  const post = actor.posts[0];
  const by = {
    person: actor.personId,
    capacity: 'post' as const,
    ...(post ? { role: post.role, office: post.office } : {}),
  };
  await appendInTransaction(client, stream, [fact], by, clock.now());
}
