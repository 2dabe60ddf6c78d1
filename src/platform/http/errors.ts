/** Whatever is thrown below becomes a problem here, and only here. The client learns a request id and nothing else. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { faultForLog } from '../process/fault-for-log.ts';
import { Problem } from './problem.ts';
import { sendProblem } from './problem-answer.ts';
import { shellProblem } from './problem-codes.ts';

export function useProblems(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const problem = problemOf(thrown);
    if (problem.status >= 500) logFault(request, thrown);
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler(() => {
    throw shellProblem('route/unknown'); // a file that is not there
  });
  app.addHook('onRequest', ({ is404, url }, _reply, done) => {
    if (is404) throw shellProblem('route/unknown'); // no need to read a body that nobody awaits
    // PostgreSQL holds no U+0000 in a text, so no address has one.
    if (url.includes('%00')) throw shellProblem('request/unreadable', { detail: '网址含有空字符。' });
    done();
  });
}

export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const fault = readFault(thrown);
  const { statusCode } = fault;
  if (isUnavailable(fault)) return shellProblem('server/unavailable', { headers: { 'retry-after': '5' } });
  if (statusCode === 413) return shellProblem('request/too-large');
  if (statusCode === 415 || statusCode === 406) return shellProblem('request/media-type');
  if (statusCode === 429) return shellProblem('request/too-many');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return shellProblem('request/unreadable');
  return shellProblem('server/fault');
}

/**
 * The database is away, starting, stopping, handed over to another machine (25006), out of connections, or could not serialise the work: worth trying again.
 * What it says with FATAL took the connection away or never gave one (55000: it takes none at the moment), whatever the
 * code. A socket that is not there (ENOENT) is a server that begins anew; a file that is not there would be a fault. What
 * the pool itself throws has no code, only its sentence.
 */
function isUnavailable({ code, severity, message }: Fault): boolean {
  return (
    fatal.has(severity ?? '') ||
    retryable.test(code ?? '') ||
    /^(connect ENOENT|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      message,
    )
  );
}

/** In the language of the server. */
const fatal = new Set(['FATAL', '致命错误']);

const retryable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|57P0[1235]|53300|25006|40001|40P01|08\w{3})$/;

interface Fault {
  code: string | undefined;
  /** Of what PostgreSQL says. */
  severity: string | undefined;
  statusCode: number | undefined;
  message: string;
}

function readFault(thrown: unknown): Fault {
  if (typeof thrown !== 'object' || thrown === null) {
    return { code: undefined, severity: undefined, statusCode: undefined, message: String(thrown) };
  }
  return {
    code: 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined,
    severity: 'severity' in thrown && typeof thrown.severity === 'string' ? thrown.severity : undefined,
    statusCode:
      'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined,
    message: 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : '',
  };
}

function logFault(request: FastifyRequest, thrown: unknown): void {
  const route = `${request.method} ${request.routeOptions.url ?? '?'}`;
  request.log.error({ requestId: request.id, route, ...faultForLog(thrown) }, 'fault');
}
