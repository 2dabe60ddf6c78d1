/**
 * Everything that is needed to check one fact of a case without this program: the fact as it was hashed, its receipt,
 * its place in the ledger, what was signed over it and who saw that. `tools/check-evidence.mjs` reads it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../kernel/actor.ts';
import type { Envelope } from '../../kernel/ledger/envelope.ts';
import type { Checkpoint, Receipt } from '../../kernel/ledger/signed-texts.ts';
import { type LedgerKey, listLedgerKeys } from '../../platform/ledger/ledger-keys.ts';
import { findPlace, type Inclusion, proveInclusion } from '../../platform/ledger/proofs.ts';
import { findStoredFact, type StoredFact } from '../../platform/ledger/stored-fact.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, type OpenCase } from '../cases/public.ts';
import type { CheckpointOnDemand } from './checkpoint-on-demand.ts';
import { type Cosigned, listCosignatures } from './cosignatures.ts';

export interface EvidenceFile {
  format: 'mingchuang-evidence/1';
  fact: Envelope;
  /** For those who may read it; null for others, and once it was erased. */
  payload: StoredFact['payload'];
  receipt: Receipt;
  inclusion: Inclusion;
  checkpoint: Checkpoint;
  cosignatures: Cosigned[];
  keys: LedgerKey[];
}

/** A fact gets its place within a moment; so long an answer waits for it. */
const patienceMs = 3_000;
const pauseMs = 100;

/** `waiting`: not placed yet. Undefined: the case has no such version. */
export async function makeEvidence(
  platform: Platform,
  onDemand: CheckpointOnDemand,
  open: OpenCase,
  viewer: Actor,
  version: number,
): Promise<EvidenceFile | 'waiting' | undefined> {
  const evidence = await wholeEvidence(platform, onDemand, open, version);
  if (evidence === undefined || evidence === 'waiting') return evidence;
  const cases = createCases(platform);
  if (!cases.mayReadWords(open, version, viewer)) return { ...evidence, payload: null };
  await cases.recordReading(open, viewer);
  return evidence;
}

/** With the payload, for whoever keeps everything. */
export async function wholeEvidence(
  platform: Platform,
  onDemand: CheckpointOnDemand,
  open: OpenCase,
  version: number,
): Promise<EvidenceFile | 'waiting' | undefined> {
  const { pool, jurisdiction } = platform;
  const subject = { jurisdiction, type: 'case', id: String(open.record.id) };
  const stored = await findStoredFact(pool, subject, version);
  const receipt = createCases(platform).receiptFor(open, version);
  if (!stored || !receipt) return undefined;
  const proved = await proveSoon(platform, onDemand, { ...subject, version });
  if (!proved) return 'waiting';
  return {
    format: 'mingchuang-evidence/1',
    fact: stored.envelope,
    payload: stored.payload,
    receipt,
    ...proved,
    cosignatures: await listCosignatures(pool, proved.checkpoint.size),
    keys: await listLedgerKeys(pool),
  };
}

async function proveSoon(
  { pool }: Platform,
  onDemand: CheckpointOnDemand,
  name: { jurisdiction: string; type: string; id: string; version: number },
): Promise<Pick<EvidenceFile, 'inclusion' | 'checkpoint'> | undefined> {
  for (let waited = 0; ; waited += pauseMs) {
    const place = await findPlace(pool, name);
    const isPlaced = place !== undefined && place !== 'waiting';
    const checkpoint = isPlaced ? await onDemand.covering(place.position) : undefined;
    if (isPlaced && checkpoint) {
      return { inclusion: await proveInclusion(pool, place, checkpoint.size), checkpoint };
    }
    if (waited >= patienceMs) return undefined;
    await sleep(pauseMs);
  }
}
