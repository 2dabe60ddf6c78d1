/** The program as the operating system sees it: processes that are started, killed and spoken to over HTTP. */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

export interface ProgramProcess {
  pid: number;
  /** Without a slash at the end. */
  address: string;
  /** As if the power went: nothing is finished, nobody is told. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function buildServer(): void {
  spawnSync(process.execPath, [join(projectFolder, 'tools/build.mjs'), 'server'], { stdio: 'inherit' });
}

/** Ready when it answers. `preload` is a module that is loaded before the program. */
export async function startProcess(
  environment: Record<string, string>,
  preload?: string,
): Promise<ProgramProcess> {
  const imports = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...imports, join(projectFolder, 'dist/main.js')], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await readyAddress(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, address, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function readyAddress(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let complaint = '';
  child.stderr.on('data', (said) => {
    complaint = `${complaint}${said}`.slice(-4_000);
  });
  for await (const said of child.stdout) {
    const found = /已就绪：(\S+)\//.exec(String(said));
    if (found?.[1]) {
      child.stdout.resume();
      return found[1];
    }
  }
  throw new Error(`The program did not start: ${complaint}`);
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes, looked at by tests
  body: any;
  headers: Headers;
}

export async function call(
  { address }: Pick<ProgramProcess, 'address'>,
  method: string,
  path: string,
  { token, body, key }: { token?: string; body?: unknown; key?: string } = {},
): Promise<Answer> {
  const answer = await fetch(`${address}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text && JSON.parse(text), headers: answer.headers };
}

export async function signIn(program: Pick<ProgramProcess, 'address'>, username: string): Promise<string> {
  const { status, body } = await call(program, 'POST', '/api/v1/sessions', {
    body: { username, password: 'mingchuang' },
  });
  if (status !== 201) throw new Error(`${username} cannot sign in: ${JSON.stringify(body)}`);
  return body.token;
}

/** Until it is so, for at most a minute. */
export async function eventually<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(100);
  }
  throw new Error('it did not come to be');
}
