/** Answers that OpenSSL's own time-stamping authority gave, read again. */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { requestStamp, stampLatest } from '../../src/capabilities/evidence/stamp-checkpoints.ts';
import {
  readStamp,
  type StampAsked,
  StampFault,
  stampRequest,
} from '../../src/capabilities/evidence/time-stamp-token.ts';
import { listTimeStamps } from '../../src/capabilities/evidence/time-stamps.ts';
import { readConfig } from '../../src/platform/config.ts';
import { makeCheckpoint } from '../../src/platform/ledger/checkpoints.ts';
import { appendSamples, openSampleLedger } from '../support/ledger-samples.ts';

interface Samples {
  text: string;
  nonce: string;
  root: string;
  otherRoot: string;
  refused: string;
  answers: { name: string; algorithm: 'sha256' | 'sm3'; response: string }[];
}
const samples: Samples = JSON.parse(
  readFileSync(join(import.meta.dirname, 'time-stamp-samples.json'), 'utf8'),
);
const trusted = [new X509Certificate(samples.root)];
const askedOf = (algorithm: 'sha256' | 'sm3'): StampAsked => ({
  text: samples.text,
  algorithm,
  nonce: BigInt(`0x${samples.nonce}`),
});

describe('a time stamp', () => {
  it.each(samples.answers)(
    'by $name is read: when, by which policy, under which number',
    ({ algorithm, response }) => {
      const stamp = readStamp(Buffer.from(response, 'base64'), askedOf(algorithm), trusted);
      expect(stamp.at.toISOString()).toMatch(/^2026-11-25T16:\d\d:\d\d\.000Z$/);
      expect(stamp.policy).toBe('1.2.3.4.1');
      expect(stamp.serial).toMatch(/^[234]$/);
    },
  );

  it.each(samples.answers)(
    'by $name: not one changed byte of what is signed passes',
    ({ algorithm, response }) => {
      const bytes = Buffer.from(response, 'base64');
      const good = readStamp(bytes, askedOf(algorithm), trusted);
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
          const other = Buffer.from(bytes);
          other[at] = (other[at] ?? 0) ^ change;
          try {
            const stamp = readStamp(other, askedOf(algorithm), trusted);
            // What no signature covers (the status, an unused certificate) may differ; what was said may not.
            expect([stamp.at, stamp.serial, stamp.policy]).toEqual([good.at, good.serial, good.policy]);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each(samples.answers)(
    'by $name: another time, or another signature, is none',
    ({ algorithm, response }) => {
      const bytes = Buffer.from(response, 'base64');
      const time = bytes.indexOf('20261125164');
      const signature = bytes.length - 20;
      for (const at of [time + 9, time + 10, signature]) {
        const other = Buffer.from(bytes);
        other[at] = (other[at] ?? 0) ^ 1;
        expect(() => readStamp(other, askedOf(algorithm), trusted)).toThrow('签名无效');
      }
    },
  );

  it('of another text, another request, another hash or another authority is refused, each in its words', () => {
    const [answer] = samples.answers;
    if (!answer) throw new Error('no sample');
    const response = Buffer.from(answer.response, 'base64');
    const asked = askedOf(answer.algorithm);
    const refusal = (other: Partial<StampAsked>, roots = trusted, bytes: Uint8Array = response) => {
      try {
        readStamp(bytes, { ...asked, ...other }, roots);
        return 'accepted';
      } catch (error) {
        expect(error).toBeInstanceOf(StampFault);
        return error instanceof Error ? error.message : '';
      }
    };
    expect(refusal({ text: 'other' })).toContain('不是这个检查点');
    expect(refusal({ algorithm: 'sm3' })).toContain('不是这个检查点');
    expect(refusal({ nonce: 5n })).toContain('不是这一次请求');
    expect(refusal({}, [new X509Certificate(samples.otherRoot)])).toContain('不是由信任的根证书签发的');
    expect(refusal({}, [])).toContain('不是由信任的根证书签发的');
    expect(refusal({}, trusted, Buffer.from(samples.refused, 'base64'))).toContain(
      'Message digest algorithm is not supported',
    );
    expect(refusal({}, trusted, Buffer.from('nonsense'))).toContain('看不懂');
  });

  it('is asked for over HTTP, and kept with the checkpoint; an authority that fails is not the end of anything', async () => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        received.push(`${request.headers['content-type']} ${Buffer.concat(parts).toString('hex')}`);
        response.end(Buffer.from(samples.answers[0]?.response ?? '', 'base64'));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const asked = askedOf('sha256');
    const stamp = await requestStamp(url, asked, trusted);
    expect(received).toEqual([
      `application/timestamp-query ${Buffer.from(stampRequest(asked)).toString('hex')}`,
    ]);
    expect(stamp.serial).toBe('2');

    const folder = mkdtempSync(join(tmpdir(), 'mingchuang-stamps-'));
    writeFileSync(join(folder, 'root.pem'), samples.root);
    const ledger = await openSampleLedger();
    await appendSamples(ledger.pool, 'a', 2);
    await ledger.place();
    await makeCheckpoint(ledger);
    const reading = readConfig(
      { MINGCHUANG_TSA_URL: url, MINGCHUANG_TSA_CA: 'root.pem', DATA_DIR: folder },
      folder,
    );
    if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
    const said: { why?: string }[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void said.push(JSON.parse(line)) });
    // The answer is for another request: it is not kept, and the log says why.
    await stampLatest({ ...ledger, config: reading.config, log });
    expect(await listTimeStamps(ledger.pool, 2)).toEqual([]);
    expect(said.map(({ why }) => why)).toEqual(['时间戳盖的不是这个检查点']);
    await new Promise((closed) => server.close(closed));
    await stampLatest({ ...ledger, config: reading.config, log });
    expect(said.at(-1)?.why).toContain('连不上时间戳服务');
    await ledger.close();
    rmSync(folder, { recursive: true });
  });
});
