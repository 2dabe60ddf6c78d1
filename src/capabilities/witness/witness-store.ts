/**
 * What a witness remembers, in a folder of its own: its key, the ledgers it watches, every checkpoint it cosigned and
 * everything it refused. Files of JSON lines that only grow; a line is on the disk before anybody hears of it.
 */
import { createReadStream, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Judgement } from '../../kernel/ledger/judge-checkpoint.ts';
import type { Checkpoint, Cosignature } from '../../kernel/ledger/signed-texts.ts';
import { newPrivateKey, type SigningKey, signingKey } from '../../platform/ledger/sm2.ts';
import { writeOnce } from '../../platform/process/write-once.ts';

export interface SeenCheckpoint {
  /** Id of the first key of its ledger. */
  ledger: string;
  checkpoint: Checkpoint;
  cosignature: Cosignature;
}

/** Two signed checkpoints that one honest ledger could not have made: kept, because only both together show it. */
export interface Refused {
  ledger: string;
  judgement: Judgement;
  at: string;
  seen: Checkpoint;
  offered: Checkpoint;
  path?: string[];
}

/** A key of a watched ledger. */
export interface WatchedKey {
  ledger: string;
  keyId: string;
  publicKey: string;
}

export interface WitnessStore {
  key: SigningKey;
  keys: readonly WatchedKey[];
  latest(ledger: string): SeenCheckpoint | undefined;
  ledgers(): SeenCheckpoint[];
  find(ledger: string, size: number): Promise<SeenCheckpoint | undefined>;
  /** The newest first. */
  list(ledger: string | undefined, before: number, limit: number): Promise<SeenCheckpoint[]>;
  refused(): Refused[];
  addKey(key: WatchedKey): Promise<void>;
  addSeen(seen: SeenCheckpoint): Promise<void>;
  addRefused(refused: Refused): Promise<void>;
}

const mostRefusedShown = 200;

export async function openWitnessStore(folder: string): Promise<WitnessStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(folder, name);
  writeOnce(file('key.json'), () => JSON.stringify({ privateKey: newPrivateKey() }));
  const { privateKey }: { privateKey: string } = JSON.parse(readFileSync(file('key.json'), 'utf8'));
  for (const name of ['keys.jsonl', 'seen.jsonl', 'refused.jsonl']) cutHalfLine(file(name));
  const keys = await collect<WatchedKey>(file('keys.jsonl'));
  const refused = await collect<Refused>(file('refused.jsonl'));
  const latest = new Map<string, SeenCheckpoint>();
  for await (const seen of linesOf<SeenCheckpoint>(file('seen.jsonl'))) latest.set(seen.ledger, seen);
  return {
    key: signingKey(privateKey),
    keys,
    latest: (ledger) => latest.get(ledger),
    ledgers: () => [...latest.values()],
    refused: () => refused.slice(-mostRefusedShown).reverse(),
    async find(ledger, size) {
      const last = latest.get(ledger);
      if (last === undefined || size >= last.checkpoint.size) {
        return last?.checkpoint.size === size ? last : undefined;
      }
      for await (const seen of linesOf<SeenCheckpoint>(file('seen.jsonl'))) {
        if (seen.ledger === ledger && seen.checkpoint.size === size) return seen;
      }
      return undefined;
    },
    async list(ledger, before, limit) {
      const found: SeenCheckpoint[] = [];
      for await (const seen of linesOf<SeenCheckpoint>(file('seen.jsonl'))) {
        if (ledger !== undefined && seen.ledger !== ledger) continue;
        if (seen.checkpoint.size >= before) continue;
        found.push(seen);
        if (found.length > limit) found.shift();
      }
      return found.reverse();
    },
    async addKey(key) {
      await append(file('keys.jsonl'), key);
      keys.push(key);
    },
    async addSeen(seen) {
      await append(file('seen.jsonl'), seen);
      latest.set(seen.ledger, seen);
    },
    async addRefused(one) {
      await append(file('refused.jsonl'), one);
      refused.push(one);
    },
  };
}

async function append(file: string, value: unknown): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(`${JSON.stringify(value)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A line that a power cut left half-written was never spoken of. */
function cutHalfLine(file: string): void {
  if (!existsSync(file)) return;
  const content = readFileSync(file);
  const end = content.lastIndexOf(10) + 1;
  if (end < content.length) truncateSync(file, end);
}

async function* linesOf<T>(file: string): AsyncGenerator<T> {
  if (!existsSync(file)) return;
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line);
}

async function collect<T>(file: string): Promise<T[]> {
  const all: T[] = [];
  for await (const one of linesOf<T>(file)) all.push(one);
  return all;
}
