import { afterEach, expect, test } from 'vitest';
import { type ServedProgram, serveProgram } from '../../../test/support/served-program.ts';
import { demoClock } from './public.ts';

const url = '/api/v1/demo/clock';
let program: ServedProgram;
afterEach(() => program.close());

test('an administrator moves a demonstration forward, and everybody sees it', async () => {
  program = await serveProgram([demoClock], { startAt: '2026-02-13T01:00:00Z' });
  const headers = await program.signIn('admin');
  const moved = await program.app.inject({
    method: 'POST',
    url,
    headers,
    payload: { now: '2026-03-02T09:00:00+08:00' },
  });
  expect(moved.statusCode).toBe(200);
  expect(moved.json()).toMatchObject({ today: '2026-03-02' });
  expect(moved.json().now).toMatch(/^2026-03-02T01:00:0/);
  const seen = await program.app.inject({ url });
  expect(seen.json()).toMatchObject({ today: '2026-03-02' });
});

test('what is due has happened when the call returns', async () => {
  program = await serveProgram([demoClock], { startAt: '2026-02-13T01:00:00Z' });
  const settled: string[] = [];
  program.platform.clock.onMove(async () => {
    settled.push(program.platform.clock.today());
  });
  const headers = await program.signIn('admin');
  await program.app.inject({ method: 'POST', url, headers, payload: { now: '2026-03-02' } });
  expect(settled).toEqual(['2026-03-02']);
});

test('backwards is refused with what would be needed, and no instant with its place', async () => {
  program = await serveProgram([demoClock], { startAt: '2026-02-13T01:00:00Z' });
  const headers = await program.signIn('admin');
  const move = (now: unknown) => program.app.inject({ method: 'POST', url, headers, payload: { now } });
  const backwards = await move('2026-02-12T09:00:00+08:00');
  expect(backwards.statusCode).toBe(409);
  expect(backwards.json()).toMatchObject({ code: 'clock/backwards', needed: expect.any(String) });
  const nonsense = await move('2026-02-30T09:00:00+08:00');
  expect(nonsense.statusCode).toBe(422);
  expect(nonsense.json()).toMatchObject({ code: 'clock/instant', errors: [{ pointer: '/now' }] });
  expect((await move(5)).statusCode).toBe(422);
});

test('a move that is sent again under its key is not a move backwards', async () => {
  program = await serveProgram([demoClock], { startAt: '2026-02-13T01:00:00Z' });
  const headers = { ...(await program.signIn('admin')), 'idempotency-key': 'a1' };
  const move = () =>
    program.app.inject({ method: 'POST', url, headers, payload: { now: '2026-03-02T09:00:00+08:00' } });
  const first = await move();
  expect((await move()).json()).toEqual(first.json());
});

test('only an administrator moves it', async () => {
  program = await serveProgram([demoClock]);
  const payload = { now: '2999-01-01T00:00:00Z' };
  expect((await program.app.inject({ method: 'POST', url, payload })).statusCode).toBe(401);
  const headers = await program.signIn('leader');
  expect((await program.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(403);
});

test('production has no such route', async () => {
  program = await serveProgram([demoClock], { mode: 'production' });
  const headers = await program.signIn('admin');
  const payload = { now: '2999-01-01T00:00:00Z' };
  expect((await program.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(404);
  expect((await program.app.inject({ url, headers })).statusCode).toBe(404);
});

test('more moves at once than there are connections are all answered', async () => {
  program = await serveProgram([demoClock], { startAt: '2026-02-13T01:00:00Z' });
  const headers = await program.signIn('admin');
  const moves = await Promise.all(
    Array.from({ length: 30 }, (_, at) => {
      const payload = { now: `2026-03-02T09:00:${String(at).padStart(2, '0')}+08:00` };
      return program.app.inject({ method: 'POST', url, headers, payload });
    }),
  );
  expect(new Set(moves.map(({ statusCode }) => statusCode))).not.toContain(503);
  expect((await program.app.inject({ url })).json().now).toMatch(/^2026-03-02T01:00:/);
});
