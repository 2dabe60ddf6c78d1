/** Has the latest checkpoint time-stamped by an authority outside, now and then: its word needs nobody of ours. */
import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkpointText } from '../../kernel/ledger/signed-texts.ts';
import { fromPem } from '../../kernel/x509/pem.ts';
import { defineTask, type Task } from '../../platform/jobs/task.ts';
import { findLatestCheckpoint } from '../../platform/ledger/checkpoints.ts';
import type { Platform } from '../../platform/platform.ts';
import { readStamp, type Stamp, type StampAsked, StampFault, stampRequest } from './time-stamp-token.ts';
import { findLatestTimeStamp, keepTimeStamp } from './time-stamps.ts';

const patienceMs = 20_000;
const longestAnswer = 256 * 1024;

export const stampCheckpoints: Task = defineTask('stamp-checkpoints', () => undefined, stampLatest);

/** At most once in the configured time; a checkpoint once. */
export async function stampLatest({
  pool,
  config,
  log,
}: Pick<Platform, 'pool' | 'config' | 'log'>): Promise<void> {
  const { timeStamps } = config;
  const checkpoint = timeStamps && (await findLatestCheckpoint(pool));
  if (!timeStamps || !checkpoint) return;
  const last = await findLatestTimeStamp(pool, timeStamps.url);
  const isDue = !last || Date.now() - last.at.getTime() >= timeStamps.everyMinutes * 60_000;
  if (!isDue || last?.size === checkpoint.size) return;
  const asked: StampAsked = {
    text: checkpointText(checkpoint),
    algorithm: timeStamps.algorithm,
    nonce: randomBytes(8).readBigUInt64BE(),
  };
  try {
    const stamp = await requestStamp(timeStamps.url, asked, readTrusted(timeStamps.trustFile));
    await keepTimeStamp(pool, checkpoint.size, {
      authority: timeStamps.url,
      at: stamp.at.toISOString(),
      serial: stamp.serial,
      policy: stamp.policy,
      token: Buffer.from(stamp.token).toString('base64'),
    });
  } catch (error) {
    if (!(error instanceof StampFault)) throw error;
    log.error({ part: 'time-stamp', authority: timeStamps.url, why: error.message }, '没有取得时间戳');
  }
}

/** Asks over HTTP (RFC 3161 §3.4) and checks the answer. Throws `StampFault`. */
export async function requestStamp(
  url: string,
  asked: StampAsked,
  trusted: readonly X509Certificate[],
): Promise<Stamp> {
  return readStamp(await send(url, stampRequest(asked)), asked, trusted);
}

async function send(url: string, request: Uint8Array): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(request),
      signal: AbortSignal.timeout(patienceMs),
    });
    const length = Number(answer.headers.get('content-length') ?? 0);
    if (!answer.ok || length > longestAnswer) throw new StampFault(`时间戳服务回答 ${answer.status}`);
    const body = new Uint8Array(await answer.arrayBuffer());
    if (body.length > longestAnswer) throw new StampFault('时间戳服务的回答过长');
    return body;
  } catch (error) {
    if (error instanceof StampFault) throw error;
    throw new StampFault(`连不上时间戳服务：${error instanceof Error ? error.message : error}`);
  }
}

function readTrusted(file: string): X509Certificate[] {
  const certificates = fromPem('CERTIFICATE', readFileSync(file, 'utf8'));
  if (certificates.length === 0) throw new StampFault(`${file} 里没有证书`);
  return certificates.map((der) => new X509Certificate(der));
}
