/** The order over all facts: no gap, no stranger, nobody left out, the tree as it was signed. */
import type { ClientBase } from 'pg';
import { TreeEdge, type TreeNode } from '../../../kernel/ledger/merkle-tree.ts';
import { ledgerTree } from '../tree-store.ts';
import { type LedgerFault, mostOfAKind, nameOf } from './ledger-fault.ts';

/** A root that somebody claims for the first `size` facts. */
export interface ClaimedRoot {
  size: number;
  /** Hex. */
  root: string;
  fault: 'checkpoint-root' | 'witness-root';
  source: string;
}

export interface OrderVerdict {
  places: number;
  /** Facts that came a moment ago and have no place yet. */
  waiting: number;
  faults: LedgerFault[];
}

interface StoredPlace {
  position: number;
  jurisdiction: string;
  subjectType: string;
  subjectId: string;
  version: number;
  hash: Buffer;
  /** Null when the fact is not there. */
  factHash: Buffer | null;
  /** Null when nothing told of the fact's arrival. */
  transaction: string | null;
}

interface Epoch {
  epoch: number;
  began: number;
  size: number;
  transaction: string;
  isHere: boolean;
}

const pageSize = 5_000;

/** @param claims by size, ascending. */
export async function verifyOrder(client: ClientBase, claims: readonly ClaimedRoot[]): Promise<OrderVerdict> {
  const epochs = await readEpochs(client);
  const walk = new OrderWalk(epochs, claims);
  for await (const page of storedPlaces(client)) {
    const reckoned = walk.take(page);
    walk.report(await treeFaults(client, reckoned, page));
  }
  const now = epochs.at(-1);
  if (now && now.size !== walk.places) {
    walk.report([
      { subject: 'ledger', version: 0, fault: 'order-size', place: Math.min(now.size, walk.places) },
    ]);
  }
  const { waiting, faults } = await factsWithoutPlace(client, now);
  return { places: walk.places, waiting, faults: [...walk.faults, ...faults] };
}

class OrderWalk {
  readonly faults: LedgerFault[] = [];
  places = 0;
  readonly #edge = new TreeEdge(ledgerTree);
  readonly #epochs: readonly Epoch[];
  #claims: readonly ClaimedRoot[];
  /** So many of the first facts have the root that was signed. */
  #fitting: { size: number; next?: StoredPlace } = { size: 0 };
  #last: { transaction: bigint; epoch: number } | undefined;
  #isBroken = false;

  constructor(epochs: readonly Epoch[], claims: readonly ClaimedRoot[]) {
    this.#epochs = epochs;
    this.#claims = claims;
  }

  report(faults: readonly LedgerFault[]): void {
    for (const fault of faults) {
      const same = this.faults.filter((one) => one.fault === fault.fault);
      if (same.length < mostOfAKind) this.faults.push(fault);
    }
  }

  /** Looks at the places of one page; returns the subtrees of stored levels that they complete. */
  take(page: readonly StoredPlace[]): { node: TreeNode; hash: Uint8Array }[] {
    const completed: { node: TreeNode; hash: Uint8Array }[] = [];
    for (const place of page) {
      if (this.#isBroken) break;
      if (place.position !== this.places) {
        // From here on nothing can be where it was.
        this.report([{ ...faultAt(place, 'place-gap'), place: this.places }]);
        this.#isBroken = true;
        break;
      }
      this.report(this.#faultsOf(place));
      this.#fitting.next ??= place;
      this.#edge.append(place.hash, (node, hash) => {
        if (node.level % 8 === 0) completed.push({ node, hash });
      });
      this.places++;
      this.#compareRoots(place);
    }
    return completed;
  }

  #faultsOf(place: StoredPlace): LedgerFault[] {
    if (place.factHash === null) return [faultAt(place, 'place-without-fact')];
    if (!place.factHash.equals(place.hash)) return [faultAt(place, 'place-of-other')];
    return this.#orderFault(place);
  }

  /** Within one epoch places follow the transactions; only facts from before there was an order came unannounced. */
  #orderFault(place: StoredPlace): LedgerFault[] {
    const { position, transaction } = place;
    const epoch = this.#epochs.findLast(({ began }) => position >= began);
    if (transaction === null) return epoch ? [faultAt(place, 'place-unannounced')] : [];
    // What a new epoch found waiting was placed before it began, by transactions of the old one.
    if (!epoch) return [];
    const here = { transaction: BigInt(transaction), epoch: epoch.epoch };
    const before = this.#last;
    this.#last = here;
    const isEarlier = before?.epoch === here.epoch && before.transaction > here.transaction;
    return isEarlier ? [faultAt(place, 'place-order')] : [];
  }

  #compareRoots(place: StoredPlace): void {
    while (this.#claims[0] && this.#claims[0].size < this.places) this.#claims = this.#claims.slice(1);
    for (const { size, root, fault, source } of this.#claims) {
      if (size !== this.places) return;
      this.#claims = this.#claims.slice(1);
      if (Buffer.from(this.#edge.root()).toString('hex') === root) {
        this.#fitting = { size };
        continue;
      }
      // Whatever was signed later does not fit either; the first says where to look.
      if (this.faults.some((one) => one.fault === fault)) continue;
      const first = this.#fitting.next ?? place;
      this.report([{ ...faultAt(first, fault), lastPlace: size - 1, source }]);
    }
  }
}

function faultAt(place: StoredPlace, fault: LedgerFault['fault']): LedgerFault {
  return { subject: nameOf(place), version: place.version, fault, place: place.position };
}

/** Stored subtrees that are not what the places below them make. */
async function treeFaults(
  client: ClientBase,
  reckoned: readonly { node: TreeNode; hash: Uint8Array }[],
  page: readonly StoredPlace[],
): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  for (const { node, hash } of reckoned) {
    const { rows } = await client.query<{ hash: Buffer }>(
      'select hash from ledger.tree where level = $1 and place = $2',
      [node.level, node.index],
    );
    const stored = rows[0]?.hash;
    if (stored === undefined || stored.equals(hash)) continue;
    const from = node.index * 2 ** node.level;
    const first = page.find(({ position }) => position >= from);
    if (first) faults.push({ ...faultAt(first, 'tree'), place: from, lastPlace: from + 2 ** node.level - 1 });
  }
  return faults;
}

async function readEpochs(client: ClientBase): Promise<Epoch[]> {
  const { rows } = await client.query<Epoch>(
    `select epoch, began::float8, size::float8, transaction::text, w.system_identifier = c.system_identifier::text as "isHere"
     from ledger.watermark w, pg_control_system() c order by epoch`,
  );
  return rows;
}

/** One join over the whole ledger, read bit by bit: arrivals have no index by fact, since nothing else asks for them so. */
async function* storedPlaces(client: ClientBase): AsyncGenerator<StoredPlace[]> {
  await client.query('set local cursor_tuple_fraction = 1');
  await client.query(
    `declare places no scroll cursor for
     select s.position::float8, s.jurisdiction, s.subject_type as "subjectType", s.subject_id as "subjectId", s.version,
       s.hash, f.hash as "factHash", a.transaction::text
     from ledger.sequence s
     left join ledger.fact f using (jurisdiction, subject_type, subject_id, version)
     left join ledger.arrival a using (jurisdiction, subject_type, subject_id, version)
     order by s.position`,
  );
  for (;;) {
    const { rows } = await client.query<StoredPlace>(`fetch ${pageSize} from places`);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) break;
  }
  await client.query('close places');
}

/** A fact waits when its arrival was told and its turn has not come; any other must have its place. */
async function factsWithoutPlace(
  client: ClientBase,
  now: Epoch | undefined,
): Promise<{ waiting: number; faults: LedgerFault[] }> {
  const { rows } = await client.query<{
    waiting: number;
    lost: { subject: string; version: number }[] | null;
  }>(
    `with missing as materialized (
       select f.subject_type || '/' || f.subject_id as subject, f.version, f.recorded_at,
         coalesce(a.transaction >= $1::xid8 or not $2, false) as waits
       from ledger.fact f
       left join ledger.arrival a using (jurisdiction, subject_type, subject_id, version)
       where not exists (
         select from ledger.sequence s
         where s.jurisdiction = f.jurisdiction and s.subject_type = f.subject_type
           and s.subject_id = f.subject_id and s.version = f.version))
     select (select count(*) from missing where waits)::integer as waiting,
       (select json_agg(lost) from (select subject, version from missing where not waits
        order by recorded_at, subject, version limit ${mostOfAKind}) lost) as lost`,
    [now?.transaction ?? '0', now?.isHere ?? true],
  );
  const { waiting, lost } = rows[0] ?? { waiting: 0, lost: null };
  return { waiting, faults: (lost ?? []).map((fact) => ({ ...fact, fault: 'no-place' })) };
}
