/** Recomputes every hash of the ledger from what is stored and names the first fact of each stream that does not fit. */
import type { Pool } from 'pg';
import { digestPayload, type Envelope, hashEnvelope } from '../../kernel/ledger/envelope.ts';

export interface LedgerFault {
  /** `case/17` */
  subject: string;
  version: number;
  fault: 'gap' | 'chain' | 'hash' | 'payload-missing' | 'payload-digest';
}

export interface LedgerVerdict {
  streams: number;
  facts: number;
  faults: LedgerFault[];
}

interface StoredFact extends Omit<Envelope, 'jurisdiction' | 'payloadDigest' | 'previous'> {
  jurisdiction: string;
  payloadDigest: string;
  previous: string | null;
  hash: string;
  salt: Buffer | null;
  payload: Envelope['data'] | null;
}

const pageSize = 2_000;

/** `subject` (`case/17`) limits the check to one stream. Reads in pages: memory does not grow with the ledger. */
export async function verifyLedger(
  pool: Pool,
  subject?: { type: string; id: string },
): Promise<LedgerVerdict> {
  const verdict: LedgerVerdict = { streams: 0, facts: 0, faults: [] };
  let last: StoredFact | undefined;
  let broken = false;
  for await (const fact of storedFacts(pool, subject)) {
    const first = last === undefined || !isSameStream(last, fact);
    if (first) {
      verdict.streams++;
      broken = false;
    }
    verdict.facts++;
    const fault = broken ? undefined : faultOf(fact, first ? undefined : last);
    if (fault) {
      verdict.faults.push({ subject: `${fact.subjectType}/${fact.subjectId}`, version: fact.version, fault });
      broken = true;
    }
    last = fact;
  }
  return verdict;
}

function isSameStream(one: StoredFact, other: StoredFact): boolean {
  return (
    one.jurisdiction === other.jurisdiction &&
    one.subjectType === other.subjectType &&
    one.subjectId === other.subjectId
  );
}

function faultOf(fact: StoredFact, before: StoredFact | undefined): LedgerFault['fault'] | undefined {
  if (fact.version !== (before?.version ?? 0) + 1) return 'gap';
  if (fact.previous !== (before?.hash ?? null)) return 'chain';
  const { hash, salt, payload, ...envelope } = fact;
  if (hashEnvelope(envelope) !== hash) return 'hash';
  if (salt === null || payload === null) return 'payload-missing';
  return digestPayload(salt, payload) === fact.payloadDigest ? undefined : 'payload-digest';
}

async function* storedFacts(pool: Pool, subject?: { type: string; id: string }): AsyncGenerator<StoredFact> {
  let place = ['', '', '', 0];
  for (;;) {
    const { rows } = await pool.query<StoredFact>(
      `select f.jurisdiction, f.subject_type as "subjectType", f.subject_id as "subjectId", f.version, f.kind,
         f.effective_on as "effectiveOn",
         to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
         f.actor, f.basis, f.data, encode(f.payload_digest, 'hex') as "payloadDigest",
         encode(f.previous, 'hex') as previous, encode(f.hash, 'hex') as hash, p.salt, p.payload
       from ledger.fact f
       left join ledger.payload p using (jurisdiction, subject_type, subject_id, version)
       where (f.jurisdiction, f.subject_type, f.subject_id, f.version) > ($1, $2, $3, $4)
         and ($5::text is null or (f.subject_type = $5 and f.subject_id = $6))
       order by f.jurisdiction, f.subject_type, f.subject_id, f.version
       limit ${pageSize}`,
      [...place, subject?.type ?? null, subject?.id ?? null],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    place = [last.jurisdiction, last.subjectType, last.subjectId, last.version];
  }
}
