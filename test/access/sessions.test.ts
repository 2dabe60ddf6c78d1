import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, serve } from './serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const signIn = (username: string, password = 'mingchuang', more: object = {}) =>
  served.app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { username, password, ...more } });

const current = (headers: Record<string, string>, app = served.app) =>
  app.inject({ method: 'GET', url: '/api/v1/sessions/current', headers });

test('a sign-in answers a token, its end and who one is', async () => {
  const answer = await signIn('reviewer');
  expect(answer.statusCode).toBe(201);
  const { token, expiresAt, actor } = answer.json();
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  expect(actor).toMatchObject({
    kind: 'staff',
    name: '审查示例一',
    posts: [{ role: 'reviewer', office: 'market-regulation' }],
  });
  const again = await current({ authorization: `Bearer ${token}` });
  expect(again.json().actor).toEqual(actor);
});

test('an applicant acts for herself or for her company', async () => {
  const { actor } = (await signIn('company')).json();
  expect(actor).toMatchObject({
    kind: 'applicant',
    posts: [],
    principal: { kind: 'organization', name: '示例餐饮有限公司' },
  });
});

test('only a digest of the token is stored', async () => {
  const { token } = (await signIn('clerk')).json();
  const { rows } = await served.pool.query('SELECT * FROM access.session');
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a wrong password and an unknown user get the same answer', async () => {
  const wrong = await signIn('leader', 'not it');
  const unknown = await signIn('nobody-here', 'not it');
  expect(wrong.statusCode).toBe(401);
  expect(wrong.json().code).toBe('session/wrong-credentials');
  const { requestId: _, ...same } = wrong.json();
  expect(unknown.json()).toMatchObject(same);
});

test('after signing out the token is worth nothing', async () => {
  const { token } = (await signIn('clerk')).json();
  const headers = { authorization: `Bearer ${token}` };
  const out = await served.app.inject({ method: 'DELETE', url: '/api/v1/sessions/current', headers });
  expect(out.statusCode).toBe(204);
  expect((await current(headers)).json().code).toBe('session/expired');
});

test('no token, a token of nobody and an expired one are told apart only as missing and expired', async () => {
  expect((await current({})).json().code).toBe('session/missing');
  expect((await current({ authorization: 'Bearer rubbish' })).json().code).toBe('session/expired');
  const { token } = (await signIn('issuer')).json();
  await served.pool.query(`UPDATE access.session SET expires_at = now() - interval '1 second'
    WHERE account = (SELECT id FROM access.account WHERE username = 'issuer')`);
  // The process that opened the session may trust what it read for five seconds; another one has to read.
  const other = await served.otherProcess();
  expect((await current({ authorization: `Bearer ${token}` }, other)).json().code).toBe('session/expired');
});

describe('lock-out', () => {
  test('five wrong passwords lock the name, the right one included, and waiting unlocks it', async () => {
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await signIn('reviewer-fire', 'wrong')).json().code).toBe('session/wrong-credentials');
    }
    const locked = await signIn('reviewer-fire');
    expect(locked.statusCode).toBe(401);
    expect(locked.json().code).toBe('session/locked');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(200);
    expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(300);
    await waitFor('5 minutes');
    expect((await signIn('reviewer-fire')).statusCode).toBe(201);
  });

  test('attempts during the lock do not lengthen it', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await signIn('head-fire', 'wrong');
    await waitFor('4 minutes');
    for (let attempt = 0; attempt < 5; attempt++) await signIn('head-fire', 'wrong');
    await waitFor('1 minute');
    expect((await signIn('head-fire')).statusCode).toBe(201);
  });

  test('after a lock the count starts anew', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await signIn('head-health', 'wrong');
    await waitFor('5 minutes');
    expect((await signIn('head-health', 'wrong')).json().code).toBe('session/wrong-credentials');
    expect((await signIn('head-health')).statusCode).toBe(201);
  });

  test('names that do not exist are locked alike', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await signIn('no-such-name', 'wrong');
    expect((await signIn('no-such-name', 'wrong')).json().code).toBe('session/locked');
  });

  test('failures from elsewhere do not lock out the address the owner uses', async () => {
    await signIn('approver-fire');
    const stranger = { remoteAddress: '203.0.113.9' };
    for (let attempt = 0; attempt < 6; attempt++) await fromAddress('approver-fire', 'wrong', stranger);
    expect((await fromAddress('approver-fire', 'mingchuang', stranger)).json().code).toBe('session/locked');
    expect((await signIn('approver-fire')).statusCode).toBe(201);
    await served.pool.query(`UPDATE access.sign_in_failure SET failures = 99, locked_until = NULL
      WHERE scope = 'everywhere'::bytea`);
    const third = { remoteAddress: '203.0.113.10' };
    await fromAddress('approver-fire', 'wrong', third);
    const fourth = { remoteAddress: '203.0.113.11' };
    expect((await fromAddress('approver-fire', 'mingchuang', fourth)).json().code).toBe('session/locked');
    expect((await signIn('approver-fire')).statusCode).toBe(201);
  });
});

describe('a session in a cookie', () => {
  test('is HttpOnly and SameSite, hides its token and gives a form token', async () => {
    const answer = await signIn('hall', 'mingchuang', { carrier: 'cookie' });
    expect(answer.json()).not.toHaveProperty('token');
    expect(answer.json().csrfToken).toHaveLength(43);
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  test('writes only with its form token', async () => {
    const answer = await signIn('hall', 'mingchuang', { carrier: 'cookie' });
    const cookie = `mingchuang_session=${answer.cookies[0]?.value}`;
    const out = (headers: Record<string, string>) =>
      served.app.inject({
        method: 'DELETE',
        url: '/api/v1/sessions/current',
        headers: { cookie, ...headers },
      });
    expect((await out({})).json().code).toBe('session/csrf');
    expect((await out({ 'x-csrf-token': 'x'.repeat(43) })).statusCode).toBe(403);
    const token = answer.json().csrfToken;
    expect((await out({ 'x-csrf-token': token, origin: 'https://elsewhere.example' })).statusCode).toBe(403);
    expect((await out({ 'x-csrf-token': token })).statusCode).toBe(204);
  });

  test('changes its token while it is used; the old one lives for the requests under way', async () => {
    const answer = await signIn('admin', 'mingchuang', { carrier: 'cookie' });
    const old = `mingchuang_session=${answer.cookies[0]?.value}`;
    await served.pool.query(`UPDATE access.session SET rotated_at = now() - interval '20 minutes'
      WHERE account = (SELECT id FROM access.account WHERE username = 'admin')`);
    const rotated = await current({ cookie: old }, await served.otherProcess());
    const next = `mingchuang_session=${rotated.cookies[0]?.value}`;
    expect(next).not.toBe(old);
    expect((await current({ cookie: next })).statusCode).toBe(200);
    expect((await current({ cookie: old })).statusCode).toBe(200);
    await served.pool.query(`UPDATE access.session SET rotated_at = now() - interval '2 minutes'
      WHERE account = (SELECT id FROM access.account WHERE username = 'admin')`);
    const later = await served.otherProcess();
    expect((await current({ cookie: old }, later)).json().code).toBe('session/expired');
    expect((await current({ cookie: next }, later)).statusCode).toBe(200);
  });
});

test('a sign-in form sent from another site is refused', async () => {
  const answer = await served.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    headers: { 'sec-fetch-site': 'cross-site' },
    payload: { username: 'citizen', password: 'mingchuang' },
  });
  expect(answer.json().code).toBe('session/csrf');
});

test('the published password of a demonstration stays, a weak one is refused', async () => {
  const headers = await served.signIn('auditor');
  const change = (wanted: object) =>
    served.app.inject({ method: 'PUT', url: '/api/v1/password', headers, payload: wanted });
  expect((await change({ current: 'mingchuang', new: 'short' })).json().code).toBe('password/weak');
  const strong = 'Window-In-The-Morning-7';
  expect((await change({ current: 'no', new: strong })).json().code).toBe('password/wrong');
  expect((await change({ current: 'mingchuang', new: strong })).json().code).toBe('password/demonstration');
});

function fromAddress(username: string, password: string, where: { remoteAddress: string }) {
  return served.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    payload: { username, password },
    ...where,
  });
}

/** Moves every recorded failure into the past instead of waiting. */
async function waitFor(interval: string): Promise<void> {
  await served.pool.query(
    `UPDATE access.sign_in_failure
     SET first_at = first_at - $1::interval, locked_until = locked_until - $1::interval`,
    [interval],
  );
}
