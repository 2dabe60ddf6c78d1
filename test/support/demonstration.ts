/** The whole demonstration in one process, over a database of its own; people are signed in by their user names. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import pg from 'pg';
import { pino } from 'pino';
import { assemble } from '../../src/assemble.ts';
import type { CaseView } from '../../src/capabilities/cases/public.ts';
import { capabilities as standard } from '../../src/capabilities.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Capability, Platform } from '../../src/platform/platform.ts';
import { cloneDatabase } from './test-database.ts';

export interface Answer<Body = CaseView & Problem> {
  status: number;
  body: Body;
}

/** What a refusal looks like; members are absent from a good answer. */
export interface Problem {
  code: string;
  detail: string;
  needed: string;
  basis: string;
  errors: { pointer: string; code: string; message: string }[];
}

export interface Person {
  get<Body = CaseView & Problem>(path: string): Promise<Answer<Body>>;
  post<Body = CaseView & Problem>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  patch(path: string, body: unknown): Promise<Answer>;
  /** Takes a step of a case. */
  take(
    caseNo: string,
    step: string,
    input?: object,
    more?: { version?: number; key?: string },
  ): Promise<Answer>;
  headers: Record<string, string>;
}

export interface Demonstration {
  app: FastifyInstance;
  platform: Platform;
  /** As the database's owner: for looking, and for what the program itself may not do. */
  owner: Pool;
  as(username: string): Promise<Person>;
  /** Moves the clock forward; what is due has happened when it returns. */
  moveTo(instant: string): Promise<void>;
  close(): Promise<void>;
}

export async function startDemonstration(
  now = '2026-03-02T09:00:00+08:00',
  capabilities: Capability[] = standard,
): Promise<Demonstration> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'mingchuang-demonstration-'));
  const reading = readConfig({ DATA_DIR: dataDir, MINGCHUANG_NOW: now }, dataDir);
  if ('faults' in reading) throw new Error(JSON.stringify(reading.faults));
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' }, pino.destination(2));
  const assembled = await assemble(reading.config, { databaseUrl: database.url, log, capabilities });
  const { app, platform } = assembled;
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  // The database is dropped while its last connections still say good-bye.
  owner.on('error', () => undefined);
  const people = new Map<string, Promise<Person>>();
  const as = (username: string) => {
    const known = people.get(username) ?? signIn(app, username);
    people.set(username, known);
    return known;
  };
  return {
    app,
    platform,
    owner,
    as,
    async moveTo(instant) {
      const { status, body } = await (await as('admin')).post('/api/v1/demo/clock', { now: instant });
      if (status >= 300) throw new Error(`the clock did not move: ${JSON.stringify(body)}`);
    },
    async close() {
      await assembled.close();
      await owner.end();
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A session of its own: who somebody is, is remembered for some seconds with each. */
export async function signIn(app: FastifyInstance, username: string): Promise<Person> {
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    payload: { username, password: 'mingchuang' },
  });
  if (signedIn.statusCode !== 201) throw new Error(`${username} cannot sign in: ${signedIn.body}`);
  const headers = { authorization: `Bearer ${signedIn.json().token}` };
  const call = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: unknown, more = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...headers, ...more },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body };
  };
  return {
    headers,
    get: (path) => call('GET', path),
    post: (path, body, more) => call('POST', path, body, more),
    patch: (path, body) => call('PATCH', path, body),
    take: (caseNo, step, input = {}, { version, key } = {}) =>
      call(
        'POST',
        `/api/v1/cases/${caseNo}/steps`,
        { step, input, ...(version === undefined ? {} : { version }) },
        key === undefined ? {} : { 'idempotency-key': key },
      ),
  };
}

export const company = {
  kind: 'organization',
  name: '示例餐饮有限公司',
  idType: 'credit-code',
  idNumber: '91350100M000100Y43',
  phone: '13800000000',
};

/** A filing with the item's own sample as its form. */
export async function sampleFiling(person: Person, itemId: string, more: object = {}) {
  const { body } = await person.get<{ form: { examples: object[] } }>(`/api/v1/items/${itemId}`);
  return {
    itemId,
    channel: 'online',
    applicant: company,
    form: body.form.examples[0],
    materials: [],
    ...more,
  };
}

/** Files the item in the company's name and returns the new case. */
export async function fileCase(
  demonstration: Demonstration,
  itemId = 'food-business-licence',
  more: object = {},
) {
  const person = await demonstration.as('company');
  const { status, body } = await person.post('/api/v1/cases', await sampleFiling(person, itemId, more));
  if (status !== 201) throw new Error(`not filed: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Uploads a file as the person and returns its document's id. */
export async function uploadFile(
  { app }: Demonstration,
  person: Person,
  content: Buffer,
  name = '材料.pdf',
): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), name);
  const request = new Request('http://local/', { method: 'POST', body: form });
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/documents',
    headers: { ...person.headers, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  if (answer.statusCode !== 201) throw new Error(`not uploaded: ${answer.body}`);
  return answer.json().id;
}
