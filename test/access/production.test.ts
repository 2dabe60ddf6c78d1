import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts } from '../../src/platform/access/accounts.ts';
import { hashPassword } from '../../src/platform/access/passwords.ts';
import { type Served, serve } from './serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve([], 'production');
});
afterAll(() => served.close());

const guess = (username: string) =>
  served.app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { username, password: 'guess' } });

test('guessing is slowed down, in words', async () => {
  let answer = await guess('nobody-here');
  for (let attempt = 0; attempt < 60; attempt++) answer = await guess('nobody-here');
  expect(answer.statusCode).toBe(429);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.json().code).toBe('request/too-many');
});

test('behind a proxy that speaks https, browsers are told to stay with it and cookies are secure', async () => {
  const passwordHash = await hashPassword('Window-In-The-Morning-7');
  await createAccounts(served.platform, [
    { username: 'lin', passwordHash, name: '林示例', kind: 'applicant' },
  ]);
  const answer = await served.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.77' },
    payload: { username: 'lin', password: 'Window-In-The-Morning-7', carrier: 'cookie' },
  });
  expect(answer.statusCode).toBe(201);
  expect(answer.headers['strict-transport-security']).toContain('max-age');
  expect(answer.cookies[0]).toMatchObject({ secure: true });
});

test('a changed password ends the other sessions of its account', async () => {
  const payload = { username: 'lin', password: 'Window-In-The-Morning-7' };
  const open = async () => {
    const headers = { 'x-forwarded-for': '203.0.113.77' };
    const answer = await served.app.inject({ method: 'POST', url: '/api/v1/sessions', headers, payload });
    return { authorization: `Bearer ${answer.json().token}` };
  };
  const [here, elsewhere] = [await open(), await open()];
  const current = (headers: Record<string, string>) =>
    served.app.inject({ method: 'GET', url: '/api/v1/sessions/current', headers });
  const change = { current: payload.password, new: 'Evening-At-The-Window-8' };
  const changed = await served.app.inject({
    method: 'PUT',
    url: '/api/v1/password',
    headers: here,
    payload: change,
  });
  expect(changed.statusCode).toBe(204);
  expect((await current(here)).statusCode).toBe(200);
  expect((await current(elsewhere)).json().code).toBe('session/expired');
});
