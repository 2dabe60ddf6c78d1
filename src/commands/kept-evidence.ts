/** What others kept: receipts in files, checkpoints at witnesses. In whatever of the program's own forms they come. */
import { readFileSync } from 'node:fs';
import { readReceiptAddress } from '../kernel/ledger/receipt-address.ts';
import type { Checkpoint, Receipt } from '../kernel/ledger/signed-texts.ts';
import type { WitnessedCheckpoint } from '../platform/ledger/verify-ledger.ts';

/** Said as it stands: the file or address given can not be used. */
export class EvidenceFault extends Error {
  override readonly name = 'EvidenceFault';
}

/** Receipts alone or in lists, whole cases, evidence files, and addresses out of QR codes. */
export function readReceipts(files: readonly string[]): Receipt[] {
  return files.flatMap((file) => {
    const text = readText(file);
    const receipts = findAll(parsed(text), isReceipt);
    const scanned = text
      .split('\n')
      .map((line) => readReceiptAddress(line.trim()))
      .filter((receipt) => receipt !== undefined);
    const found = receipts.length > 0 ? receipts : scanned;
    if (found.length === 0) throw new EvidenceFault(`${file} 里没有回执。`);
    return found;
  });
}

const patienceMs = 15_000;
const mostPages = 1_000;

/** Checkpoints of a running witness (by its address) or out of a file: one, a list, or one a line. */
export async function readWitnessed(sources: readonly string[]): Promise<WitnessedCheckpoint[]> {
  const read = await Promise.all(
    sources.map(async (source) => {
      const checkpoints = /^https?:\/\//.test(source)
        ? await fetchCheckpoints(source)
        : findAll(parsed(readText(source)), isCheckpoint);
      if (checkpoints.length === 0) throw new EvidenceFault(`${source} 没有检查点。`);
      return checkpoints.map((checkpoint) => ({ witness: source, checkpoint }));
    }),
  );
  return read.flat();
}

/** A witness lists them at `/checkpoints`; any other address is taken as it is. */
async function fetchCheckpoints(source: string): Promise<Checkpoint[]> {
  const address = new URL(source);
  if (address.pathname === '/') address.pathname = '/checkpoints';
  const checkpoints: Checkpoint[] = [];
  for (let page = 0; page < mostPages; page++) {
    const answer = await fetchJson(address);
    checkpoints.push(...findAll(answer, isCheckpoint));
    const next = typeof answer === 'object' && answer !== null && 'next' in answer ? answer.next : null;
    if (typeof next !== 'string') break;
    address.searchParams.set('cursor', next);
  }
  return checkpoints;
}

async function fetchJson(address: URL): Promise<unknown> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
    if (!answer.ok) throw new EvidenceFault(`${address} 回答 ${answer.status}。`);
    return await answer.json();
  } catch (error) {
    if (error instanceof EvidenceFault) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new EvidenceFault(`连不上见证方 ${address}：${why}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new EvidenceFault(`读不到文件 ${file}。`);
  }
}

/** One JSON value, or one a line; undefined for anything else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line));
    } catch {
      return undefined;
    }
  }
}

/** Every object of the wanted form, however deep it lies. */
function findAll<T>(value: unknown, isWanted: (value: unknown) => value is T): T[] {
  if (isWanted(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => findAll(inner, isWanted));
}

function hasTexts(value: unknown, ...names: string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const entries = new Map(Object.entries(value));
  return names.every((name) => typeof entries.get(name) === 'string');
}

function isReceipt(value: unknown): value is Receipt {
  return (
    hasTexts(value, 'subject', 'factHash', 'recordedAt', 'keyId', 'signature') &&
    Number.isInteger(value.version)
  );
}

function isCheckpoint(value: unknown): value is Checkpoint {
  return hasTexts(value, 'root', 'at', 'keyId', 'signature') && Number.isSafeInteger(value.size);
}
