/**
 * Shows the latest checkpoint to every configured witness, with the proof that it continues what that witness saw last.
 * A witness that refuses says something grave about this ledger: it is kept, logged and shown, and tried again.
 */

import { type Checkpoint, cosignatureText } from '../../kernel/ledger/signed-texts.ts';
import type { WitnessAddress } from '../../platform/config.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import { findLatestCheckpoint } from '../../platform/ledger/checkpoints.ts';
import { listLedgerKeys } from '../../platform/ledger/ledger-keys.ts';
import { proveConsistency } from '../../platform/ledger/proofs.ts';
import { isSignedBy, keyIdOf } from '../../platform/ledger/sm2.ts';
import type { Platform } from '../../platform/platform.ts';
import { keepCosignature } from './cosignatures.ts';
import { keepWitness, listWitnesses, type WitnessStanding } from './witness-states.ts';

const patienceMs = 10_000;
const longestAnswer = 64 * 1024;

export const showToWitnesses: Task = defineTask('show-to-witnesses', () => undefined, showAll);

export async function showAll(platform: Platform): Promise<void> {
  const { witnesses = [] } = platform.config;
  const checkpoint = witnesses.length > 0 ? await findLatestCheckpoint(platform.pool) : undefined;
  if (!checkpoint) return;
  const standings = await listWitnesses(platform.pool, witnesses);
  await Promise.all(
    standings.map(async (standing, at) => {
      if (standing.state === 'cosigned' && standing.size === checkpoint.size) return;
      const told = await show(platform, witnesses[at], standing, checkpoint);
      await keepWitness(platform.pool, { ...told, triedAt: platform.clock.now().toISOString() });
    }),
  );
}

async function show(
  platform: Platform,
  configured: WitnessAddress | undefined,
  standing: WitnessStanding,
  checkpoint: Checkpoint,
): Promise<WitnessStanding> {
  const log = platform.log.child({ part: 'witness', witness: standing.url });
  const answer = await ask(platform, standing.url, checkpoint, standing.size ?? 0);
  if ('unreachable' in answer) {
    log.warn({ why: answer.unreachable }, '见证方没有应答');
    return { ...standing, state: 'unreachable', reason: answer.unreachable };
  }
  if ('refused' in answer) {
    // A neighbour process may have shown it a newer one meanwhile.
    if ((await findLatestCheckpoint(platform.pool))?.size !== checkpoint.size) return standing;
    log.fatal({ why: answer.refused }, '见证方拒绝见证：账本可能被改写，或者恢复了旧的备份');
    return { ...standing, state: 'refused', reason: answer.refused };
  }
  const { keyId, publicKey, at, signature } = answer.cosignature;
  const pinned = configured?.publicKey ?? standing.publicKey ?? publicKey;
  const isTheirs =
    publicKey === pinned &&
    keyId === keyIdOf(publicKey) &&
    isSignedBy(publicKey, cosignatureText(checkpoint, at), signature);
  if (!isTheirs) {
    log.error('见证方的签名不是它的密钥签的');
    return { ...standing, state: 'unreachable', reason: '回答的签名无效，或者换了密钥' };
  }
  const cosigned = { witness: standing.url, keyId, publicKey, at, signature };
  await keepCosignature(platform.pool, checkpoint.size, cosigned);
  return { ...standing, keyId, publicKey, state: 'cosigned', reason: null, size: checkpoint.size };
}

interface Cosignature {
  keyId: string;
  publicKey: string;
  at: string;
  signature: string;
}
type Answer = { cosignature: Cosignature } | { refused: string } | { unreachable: string };

/** A witness that saw more than we remember says where its proof must begin. */
async function ask(platform: Platform, url: string, checkpoint: Checkpoint, from: number): Promise<Answer> {
  const first = await send(platform, url, checkpoint, from);
  const size = first.code === 'witness/proof-needed' ? first.size : undefined;
  const isProvable = size !== undefined && size !== from && size < checkpoint.size;
  return asAnswer(isProvable ? await send(platform, url, checkpoint, size) : first);
}

interface Received {
  cosignature?: Cosignature;
  code?: string;
  words?: string;
  size?: number;
  unreachable?: string;
}

function asAnswer({ cosignature, code, words = '', unreachable }: Received): Answer {
  if (cosignature) return { cosignature };
  if (code?.startsWith('witness/')) return { refused: words || code };
  return { unreachable: unreachable ?? '回答看不懂' };
}

async function send(
  { pool }: Platform,
  url: string,
  checkpoint: Checkpoint,
  from: number,
): Promise<Received> {
  const isLater = from > 0 && from < checkpoint.size;
  const body = {
    checkpoint,
    keys: await listLedgerKeys(pool),
    ...(isLater ? { consistency: await proveConsistency(pool, from, checkpoint.size) } : {}),
  };
  try {
    const answer = await fetch(`${url}/checkpoints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    return readAnswer(await readText(answer));
  } catch (error) {
    return { unreachable: error instanceof Error ? causeOf(error) : String(error) };
  }
}

const causeOf = (error: Error) =>
  error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.message;

async function readText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > longestAnswer) throw new Error('the answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function readAnswer(text: string): Received {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null) return {};
  const given = new Map<string, unknown>(Object.entries(read));
  const textOf = (name: string) => {
    const value = given.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const [code, size] = [textOf('code'), given.get('size')];
  const cosignature = given.get('cosignature');
  return {
    ...(isCosignature(cosignature) ? { cosignature } : {}),
    ...(code === undefined ? {} : { code }),
    words: [textOf('title'), textOf('detail')].filter(Boolean).join('：'),
    ...(typeof size === 'number' ? { size } : {}),
  };
}

function isCosignature(value: unknown): value is Cosignature {
  if (typeof value !== 'object' || value === null) return false;
  const given = new Map<string, unknown>(Object.entries(value));
  return ['keyId', 'publicKey', 'at', 'signature'].every((name) => typeof given.get(name) === 'string');
}
