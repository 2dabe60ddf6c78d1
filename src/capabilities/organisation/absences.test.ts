import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Served, serve } from '../../../test/access/serve.ts';
import type { Post } from '../../kernel/actor.ts';
import { addDays, type LegalDay } from '../../kernel/time/legal-day.ts';
import type { Absence } from './absences.ts';

let served: Served;
let today: LegalDay;
let people: Record<string, string>;

beforeAll(async () => {
  served = await serve();
  today = served.platform.clock.today();
  const { rows } = await served.pool.query<{ username: string; id: string }>(
    'SELECT username, person AS id FROM access.account',
  );
  people = Object.fromEntries(rows.map(({ username, id }) => [username, id]));
});
afterAll(() => served.close());
beforeEach(() => served.pool.query('UPDATE access.absence SET returned_on = valid_from'));

const from = (days: number): LegalDay => addDays(today, days);

/** A session remembers the posts of its holder for a few seconds. */
const sessions = new Map<string, { authorization: string }>();

async function ask(username: string, method: 'GET' | 'POST', path: string, payload?: object) {
  const headers = sessions.get(username) ?? (await served.signIn(username));
  sessions.set(username, headers);
  const answer = await served.app.inject({ method, url: `/api/v1${path}`, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
}

const record = (username: string, absence: object) => ask(username, 'POST', '/absences', absence);
const week = () => ({ from: from(0), to: from(6) });

it('is recorded for oneself, shown to the office and to nobody else, and is a fact', async () => {
  const { status, body } = await record('reviewer', { ...week(), deputy: people.reviewer2 });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    person: { id: people.reviewer },
    deputy: { id: people.reviewer2 },
    returnedOn: null,
  });
  const listed = async (username: string): Promise<Absence[]> =>
    (await ask(username, 'GET', '/absences')).body.items;
  expect((await listed('head')).map(({ id }) => id)).toEqual([body.id]);
  expect(await listed('reviewer-fire')).toEqual([]);
  const { rows } = await served.pool.query(
    "SELECT kind, data FROM ledger.fact WHERE subject_type = 'officer' AND subject_id = $1 ORDER BY version DESC LIMIT 1",
    [people.reviewer],
  );
  expect(rows).toMatchObject([
    { kind: 'absence-recorded', data: { absence: body.id, deputy: people.reviewer2 } },
  ]);
});

it.each<[string, string, () => object, string, string]>([
  ['that began before today', 'reviewer', () => ({ from: from(-1), to: from(1) }), '/from', 'absence/past'],
  [
    'that ends before it begins',
    'reviewer',
    () => ({ from: from(2), to: from(1) }),
    '/to',
    'absence/reversed',
  ],
  ['of more than a year', 'reviewer', () => ({ from: from(0), to: from(400) }), '/to', 'absence/too-long'],
  [
    'of a colleague',
    'reviewer',
    () => ({ ...week(), person: people.reviewer2 }),
    '/person',
    'absence/not-yours',
  ],
  [
    'in another office',
    'head',
    () => ({ ...week(), person: people['reviewer-fire'] }),
    '/person',
    'absence/not-yours',
  ],
  ['of nobody', 'head', () => ({ ...week(), person: 'nobody' }), '/person', 'absence/nobody'],
  [
    'with oneself as deputy',
    'reviewer',
    () => ({ ...week(), deputy: people.reviewer }),
    '/deputy',
    'absence/deputy-self',
  ],
  [
    'with a deputy of another office',
    'reviewer',
    () => ({ ...week(), deputy: people['reviewer-fire'] }),
    '/deputy',
    'absence/deputy-office',
  ],
])('%s is not recorded', async (_what, username, absence, pointer, code) => {
  const { status, body } = await record(username, absence());
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer, code }]);
});

it('is recorded by the head of the office, and by an administrator', async () => {
  for (const username of ['head', 'admin']) {
    const { status, body } = await record(username, { ...week(), person: people.reviewer });
    expect(status).toBe(201);
    expect((await ask(username, 'POST', `/absences/${body.id}/end`, {})).status).toBe(200);
  }
});

it('does not overlap another, even when both are recorded at once', async () => {
  const both = await Promise.all([record('reviewer', week()), record('reviewer', week())]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'absence/overlap' });
});

it('has no deputy who is away herself', async () => {
  await record('reviewer2', week());
  const { status, body } = await record('reviewer', { ...week(), deputy: people.reviewer2 });
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer: '/deputy', code: 'absence/deputy-away' }]);
});

it('lends the post to the deputy for its days, until she is back', async () => {
  const postsOf = async (username: string) => {
    sessions.clear();
    const { body } = await ask(username, 'GET', '/sessions/current');
    return body.actor.posts.map(({ role, standsInFor }: Post) => (standsInFor ? `${role}*` : role));
  };
  const { body } = await record('head', { ...week(), person: people.approver, deputy: people.reviewer2 });
  expect(await postsOf('reviewer2')).toEqual(['approver*', 'reviewer']);
  expect((await ask('approver', 'POST', `/absences/${body.id}/end`, {})).status).toBe(200);
  expect(await postsOf('reviewer2')).toEqual(['reviewer']);
  expect(await ask('approver', 'POST', `/absences/${body.id}/end`, {})).toMatchObject({
    status: 409,
    body: { code: 'absence/over' },
  });
});

it('of another office cannot be ended, nor be told from one that does not exist', async () => {
  const { body } = await record('reviewer', week());
  const answers = await Promise.all(
    [body.id, 'no-such-absence'].map((id) => ask('reviewer-fire', 'POST', `/absences/${id}/end`, {})),
  );
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
});
