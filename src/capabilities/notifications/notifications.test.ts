import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedProgram, serveProgram } from '../../../test/support/served-program.ts';
import { notifications, notify, partyRecipient, recipientsOf } from './public.ts';

const url = '/api/v1/notifications';
const party = { idType: 'id-card', idNumber: '11010519491231002x' };
let program: ServedProgram;

beforeEach(async () => {
  program = await serveProgram([notifications]);
});
afterEach(() => program.close());

async function send(recipient: string, text: string) {
  const client = await program.platform.pool.connect();
  const subject = { type: 'case', id: '42' };
  const { jurisdiction, clock } = program.platform;
  await notify(client, [{ jurisdiction, recipient, subject, kind: 'accepted', text, at: clock.now() }]);
  client.release();
}

async function personOf(name: string): Promise<string> {
  const { rows } = await program.platform.pool.query(
    'select person from access.account where username = $1',
    [name],
  );
  return rows[0].person;
}

async function get(headers: Record<string, string>, query = '') {
  return (await program.app.inject({ url: `${url}${query}`, headers })).json();
}

test('a person reads her own messages, newest first, page by page', async () => {
  const headers = await program.signIn('applicant', 'citizen');
  const other = await program.signIn('applicant', 'neighbour');
  for (const text of ['已收件', '已受理', '已办结']) await send(await personOf('citizen'), text);
  const first = await get(headers, '?limit=2');
  expect(first).toMatchObject({ unread: 3, items: [{ text: '已办结', readAt: null }, { text: '已受理' }] });
  expect((await get(headers, `?limit=2&cursor=${first.next}`)).items).toMatchObject([{ text: '已收件' }]);
  expect(await get(other)).toEqual({ items: [], next: null, unread: 0 });
});

test('what is read counts no more and keeps the time of its first reading', async () => {
  const headers = await program.signIn('applicant', 'citizen');
  await send(await personOf('citizen'), '已受理');
  const [message] = (await get(headers)).items;
  const read = () => program.app.inject({ method: 'POST', url: `${url}/${message.id}/read`, headers });
  const first = (await read()).json();
  expect(first.readAt).toEqual(expect.any(String));
  expect((await read()).json()).toEqual(first);
  expect(await get(headers, '?unread=true')).toEqual({ items: [], next: null, unread: 0 });
});

test('a message to somebody else does not exist', async () => {
  await program.signIn('applicant', 'citizen');
  await send(await personOf('citizen'), '已受理');
  const { rows } = await program.platform.pool.query('select id from platform.notification');
  const headers = await program.signIn('applicant', 'neighbour');
  for (const id of [rows[0].id, '999999', 'x']) {
    const answer = await program.app.inject({ method: 'POST', url: `${url}/${id}/read`, headers });
    expect(answer.statusCode).toBe(404);
  }
});

test('a message to a party waits for whoever signs in with that identity', () => {
  const principal = {
    kind: 'natural-person' as const,
    name: '示例',
    idType: 'id-card',
    idNumber: '11010519491231002X',
  };
  const actor = {
    accountId: 'a',
    personId: 'p',
    name: '示例',
    kind: 'applicant' as const,
    posts: [],
    principal,
  };
  expect(recipientsOf(actor)).toEqual(['p', partyRecipient(party)]);
  expect(partyRecipient(party)).not.toContain(party.idNumber);
});
