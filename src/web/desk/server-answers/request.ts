/**
 * Every call to the server. The session is an HttpOnly cookie that no script sees; what a script does carry is the
 * session's forgery token, sent with each writing call (src/platform/access/csrf.ts).
 */
import type { Problem } from '../../../platform/http/problem.ts';

export type ProblemBody = ReturnType<Problem['body']>;

/** What the server answered instead of what was wanted. */
export class Refused extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.name = 'Refused';
    this.problem = problem;
  }
}

interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The same key again gives the first answer again: a repeated click never files twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

let forgeryToken: string | undefined;

export function rememberForgeryToken(token: string | undefined): void {
  forgeryToken = token;
}

const signedOutListeners = new Set<() => void>();

/** Told whenever an answer says that the session has ended. */
export function onSessionEnded(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** The answer's JSON. Throws Refused for a problem and for a server that cannot be reached. */
export async function request<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const response = await reach(path, call);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  throw refusedBy(await problemIn(response));
}

export function refusedBy(problem: ProblemBody): Refused {
  if (hasEnded(problem)) {
    for (const listener of signedOutListeners) listener();
  }
  return new Refused(problem);
}

/** Not: a wrong password, or a sign-in that is locked for a while. */
export const hasEnded = ({ code }: ProblemBody) => code === 'session/missing' || code === 'session/expired';

export function writingHeaders(idempotencyKey?: string): Record<string, string> {
  return {
    ...(forgeryToken && { 'x-csrf-token': forgeryToken }),
    ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
  };
}

async function reach(
  path: string,
  { method = 'GET', body, idempotencyKey, signal }: Call,
): Promise<Response> {
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(method !== 'GET' && writingHeaders(idempotencyKey)),
  };
  try {
    return await fetch(path, {
      method,
      headers,
      signal: signal ?? null,
      credentials: 'same-origin',
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused(unreachable);
  }
}

async function problemIn(response: Response): Promise<ProblemBody> {
  const found: unknown = await response.json().catch(() => undefined);
  if (isProblem(found)) return found;
  return {
    ...unreachable,
    status: response.status,
    title: '服务器没有给出可读的回答',
    detail: `状态 ${response.status}。您填写的内容还在，请稍后重试。`,
  };
}

const isProblem = (value: unknown): value is ProblemBody =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value;

export const unreachable: ProblemBody = {
  type: 'about:blank',
  status: 0,
  code: 'network/unreachable',
  title: '连不上服务器',
  detail: '请检查网络。您填写的内容还在，网络恢复后可以再次提交，不会重复办理。',
  errors: undefined,
  basis: undefined,
  needed: undefined,
  requestId: '',
};

/** Also where the page is not served over https and `crypto.randomUUID` does not exist. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
