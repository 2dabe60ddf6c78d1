import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOnce, idempotencyScope } from '../../src/platform/http/idempotency.ts';
import { Problem } from '../../src/platform/http/problem.ts';
import type { Capability } from '../../src/platform/platform.ts';
import { type Served, serve } from './serve.ts';

/** A capability of the smallest kind: one subject that clerks and reviewers see and only clerks may mark. */
const marks: Capability = {
  name: 'marks',
  routes(app, platform) {
    let made = 0;
    app.post<{ Params: { id: string }; Body: { text: string; version?: number } }>(
      '/api/v1/things/:id/marks',
      {
        config: {
          access: { who: ['clerk'] },
          visible: ({ actor, params }) =>
            actor?.kind === 'staff' &&
            typeof params === 'object' &&
            params !== null &&
            'id' in params &&
            params.id === '1',
        },
        schema: {
          body: Type.Object(
            { text: Type.String({ title: '批注', minLength: 2 }), version: Type.Optional(Type.Integer()) },
            { additionalProperties: false },
          ),
        },
      },
      async (request, reply) => {
        const answer = await answerOnce(platform, idempotencyScope(request), async () => {
          if (request.body.text === 'refuse')
            throw new Problem({ status: 409, code: 'mark/no', title: '不可以' });
          made += 1;
          return { status: 201, body: { number: made } };
        });
        return reply.code(answer.status).send(answer.body);
      },
    );
    app.get(
      '/api/v1/things',
      { config: { access: { who: 'public' } }, schema: { querystring: page } },
      ({ query }) => query,
    );
    app.get('/api/v1/faulty', { config: { access: { who: 'public' } } }, () => {
      throw new Error('the secret 张三 is in here');
    });
    app.post('/forms/things', { config: { access: { who: 'signed-in' } } }, ({ body }) => ({ body }));
  },
};

const page = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) });

let served: Served;
let clerk: { authorization: string };
let reviewer: { authorization: string };
let citizen: { authorization: string };
beforeAll(async () => {
  served = await serve([marks]);
  clerk = await served.signIn('clerk');
  reviewer = await served.signIn('reviewer');
  citizen = await served.signIn('citizen');
});
afterAll(() => served.close());

const url = '/api/v1/things/1/marks';
const json = { 'content-type': 'application/json' };
const garbage = '{"text": ';
const post = (path: string, headers: Record<string, string>, payload: string | object) =>
  served.app.inject({
    method: 'POST',
    url: path,
    headers: { ...json, ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const codeOf = async (answer: ReturnType<typeof post>) => {
  const { statusCode, json: body } = await answer;
  return `${statusCode} ${body().code}`;
};

test('401 comes before the body is read', async () => {
  expect(await codeOf(post(url, {}, garbage))).toBe('401 session/missing');
  expect(await codeOf(post(url, { authorization: 'Bearer x' }, garbage))).toBe('401 session/expired');
});

test('400 for what cannot be read, before anything is looked up', async () => {
  expect(await codeOf(post(url, citizen, garbage))).toBe('400 request/unreadable');
  expect(await codeOf(post(url, { ...clerk, 'content-type': 'application/json; charset=gbk' }, '{}'))).toBe(
    '400 request/unreadable',
  );
  const half = Buffer.from([0x22, 0xd6, 0xd0, 0x22]); // 中 in GBK
  const bytes = await served.app.inject({
    method: 'POST',
    url,
    headers: { ...json, ...clerk },
    payload: half,
  });
  expect(bytes.statusCode).toBe(400);
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(await codeOf(post(url, clerk, deep))).toBe('400 request/unreadable');
  expect(await codeOf(post('/api/v1/things/%E0%A4%A/marks', clerk, '{}'))).toBe('400 request/unreadable');
  expect(await codeOf(post('/api/v1/things/%00/marks', clerk, '{}'))).toBe('400 request/unreadable');
});

test('404 for what does not exist and for what one cannot see, alike, before 403 and 422', async () => {
  expect(await codeOf(post('/api/v1/things/2/marks', reviewer, { text: '' }))).toBe('404 subject/unknown');
  expect(await codeOf(post(url, citizen, { text: '' }))).toBe('404 subject/unknown');
  expect(await codeOf(post('/api/v1/nothing', {}, garbage))).toBe('404 route/unknown');
});

test('403 before 422', async () => {
  expect(await codeOf(post(url, reviewer, { text: '' }))).toBe('403 access/forbidden');
});

test('422 names every place and says what to do', async () => {
  const answer = await post(url, clerk, { text: '一', extra: 1, version: 'x' });
  expect(answer.statusCode).toBe(422);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const { errors, requestId, type } = answer.json();
  expect(requestId).toMatch(/^[0-9a-f]{10}-/);
  expect(type).toBe('/api/docs/problems#input-invalid');
  expect(errors).toEqual(
    expect.arrayContaining([
      { pointer: '/text', code: 'input/minLength', message: '“批注”至少 2 个字符。' },
      { pointer: '/extra', code: 'input/additionalProperties', message: '没有“extra”这一项，请删去。' },
      { pointer: '/version', code: 'input/type', message: '应为整数。' },
    ]),
  );
  expect((await post(url, clerk, {})).json().errors).toEqual([
    { pointer: '/text', code: 'input/required', message: '请填写“批注”。' },
  ]);
  expect(await codeOf(post(url, clerk, ''))).toBe('422 input/invalid');
});

test('a text that no database can hold is 422 at its place', async () => {
  const answer = await post(url, clerk, '{"text":"a\\u0000b"}');
  expect(answer.json()).toMatchObject({
    status: 422,
    errors: [{ pointer: '/text', code: 'input/character' }],
  });
  expect((await post(url, clerk, '{"text":"a\\ud800b"}')).statusCode).toBe(422);
});

test('413 for a body beyond the limit, 415 for another kind', async () => {
  expect(await codeOf(post(url, clerk, { text: 'x'.repeat(2_000_000) }))).toBe('413 request/too-large');
  expect(await codeOf(post(url, { ...clerk, 'content-type': 'text/csv' }, 'a;b'))).toBe(
    '415 request/media-type',
  );
});

test('413 for more members than any form has', async () => {
  const many = Object.fromEntries(Array.from({ length: 30_000 }, (_empty, at) => [`m${at}`, 1]));
  expect(await codeOf(post(url, clerk, { text: 'x', many }))).toBe('413 request/too-large');
});

test('a query is read as numbers, with its defaults', async () => {
  const get = (query: string) => served.app.inject({ method: 'GET', url: `/api/v1/things${query}` });
  expect((await get('?limit=20')).json()).toEqual({ limit: 20 });
  expect((await get('')).json()).toEqual({ limit: 50 });
  expect((await get('?limit=201')).json().errors).toEqual([
    { pointer: '/limit', code: 'input/maximum', message: '不能大于 200。', in: 'query' },
  ]);
});

test('a fault tells the client a request id and nothing else', async () => {
  const answer = await served.app.inject({ method: 'GET', url: '/api/v1/faulty' });
  expect(answer.json()).toMatchObject({ status: 500, code: 'server/fault', title: '系统出了差错' });
  expect(answer.body).not.toContain('张三');
});

test('a route that does not say who may call it stops the start', async () => {
  const open: Capability = { name: 'open', routes: (app) => void app.get('/open', () => 'hello') };
  await expect(serve([open])).rejects.toThrow('GET /open does not say who may call it');
});

test('the same key and body have one effect and one answer, another body is refused', async () => {
  const key = { ...clerk, 'idempotency-key': 'once-1' };
  const [first, again] = await Promise.all([
    post(url, key, { text: '同一' }),
    post(url, key, { text: '同一' }),
  ]);
  expect(first.statusCode).toBe(201);
  expect(again.json()).toEqual(first.json());
  expect(await codeOf(post(url, key, { text: '不同' }))).toBe('422 idempotency/other-body');
  expect((await post(url, { ...clerk, 'idempotency-key': 'once-2' }, { text: '同一' })).json()).not.toEqual(
    first.json(),
  );
});

test('a refusal is not kept under its key, and a key has a shape', async () => {
  const key = { ...clerk, 'idempotency-key': 'refused' };
  expect(await codeOf(post(url, key, { text: 'refuse' }))).toBe('409 mark/no');
  expect((await post(url, key, { text: '现在可以' })).statusCode).toBe(201);
  expect(await codeOf(post(url, { ...clerk, 'idempotency-key': '键' }, { text: '同一' }))).toBe(
    '422 idempotency/key',
  );
  expect(await codeOf(post(url, { ...clerk, 'idempotency-key': 'x'.repeat(201) }, { text: '同一' }))).toBe(
    '422 idempotency/key',
  );
});

test('a form with a cookie needs the token of its session, and the token goes no further', async () => {
  const opened = await served.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    payload: { username: 'citizen', password: 'mingchuang', carrier: 'cookie' },
  });
  const headers = {
    cookie: `mingchuang_session=${opened.cookies[0]?.value}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const form = (payload: string) =>
    served.app.inject({ method: 'POST', url: '/forms/things', headers, payload });
  expect((await form('name=a')).json().code).toBe('session/csrf');
  expect((await form(`name=a&_csrf=${opened.json().csrfToken}`)).json()).toEqual({ body: { name: 'a' } });
});

test('pages may not run foreign or inline scripts', async () => {
  const { headers } = await served.app.inject({ method: 'GET', url: '/healthz' });
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers).not.toHaveProperty('strict-transport-security');
});
