/**
 * Checks the whole ledger, or one stream of it, from what is stored: hashes, payloads, streams, the order, its tree and
 * checkpoints; and against what others hold, receipts and checkpoints that witnesses saw. Everything is read in one
 * snapshot, so the ledger may be written meanwhile; and as texts and plain numbers (`::float8` holds every count), so that
 * any connection will do, whatever it makes of dates and long integers.
 */
import type { ClientBase, Pool } from 'pg';
import { areEqual, rootOfInclusion } from '../../kernel/ledger/merkle-proof.ts';
import { inclusionPath, rootOf } from '../../kernel/ledger/merkle-tree.ts';
import type { Checkpoint, Receipt } from '../../kernel/ledger/signed-texts.ts';
import { ledgerTree, TreeBroken, withTree } from './tree-store.ts';
import type { LedgerFault } from './verify/ledger-fault.ts';
import { type ClaimedRoot, verifyOrder } from './verify/order.ts';
import {
  isSigned,
  type KnownKey,
  readCheckpoints,
  readKnownKeys,
  verifyCheckpoints,
  verifyReceipt,
} from './verify/signatures.ts';
import { type ErasedPayload, findKeptPayloads, type SubjectKey, verifyStreams } from './verify/streams.ts';

export type { FaultKind, LedgerFault } from './verify/ledger-fault.ts';
export type { ErasedPayload } from './verify/streams.ts';

export interface LedgerVerdict {
  streams: number;
  facts: number;
  /** Facts that have a place; of one stream: its own. */
  places: number;
  /** Facts that came a moment ago and have no place yet. */
  waiting: number;
  checkpoints: number;
  /** Receipts and witnessed checkpoints that were compared. */
  compared: number;
  erased: ErasedPayload[];
  /** The first of each stream, then those of the order, then of what was signed. Empty: everything fits. */
  faults: LedgerFault[];
}

/** A checkpoint that somebody else kept. */
export interface WitnessedCheckpoint {
  /** Who, for people. */
  witness: string;
  checkpoint: Checkpoint;
}

export interface Verification {
  /** One stream alone, `{ type: 'case', id: '17' }`. */
  subject?: SubjectKey;
  /** Receipts, with their subjects as the ledger names them. */
  receipts?: readonly (Receipt & { subjectInLedger: SubjectKey })[];
  witnessed?: readonly WitnessedCheckpoint[];
}

export async function verifyLedger(pool: Pool, verification: Verification = {}): Promise<LedgerVerdict> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await verifyLedgerIn(client, verification);
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** The same within a transaction of the caller's, whatever connection it is. */
export async function verifyLedgerIn(
  client: ClientBase,
  { subject, receipts = [], witnessed = [] }: Verification = {},
): Promise<LedgerVerdict> {
  const [keys, checkpoints] = [await readKnownKeys(client), await readCheckpoints(client)];
  const streams = await verifyStreams(client, subject);
  const kept = await findKeptPayloads(client, subject);
  const order = subject
    ? await verifyPlaces(client, subject, checkpoints.at(-1), keys)
    : await verifyWholeOrder(client, checkpoints, witnessed, keys);
  const faults = [...streams.faults, ...kept, ...order.faults];
  for (const receipt of receipts) {
    const fault = await verifyReceipt(client, receipt, keys);
    if (fault) faults.push(fault);
  }
  return {
    streams: streams.streams,
    facts: streams.facts,
    places: order.places,
    waiting: order.waiting,
    checkpoints: checkpoints.length,
    compared: receipts.length + (subject ? 0 : witnessed.length),
    erased: streams.erased,
    faults,
  };
}

async function verifyWholeOrder(
  client: ClientBase,
  checkpoints: readonly Checkpoint[],
  witnessed: readonly WitnessedCheckpoint[],
  keys: ReadonlyMap<string, KnownKey>,
) {
  const faults = verifyCheckpoints(checkpoints, keys);
  const claims: ClaimedRoot[] = checkpoints.map(({ size, root }) => ({
    ...{ size, root, source: String(size) },
    fault: 'checkpoint-root' as const,
  }));
  for (const { witness, checkpoint } of witnessed) {
    // Whose signature it is not, that one is no witness against this ledger.
    if (isSigned(checkpoint, keys)) {
      claims.push({ size: checkpoint.size, root: checkpoint.root, fault: 'witness-root', source: witness });
    } else {
      faults.push({ subject: 'ledger', version: 0, fault: 'witness-signature', source: witness });
    }
  }
  claims.sort((one, other) => one.size - other.size);
  const order = await verifyOrder(client, claims);
  return { ...order, faults: [...order.faults, ...faults, ...beyond(claims, order.places)] };
}

/** What was signed over more facts than there are now. */
function beyond(claims: readonly ClaimedRoot[], places: number): LedgerFault[] {
  const largest = (kind: ClaimedRoot['fault']) =>
    claims.findLast(({ fault, size }) => fault === kind && size > places);
  const [checkpoint, witness] = [largest('checkpoint-root'), largest('witness-root')];
  const fault = { subject: 'ledger', version: 0, place: places };
  return [
    ...(checkpoint
      ? [
          {
            ...fault,
            fault: 'checkpoint-beyond' as const,
            lastPlace: checkpoint.size - 1,
            source: checkpoint.source,
          },
        ]
      : []),
    ...(witness
      ? [{ ...fault, fault: 'witness-beyond' as const, lastPlace: witness.size - 1, source: witness.source }]
      : []),
  ];
}

/** The places of one stream, each proved to be in the tree of the latest checkpoint. */
async function verifyPlaces(
  client: ClientBase,
  subject: SubjectKey,
  latest: Checkpoint | undefined,
  keys: ReadonlyMap<string, KnownKey>,
) {
  const { rows } = await client.query<{
    version: number;
    hash: Buffer;
    position: number | null;
    placed: Buffer | null;
    announced: boolean;
  }>(
    `select f.version, f.hash, s.position::float8, s.hash as placed,
       s.position is not null or exists (
         select from ledger.arrival a where a.jurisdiction = f.jurisdiction and a.subject_type = f.subject_type
           and a.subject_id = f.subject_id and a.version = f.version) as announced
     from ledger.fact f left join ledger.sequence s using (jurisdiction, subject_type, subject_id, version)
     where f.subject_type = $1 and f.subject_id = $2 order by f.version`,
    [subject.type, subject.id],
  );
  const faults = latest && !isSigned(latest, keys) ? [unsigned(latest)] : [];
  for (const { version, hash, position, placed, announced } of rows) {
    const fault = { subject: `${subject.type}/${subject.id}`, version };
    if (position === null || placed === null) {
      if (!announced) faults.push({ ...fault, fault: 'no-place' });
    } else if (!placed.equals(hash)) {
      faults.push({ ...fault, fault: 'place-of-other', place: position });
    } else if (latest && position < latest.size && !(await leadsTo(client, latest, position, hash))) {
      faults.push({ ...fault, fault: 'checkpoint-root', place: position, source: String(latest.size) });
    }
  }
  const places = rows.filter(({ position }) => position !== null).length;
  return { places, waiting: rows.length - places, faults };
}

function unsigned({ size }: Checkpoint): LedgerFault {
  return {
    subject: 'ledger',
    version: 0,
    fault: 'checkpoint-signature',
    place: size - 1,
    source: String(size),
  };
}

async function leadsTo(
  client: ClientBase,
  { size, root }: Checkpoint,
  leafIndex: number,
  hash: Buffer,
): Promise<boolean> {
  try {
    const { path, whole } = await withTree(client, (read, tree) => ({
      path: inclusionPath(leafIndex, size, read, tree),
      whole: rootOf(size, read, tree),
    }));
    const signed = Buffer.from(root, 'hex');
    const reached = rootOfInclusion({ leafIndex, size, hash, path }, ledgerTree);
    return reached !== undefined && areEqual(reached, signed) && areEqual(whole, signed);
  } catch (error) {
    if (error instanceof TreeBroken) return false;
    throw error;
  }
}
