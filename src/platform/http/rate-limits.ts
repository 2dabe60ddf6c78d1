/**
 * Limits against flooding, per account or else per address. They are counted in each process: with several processes
 * a caller gets a multiple, which is still a limit, and no request waits for a shared counter.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** For routes that invite guessing. A hall of clerks behind one address still signs in within a minute. */
export const guessingLimit = { max: 60, timeWindow: '1 minute' };

export async function useRateLimits(app: FastifyInstance, { mode, host }: Config): Promise<void> {
  if (mode === 'demo' && (host === 'localhost' || loopback.test(host))) return;
  await app.register(rateLimit, {
    max: (request) => (request.actor ? 1200 : 600),
    timeWindow: '1 minute',
    keyGenerator: (request: FastifyRequest) => request.actor?.accountId ?? request.ip,
    allowList: (request) => mode === 'demo' && loopback.test(request.ip),
  });
}
