/** A clerk who is authorised for single items: what she takes in, what waits for her, what she may do, what she is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstrationOrganisation } from '../../src/capabilities/organisation/demonstration-organisation.ts';
import { importOrganisation } from '../../src/capabilities/organisation/public.ts';
import {
  type Demonstration,
  fileCase,
  type Person,
  sampleFiling,
  signIn,
  startDemonstration,
} from '../support/demonstration.ts';

const own = 'business-licence-reissue';
const other = 'food-business-licence';
let demonstration: Demonstration;

beforeAll(async () => {
  demonstration = await startDemonstration();
  await post({ items: [own] });
});
afterAll(() => demonstration.close());

/** As the file of an organisation says it: the clerk's only post, for these items. */
const post = (more: object) =>
  importOrganisation(demonstration.platform, {
    ...demonstrationOrganisation,
    staff: [{ username: 'clerk', name: '窗口示例一', posts: [{ role: 'clerk', office: 'hall', ...more }] }],
  });
const clerk = () => demonstration.as('clerk');
const waiting = async (person: Person) => {
  const { body } = await person.get<{ items: { itemId: string }[] }>('/api/v1/worklist');
  return body.items.map(({ itemId }) => itemId);
};

describe('a clerk for one item, over some days', { shuffle: false }, () => {
  it('she is told her post, and her worklist has what it is for', async () => {
    const { body } = await (await clerk()).get<{ actor: object }>('/api/v1/sessions/current');
    expect(body.actor).toMatchObject({ posts: [{ role: 'clerk', office: 'hall', items: [own] }] });
    await fileCase(demonstration, other);
    await fileCase(demonstration, own);
    expect(await waiting(await clerk())).toEqual([own]);
  });

  it('she takes in her items and no other, and hears it before anything else is looked at', async () => {
    const person = await clerk();
    const filed = await person.post('/api/v1/cases', await sampleFiling(person, own, { channel: 'window' }));
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    expect(await person.post('/api/v1/cases', { itemId: other, form: 3 })).toMatchObject({
      status: 403,
      body: { code: 'post/other-items' },
    });
  });

  it('she takes the steps of her items, grants them on the spot, and sees the others', async () => {
    const person = await clerk();
    const mine = await fileCase(demonstration, own);
    expect((await person.take(mine.caseNo, 'accept')).status).toBe(200);
    expect((await person.take(mine.caseNo, 'decide', { outcome: 'grant' })).status).toBe(200);
    const applicant = {
      kind: 'natural-person',
      name: '张示例',
      idType: 'passport',
      idNumber: 'E10000001',
      phone: '13800000000',
    };
    const { caseNo } = await fileCase(demonstration, other, { applicant });
    const refused = await person.take(caseNo, 'accept', { nonsense: true });
    expect([refused.status, refused.body.code]).toEqual([403, 'post/other-items']);
    expect(refused.body.detail).toContain('食品经营许可');
    // What no clerk does is somebody else's, whatever the item.
    expect((await person.take(caseNo, 'review', {})).body.code).toBe('step/forbidden');
    const seen = await person.get(`/api/v1/cases/${caseNo}`);
    expect(seen.status).toBe(200);
    expect(seen.body.nextSteps).toEqual([]);
    expect(JSON.stringify(seen.body.parties)).not.toContain('张示例');
  });

  it('given all items again she does everything, from the same day', async () => {
    await post({});
    const person = await signIn(demonstration.app, 'clerk');
    const { caseNo } = await fileCase(demonstration, other);
    expect(await waiting(person)).toContain(other);
    expect((await person.take(caseNo, 'accept')).status).toBe(200);
  });

  it('a post of another day ends, and the other begins', async () => {
    await demonstration.moveTo('2026-03-03T09:00:00+08:00');
    await post({ items: [other, own] });
    const { rows } = await demonstration.owner.query(
      `select items, valid_to::text from access.post join access.account using (jurisdiction, person)
     where username = 'clerk' order by valid_from`,
    );
    expect(rows.map(({ items, valid_to }) => [items, valid_to])).toEqual([
      // The one the demonstration began with.
      [null, '2026-03-01'],
      [null, '2026-03-02'],
      [[own, other], null],
    ]);
  });
});
