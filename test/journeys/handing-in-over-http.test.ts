/** What people hand in, as it really comes: many at once, sent again, with parts left out or written their own way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  company,
  type Demonstration,
  fileCase,
  sampleFiling,
  startDemonstration,
  uploadFile,
} from '../support/demonstration.ts';

const item = 'food-business-licence';

let demo: Demonstration;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(() => demo.close());

describe('drafts', () => {
  it('more saved at once than there are connections are all saved', async () => {
    const { caseNo } = await fileCase(demo, item, { draft: true });
    const person = await demo.as('company');
    const atOnce = (call: () => Promise<{ status: number }>) => Promise.all(Array.from({ length: 40 }, call));
    // Every connection is open, as on a server that has been busy.
    await atOnce(() => person.get(`/api/v1/cases/${caseNo}`));
    const saved = await atOnce(() => person.patch(`/api/v1/cases/${caseNo}`, { channel: 'kiosk' }));
    expect(new Set(saved.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('are kept by filing and sent by a step of their own', async () => {
    const { caseNo } = await fileCase(demo, item, { draft: true });
    const sent = await (await demo.as('company')).take(caseNo, 'submit');
    expect(sent.body.timeline.map(({ step }) => step)).toEqual(['file', 'submit']);
  });

  it('keep their materials when a change does not speak of them', async () => {
    const materials = [{ materialCode: 'safety-rules', deferred: true }];
    const { caseNo } = await fileCase(demo, item, { draft: true, materials });
    const saved = await (await demo.as('company')).patch(`/api/v1/cases/${caseNo}`, { channel: 'online' });
    expect(saved.body.materials.filter(({ deferred }) => deferred)).toHaveLength(1);
  });

  it('show the channel by which they will be sent', async () => {
    const { caseNo } = await fileCase(demo, item, { draft: true });
    const person = await demo.as('company');
    const saved = await person.patch(`/api/v1/cases/${caseNo}`, { channel: 'kiosk' });
    const sent = await person.take(caseNo, 'submit');
    expect([saved.body.channel, sent.body.channel]).toEqual(['kiosk', 'kiosk']);
  });
});

describe('filing', () => {
  it.each(['business-licence-reissue', 'prepackaged-food-filing'])(
    'of %s again after false materials warns without the licensing law, which does not govern it',
    async (other) => {
      const clerk = await demo.as('clerk');
      const { caseNo } = await fileCase(demo, other);
      const refused = await clerk.take(caseNo, 'refuse-acceptance', {
        ground: 'false-materials',
        reasons: '伪造',
      });
      expect(refused.status).toBe(200);
      const { body } = await clerk.get(`/api/v1/cases/${(await fileCase(demo, other)).caseNo}`);
      expect(JSON.stringify(body)).toContain('请仔细核对材料');
      expect(JSON.stringify(body)).not.toContain('行政许可法');
    },
  );

  it('needs no list of materials at all', async () => {
    const person = await demo.as('company');
    const { materials: _none, ...filing } = await sampleFiling(person, item);
    expect(await person.post('/api/v1/cases', filing)).toMatchObject({ status: 201 });
  });

  it.each(['online', 'window', 'kiosk', 'mail', 'fax', 'service-point', 'remote'])(
    'is taken from the applicant by %s',
    async (channel) => {
      expect(await fileCase(demo, item, { channel })).toMatchObject({ status: 'submitted', channel });
    },
  );

  it.each([
    ['passport', 'E1234 5678', undefined],
    ['hkmo-permit', 'H12345678', undefined],
    ['tw-permit', '12345678', undefined],
    ['other', '户口簿第3页', undefined],
    ['passport', '！', '护照的号码由 5 至 20 个字母和数字组成，请照证件填写。'],
    ['hkmo-permit', 'zz', '港澳居民来往内地通行证的号码由 5 至 20 个字母和数字组成，请照证件填写。'],
    ['other', '　', '请填写证件号码。'],
  ])('under a %s with the number %s', async (idType, idNumber, complaint) => {
    const person = await demo.as('citizen');
    const applicant = { kind: 'natural-person', name: '张示例', idType, idNumber, phone: '13800000000' };
    const answer = await person.post('/api/v1/cases', await sampleFiling(person, item, { applicant }));
    expect(answer.status).toBe(complaint ? 422 : 201);
    const errors = [{ pointer: '/applicant/idNumber', code: 'applicant/id-number', message: complaint }];
    if (complaint) expect(answer.body.errors).toEqual(errors);
  });
});

describe('sent again under its key', () => {
  it('a call gets the first answer to the letter, with every member where it was', async () => {
    const person = await demo.as('company');
    const filed = await twice(person.headers, '/api/v1/cases', await sampleFiling(person, item));
    expect(filed[1]).toBe(filed[0]);
    const { caseNo } = JSON.parse(filed[0] ?? '');
    const { headers } = await demo.as('clerk');
    const accepted = await twice(headers, `/api/v1/cases/${caseNo}/steps`, { step: 'accept' });
    expect(accepted[1]).toBe(accepted[0]);
    const { body } = await person.post<{ caseNo: string }>(
      '/api/v1/cases',
      await sampleFiling(person, item, { draft: true }),
    );
    const saved = await twice(person.headers, `/api/v1/cases/${body.caseNo}`, { channel: 'kiosk' }, 'PATCH');
    expect(saved[1]).toBe(saved[0]);
  });

  async function twice(
    headers: Record<string, string>,
    url: string,
    payload: object,
    method: 'POST' | 'PATCH' = 'POST',
  ) {
    const key = { ...headers, 'idempotency-key': `again-${url}` };
    const first = await demo.app.inject({ method, url, headers: key, payload });
    const second = await demo.app.inject({ method, url, headers: key, payload });
    expect([first.statusCode, second.statusCode]).toEqual([first.statusCode, first.statusCode]);
    expect(first.statusCode).toBeLessThan(300);
    return [first.body, second.body];
  }
});

describe('steps', () => {
  it('a demand for words may be named by its number as a form sends it', async () => {
    const { caseNo } = await fileCase(demo);
    await (await demo.as('clerk')).take(caseNo, 'notify-once', { items: [{ text: '请说明经营时间' }] });
    const answers = [{ item: '0', text: '十时至二十二时' }];
    const corrected = await (await demo.as('company')).take(caseNo, 'correct', { answers });
    expect(corrected.body).toMatchObject({
      status: 'submitted',
      notice: { items: [{ answered: true, answer: '十时至二十二时' }] },
    });
  });

  it.each(['reviewer', '审查示例一'])(
    'the second officer is not oneself under the name %s',
    async (secondOfficer) => {
      const { caseNo } = await fileCase(demo);
      await (await demo.as('clerk')).take(caseNo, 'accept');
      const input = { conclusion: 'agree', opinion: '符合', siteCheckOn: '2026-03-02', secondOfficer };
      const answer = await (await demo.as('reviewer')).take(caseNo, 'review', input);
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/input/secondOfficer']);
    },
  );

  it('a second officer whom nobody knows here is taken, and shown to staff as one to ask about', async () => {
    const { caseNo } = await fileCase(demo);
    await (await demo.as('clerk')).take(caseNo, 'accept');
    const input = {
      conclusion: 'agree',
      opinion: '符合',
      siteCheckOn: '2026-03-02',
      secondOfficer: '某某某',
    };
    const reviewed = await (await demo.as('reviewer')).take(caseNo, 'review', input);
    expect(reviewed.body.warnings).toMatchObject([{ message: expect.stringContaining('某某某') }]);
    const { body } = await (await demo.as('company')).get(`/api/v1/cases/${caseNo}`);
    expect(body.warnings).toEqual([]);
  });

  it('where its law knows no pause the refusal rests on the limit', async () => {
    const { caseNo } = await fileCase(demo, 'prepackaged-food-filing');
    await (await demo.as('clerk')).take(caseNo, 'accept');
    const input = { reason: 'hearing', days: 3, notice: '听证' };
    const { status, body } = await (await demo.as('reviewer')).take(caseNo, 'suspend', input);
    expect([status, body.code]).toEqual([409, 'suspension/not-in-law']);
    expect(body.basis).toContain('第十二条');
  });
});

it('whoever has seen nothing of a case yet has a stale picture of it', async () => {
  const { caseNo } = await fileCase(demo);
  const answer = await (await demo.as('clerk')).take(caseNo, 'accept', {}, { version: 0 });
  expect(answer).toMatchObject({ status: 412, body: { code: 'case/stale-version' } });
});

describe('the timeline', () => {
  it('names the office for which somebody acted by its id, and in words', async () => {
    const { caseNo } = await fileCase(demo);
    const { body } = await (await demo.as('clerk')).take(caseNo, 'accept');
    expect(body.timeline.map(({ office, officeName }) => [office, officeName])).toEqual([
      [null, null],
      ['hall', '明川经济开发区政务服务中心'],
    ]);
  });
});

describe('letters', () => {
  it('are listed for a supervisor and not hers to read; a letter that is not there is unknown', async () => {
    const { caseNo } = await fileCase(demo);
    await (await demo.as('clerk')).take(caseNo, 'accept');
    const supervisor = await demo.as('supervisor');
    const { body } = await supervisor.get(`/api/v1/cases/${caseNo}`);
    const read = (id?: string) => supervisor.get(`/api/v1/cases/${caseNo}/letters/${id}`);
    expect(await read(body.letters[0]?.id)).toMatchObject({ status: 403, body: { code: 'letter/masked' } });
    expect(await read('l000')).toMatchObject({ status: 404, body: { code: 'letter/unknown' } });
  });
});

describe('what was promised at acceptance', () => {
  // Its time goes on, and with it everybody's session.
  let demo: Demonstration;
  beforeAll(async () => {
    demo = await startDemonstration('2026-03-02T09:00:00+08:00');
  });
  afterAll(() => demo.close());

  it('is owed after the case is closed; once late it is before the supervisor, until it is brought', async () => {
    const materials = [{ materialCode: 'safety-rules', deferred: true }];
    const { caseNo } = await fileCase(demo, item, { materials });
    const take = async (name: string, step: string, input?: object) => {
      const { status, body } = await (await demo.as(name)).take(caseNo, step, input);
      expect(status, JSON.stringify(body)).toBe(200);
      return body;
    };
    await take('clerk', 'accept');
    const reviewed = await take('reviewer', 'review', { conclusion: 'agree', opinion: '符合' });
    const owed = reviewed.materials.find(({ materialCode }) => materialCode === 'safety-rules');
    expect(owed?.promisedUntil).toBe('2026-03-16');
    const asked = (await (await demo.as('approver')).get(`/api/v1/cases/${caseNo}`)).body;
    const decide = asked.nextSteps.find(({ step }) => step === 'decide');
    expect(decide?.cautions.join()).toContain('“食品安全管理制度”（最迟2026年3月16日）');
    await take('approver', 'decide', { outcome: 'grant' });
    await take('issuer', 'issue');
    await take('issuer', 'deliver', { method: 'window' });
    const late = async () => {
      const supervisor = await demo.as('supervisor');
      const { body } = await supervisor.get<{ items: { caseNo: string }[] }>('/api/v1/cases?promise=overdue');
      return body.items.map((one) => one.caseNo);
    };
    expect(await late()).not.toContain(caseNo);
    await demo.moveTo('2026-03-17T09:00:00+08:00');
    expect(await late()).toContain(caseNo);
    const documentId = await uploadFile(demo, await demo.as('company'), Buffer.from('%PDF-1.4\n%%EOF'));
    await take('company', 'supplement', { materials: [{ materialCode: 'safety-rules', documentId }] });
    expect(await late()).not.toContain(caseNo);
  });
});

describe('lists', () => {
  it.each([
    '/api/v1/offices?cursor=garbage',
    '/api/v1/items?cursor=garbage',
    '/api/v1/cases?cursor=garbage',
    '/api/v1/cases?cursor=',
    '/api/v1/worklist?cursor=garbage',
    '/api/v1/worklist?cursor=',
  ])('%s is no page', async (path) => {
    const { status, body } = await (await demo.as('clerk')).get(path);
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/cursor']);
  });

  it('a case is found by the number on the document, by those who may see it', async () => {
    const person = await demo.as('citizen');
    const applicant = { ...company, kind: 'natural-person', idType: 'passport', idNumber: 'X98765432' };
    await person.post('/api/v1/cases', await sampleFiling(person, item, { applicant }));
    const found = async (name: string, q: string) => {
      const { body } = await (await demo.as(name)).get<{ items: unknown[] }>(`/api/v1/cases?q=${q}`);
      return body.items.length;
    };
    expect(await found('clerk', 'x98765432')).toBe(1);
    expect(await found('reviewer', 'X98765432')).toBe(1);
    expect(await found('clerk', 'X98765433')).toBe(0);
    expect(await found('company', 'X98765432')).toBe(0);
    // Who is shown masked numbers must not learn them by asking.
    expect(await found('supervisor', 'X98765432')).toBe(0);
  });

  it('after false materials the next application is shown to staff, and barred where safety is at stake, 78', async () => {
    const clerk = await demo.as('clerk');
    const applicant = { ...company, kind: 'natural-person', idType: 'passport', idNumber: 'F20000001' };
    const file = (itemId = item) => fileCase(demo, itemId, { applicant });
    const refuse = async (more: object) => {
      const { caseNo } = await file();
      const input = { ground: 'false-materials', reasons: '租赁合同系伪造', ...more };
      expect((await clerk.take(caseNo, 'refuse-acceptance', input)).status).toBe(200);
    };
    const next = async () => {
      const { caseNo, warnings } = await file();
      expect(warnings).toEqual([]);
      const { body } = await clerk.get<{ warnings: { message: string }[] }>(`/api/v1/cases/${caseNo}`);
      expect(body.warnings.map(({ message }) => message).join('')).toContain('被不予受理');
      return clerk.take(caseNo, 'accept');
    };
    await refuse({});
    expect((await next()).status).toBe(200);
    await refuse({ concernsSafety: true });
    expect(await next()).toMatchObject({ status: 409, body: { code: 'applicant/barred' } });
    // Another item is another matter.
    const other = await file('prepackaged-food-filing');
    expect((await clerk.take(other.caseNo, 'accept')).status).toBe(200);
  });
});

it('the worklist goes from page to page without losing a row of a case that waits for two posts of one person', async () => {
  await demo.owner.query(
    `insert into access.post (jurisdiction, person, role, office, valid_from)
     select a.jurisdiction, a.person, 'clerk', 'hall', '2020-01-01' from access.account a where a.username = 'reviewer2'`,
  );
  const both = await demo.as('reviewer2');
  for (const _case of [1, 2, 3]) {
    const { caseNo } = await fileCase(demo, 'business-licence-reissue');
    expect((await both.take(caseNo, 'accept')).status).toBe(200);
  }
  interface Rows {
    items: { caseNo: string; role: string; step: string }[];
    next: string | null;
  }
  const named = ({ items }: Rows) => items.map(({ caseNo, role, step }) => `${caseNo} ${role} ${step}`);
  const { body: whole } = await both.get<Rows>('/api/v1/worklist?limit=200');
  const paged: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const { body }: { body: Rows } = await both.get<Rows>(`/api/v1/worklist?limit=1${cursor}`);
    paged.push(...named(body));
    next = body.next;
  }
  expect(paged).toEqual(named(whole));
  expect(new Set(whole.items.map(({ role }) => role)).size).toBe(2);
});
