/** Every fact against its hash, its payload and the fact before it. */
import type { ClientBase } from 'pg';
import { digestPayload, type Envelope, hashEnvelope } from '../../../kernel/ledger/envelope.ts';
import { parseExactly } from './exact-json.ts';
import { type FaultKind, type LedgerFault, nameOf } from './ledger-fault.ts';

/** A payload that was lawfully deleted, as its stream says. */
export interface ErasedPayload {
  subject: string;
  version: number;
  on: string;
  basis: string;
  responsible: string;
}

export interface StreamsVerdict {
  streams: number;
  facts: number;
  erased: ErasedPayload[];
  faults: LedgerFault[];
}

interface StoredFact {
  jurisdiction: string;
  subjectType: string;
  subjectId: string;
  version: number;
  kind: string;
  effectiveOn: string;
  recordedAt: string;
  actor: string;
  basis: string;
  data: string;
  payloadDigest: string;
  previous: string | null;
  hash: string;
  salt: Buffer | null;
  payload: string | null;
}

export interface SubjectKey {
  type: string;
  id: string;
}

const pageSize = 2_000;

/** The first fault of each stream. Reads in pages: memory does not grow with the ledger. */
export async function verifyStreams(client: ClientBase, subject?: SubjectKey): Promise<StreamsVerdict> {
  const verdict: StreamsVerdict = { streams: 0, facts: 0, erased: [], faults: [] };
  let last: StoredFact | undefined;
  let isBroken = false;
  for await (const fact of storedFacts(client, subject)) {
    const before = last && nameInAll(last) === nameInAll(fact) ? last : undefined;
    last = fact;
    verdict.facts++;
    if (!before) {
      verdict.streams++;
      isBroken = false;
    }
    if (isBroken) continue;
    const fault = faultOf(fact, before) ?? (await faultOfPayload(client, fact, verdict.erased));
    if (!fault) continue;
    verdict.faults.push({ subject: nameOf(fact), version: fact.version, fault });
    isBroken = true;
  }
  return verdict;
}

const nameInAll = (fact: StoredFact) => `${fact.jurisdiction} ${nameOf(fact)}`;

function faultOf(fact: StoredFact, before: StoredFact | undefined): FaultKind | undefined {
  if (fact.version !== (before?.version ?? 0) + 1) return 'gap';
  if (fact.previous !== (before?.hash ?? null)) return 'chain';
  const envelope = envelopeOf(fact);
  return envelope && hashEnvelope(envelope) === fact.hash ? undefined : 'hash';
}

function envelopeOf(fact: StoredFact): Envelope | undefined {
  const { hash: _hash, salt: _salt, payload: _payload, ...rest } = fact;
  const actor = parseExactly(fact.actor);
  const basis = parseExactly(fact.basis);
  const data = parseExactly(fact.data);
  // Whatever the database holds here is hashed as it is.
  return actor && basis && data && ({ ...rest, actor, basis, data } as unknown as Envelope);
}

async function faultOfPayload(
  client: ClientBase,
  fact: StoredFact,
  erased: ErasedPayload[],
): Promise<FaultKind | undefined> {
  const { salt, payload } = fact;
  if (salt === null || payload === null) {
    const erasure = await findErasure(client, fact);
    if (erasure) erased.push(erasure);
    return erasure ? undefined : 'payload-missing';
  }
  const parsed = parseExactly(payload);
  return parsed && digestPayload(salt, parsed) === fact.payloadDigest ? undefined : 'payload-digest';
}

/** Payloads of which the stream says that they were deleted, and which are there. */
export async function findKeptPayloads(client: ClientBase, subject?: SubjectKey): Promise<LedgerFault[]> {
  const { rows } = await client.query<{ subject: string; version: number }>(
    `select e.subject_type || '/' || e.subject_id as subject, p.version
     from ledger.fact e
     join ledger.payload p on p.jurisdiction = e.jurisdiction and p.subject_type = e.subject_type
       and p.subject_id = e.subject_id and to_jsonb(p.version) = e.data -> 'version'
     where e.kind = 'payload-erased' and ($1::text is null or (e.subject_type = $1 and e.subject_id = $2))
     order by 1, 2`,
    [subject?.type ?? null, subject?.id ?? null],
  );
  return rows.map((row) => ({ ...row, fault: 'payload-kept' }));
}

async function findErasure(client: ClientBase, fact: StoredFact): Promise<ErasedPayload | undefined> {
  const { rows } = await client.query<Omit<ErasedPayload, 'subject' | 'version'>>(
    `select effective_on::text as on, coalesce(data ->> 'basis', '') as basis,
       coalesce(data ->> 'responsible', '') as responsible
     from ledger.fact
     where jurisdiction = $1 and subject_type = $2 and subject_id = $3 and version > $4
       and kind = 'payload-erased' and data -> 'version' = to_jsonb($4::integer)
     order by version limit 1`,
    [fact.jurisdiction, fact.subjectType, fact.subjectId, fact.version],
  );
  return rows[0] && { subject: nameOf(fact), version: fact.version, ...rows[0] };
}

const hashedMoment = `to_char(f.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The moment as it was hashed; one that this text does not hold whole (microseconds, years before Christ) shows as another. */
const wholeMoment = `${hashedMoment} ||
  case when f.recorded_at = (${hashedMoment})::timestamptz then '' else ' ' || f.recorded_at end`;

async function* storedFacts(client: ClientBase, subject?: SubjectKey): AsyncGenerator<StoredFact> {
  let place = ['', '', '', 0];
  for (;;) {
    const { rows } = await client.query<StoredFact>(
      `select f.jurisdiction, f.subject_type as "subjectType", f.subject_id as "subjectId", f.version, f.kind,
         f.effective_on::text as "effectiveOn",
         ${wholeMoment} as "recordedAt",
         f.actor::text, f.basis::text, f.data::text, encode(f.payload_digest, 'hex') as "payloadDigest",
         encode(f.previous, 'hex') as previous, encode(f.hash, 'hex') as hash, p.salt, p.payload::text
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
