/** Contracts §3: status, code and order of every refusal, and the ledger unchanged by each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  company,
  type Demonstration,
  fileCase,
  sampleFiling,
  startDemonstration,
} from '../support/demonstration.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(() => demo.close());

const agree = { conclusion: 'agree', opinion: '符合条件' };
const countFacts = async () => {
  const { rows } = await demo.owner.query(
    `select count(*)::int as facts from ledger.fact where subject_type = 'case'`,
  );
  return rows[0].facts as number;
};

/** Does what must be refused, and sees that the ledger stayed as it was. */
async function refusedBy(attempt: () => Promise<{ status: number; body: { code: string } }>) {
  const before = await countFacts();
  const { status, body } = await attempt();
  expect(await countFacts()).toBe(before);
  return `${status} ${body.code}`;
}

async function acceptedCase() {
  const { caseNo } = await fileCase(demo);
  await (await demo.as('clerk')).take(caseNo, 'accept');
  return caseNo;
}

describe('who', () => {
  it('nobody is told 401 before a body is parsed', async () => {
    const answer = await demo.app.inject({
      method: 'POST',
      url: '/api/v1/cases/MC1/steps',
      headers: { 'content-type': 'application/json' },
      payload: '{not json',
    });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'session/missing']);
  });

  it('who may never do it is told so before what is wrong with what she sent', async () => {
    const { caseNo } = await fileCase(demo);
    const [clerk, reviewer, applicant] = [
      await demo.as('clerk'),
      await demo.as('reviewer'),
      await demo.as('company'),
    ];
    const url = `/api/v1/cases/${caseNo}`;
    const patched = await demo.app.inject({
      method: 'PATCH',
      url,
      headers: clerk.headers,
      payload: { form: 3 },
    });
    expect([patched.statusCode, patched.json().code]).toEqual([403, 'step/forbidden']);
    const stray = { step: 'accept', input: {}, stray: 1 };
    expect(await refusedBy(() => applicant.post(`${url}/steps`, stray))).toBe('403 step/forbidden');
    expect(await refusedBy(() => clerk.post(`${url}/steps`, stray))).toBe('422 input/invalid');
    expect(await refusedBy(() => reviewer.post('/api/v1/cases', { procedure: 'licensing' }))).toMatch(
      /^403 /,
    );
    expect(await refusedBy(() => clerk.post('/api/v1/cases', { procedure: 'information-request' }))).toBe(
      '403 step/forbidden',
    );
  });

  it('an unreadable body comes before an unknown case', async () => {
    const { headers } = await demo.as('clerk');
    const answer = await demo.app.inject({
      method: 'POST',
      url: '/api/v1/cases/MC20260302-000001-0/steps',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: '{not json',
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'request/unreadable']);
  });

  it.each(['citizen', 'reviewer-fire', 'legal', 'admin'])(
    "%s does not see the company's case",
    async (name) => {
      const { caseNo } = await fileCase(demo);
      const person = await demo.as(name);
      expect(await refusedBy(() => person.take(caseNo, 'accept'))).toBe('404 subject/unknown');
      expect((await person.get(`/api/v1/cases/${caseNo}`)).status).toBe(404);
    },
  );

  it.each(['MC20260302-999999-0', 'x', "'; drop table x", '%E4%B8%AD'])(
    'the unknown case %s',
    async (caseNo) => {
      const clerk = await demo.as('clerk');
      expect((await clerk.get(`/api/v1/cases/${encodeURIComponent(caseNo)}`)).status).toBe(404);
    },
  );

  it.each([
    ['company', 'accept'],
    ['clerk', 'decide'],
    ['reviewer', 'decide'],
    ['approver', 'review'],
    ['supervisor', 'accept'],
    ['clerk', 'rate'],
    ['clerk', 'extend'],
  ])('%s sees the case and may not %s', async (name, step) => {
    const { caseNo } = await fileCase(demo);
    const person = await demo.as(name);
    // An input that is wrong besides must not come first.
    expect(await refusedBy(() => person.take(caseNo, step, { nonsense: true }))).toBe('403 step/forbidden');
  });
});

describe('input', () => {
  it('names every place that is wrong', async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence', {
      applicant: { ...company, idNumber: '91350100M000100Y44X' },
      materials: [{ materialCode: 'no-such-material', documentId: 'none' }],
      form: {},
    });
    const answer = await person.post('/api/v1/cases', filing);
    expect(answer.status).toBe(422);
    const places = answer.body.errors.map((error) => error.pointer);
    expect(places).toContain('/applicant/idNumber');
    expect(places).toContain('/materials/0/materialCode');
    expect(places.some((place) => place.startsWith('/form/'))).toBe(true);
  });

  it('a genuine code with a failing check digit is unusual, not refused', async () => {
    const applicant = { ...company, idNumber: '91350211M0000XUF46' };
    expect((await fileCase(demo, 'food-business-licence', { applicant })).status).toBe('submitted');
  });

  it('missing materials never block filing', async () => {
    expect((await fileCase(demo, 'food-business-licence', { materials: [] })).status).toBe('submitted');
  });

  it('an unknown step, a ninth reason, a wrong grade', async () => {
    const caseNo = await acceptedCase();
    const [reviewer, applicant] = await Promise.all(['reviewer', 'company'].map((name) => demo.as(name)));
    if (!reviewer || !applicant) throw new Error('people');
    expect(await refusedBy(() => reviewer.take(caseNo, 'dance'))).toBe('422 step/unknown');
    const ninth = { reason: 'site-survey', days: 3, notice: '踏勘' };
    expect(await refusedBy(() => reviewer.take(caseNo, 'suspend', ninth))).toBe('422 input/invalid');
    const silent = { reason: 'hearing', days: 3 };
    expect(await refusedBy(() => reviewer.take(caseNo, 'suspend', silent))).toBe('422 input/invalid');
    expect(await refusedBy(() => applicant.take(caseNo, 'rate', { grade: 6 }))).toBe('422 input/invalid');
    const alone = { ...agree, siteCheckOn: '2026-03-02' };
    const check = await reviewer.take(caseNo, 'review', alone);
    expect(check.body.errors[0]?.pointer).toBe('/input/secondOfficer');
  });

  it('text that no database can hold is told at its place', async () => {
    const caseNo = await acceptedCase();
    const reviewer = await demo.as('reviewer');
    const answer = await reviewer.take(caseNo, 'review', { conclusion: 'agree', opinion: 'a\u0000b' });
    expect(answer.status).toBe(422);
  });

  it('an unknown item, a guide, a document of somebody else', async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence');
    const unknown = await person.post('/api/v1/cases', { ...filing, itemId: 'no-such-item' });
    expect([unknown.status, unknown.body.errors[0]?.code]).toEqual([422, 'item/unknown']);
    const foreign = await person.post('/api/v1/cases', {
      ...filing,
      materials: [{ materialCode: materialOf(await itemOf(person)), documentId: '0'.repeat(32) }],
    });
    expect([foreign.status, foreign.body.errors[0]?.pointer]).toEqual([422, '/materials/0/documentId']);
  });

  it("the day of receipt is the clerk's to say, with a reason", async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence', {
      receivedOn: '2026-02-27',
      reason: '补录',
    });
    expect((await person.post('/api/v1/cases', filing)).body.errors[0]?.pointer).toBe('/receivedOn');
    const clerk = await demo.as('clerk');
    const late = { ...filing, channel: 'mail' };
    expect((await clerk.post('/api/v1/cases', { ...late, reason: undefined })).body.errors[0]?.pointer).toBe(
      '/reason',
    );
    const filed = await clerk.post('/api/v1/cases', late);
    expect(filed.body.clocks.find((clock) => clock.name === 'one-time-notice')).toMatchObject({
      startedOn: '2026-02-27',
      due: '2026-03-05',
    });
  });
});

async function itemOf(person: Awaited<ReturnType<Demonstration['as']>>) {
  return (await person.get<{ materials: { materialCode: string }[] }>('/api/v1/items/food-business-licence'))
    .body;
}

function materialOf(item: { materials: { materialCode: string }[] }): string {
  const first = item.materials[0];
  if (!first) throw new Error('the item has materials');
  return first.materialCode;
}

describe('rules', () => {
  it('wrong order says why, what would be needed, and on what basis', async () => {
    const { caseNo } = await fileCase(demo);
    const issuer = await demo.as('issuer');
    const { status, body } = await issuer.take(caseNo, 'issue');
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'step/not-from-here', basis: '行政许可法 第三十九条' });
    expect(body.needed).toContain('准予');
  });

  it('a stale version is told what happened, before the rule is asked', async () => {
    const { caseNo } = await fileCase(demo);
    const clerk = await demo.as('clerk');
    await clerk.take(caseNo, 'accept', {}, { version: 1 });
    const before = await countFacts();
    const late = await clerk.take(caseNo, 'accept', {}, { version: 1 });
    expect([late.status, late.body.code]).toEqual([412, 'case/stale-version']);
    expect(late.body.detail).toContain('受理');
    expect(await countFacts()).toBe(before);
  });

  it('of many clerks at once one wins and the others are told', async () => {
    const { caseNo } = await fileCase(demo);
    const clerk = await demo.as('clerk');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_one, index) =>
        clerk.take(caseNo, 'accept', {}, index % 2 ? { version: 1 } : {}),
      ),
    );
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => ![200, 409, 412].includes(answer.status))).toEqual([]);
    const { body } = await clerk.get(`/api/v1/cases/${caseNo}`);
    expect(body.timeline.filter((entry) => entry.step === 'accept')).toHaveLength(1);
    expect(body.letters).toHaveLength(1);
  });
});

describe('Idempotency-Key', () => {
  it('gives the first answer again, for a filing and for a step', async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence');
    const key = { 'idempotency-key': 'filing-1' };
    const first = await person.post('/api/v1/cases', filing, key);
    const again = await person.post('/api/v1/cases', filing, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const clerk = await demo.as('clerk');
    const step = await clerk.take(first.body.caseNo, 'accept', {}, { key: 'k1', version: 1 });
    expect(await clerk.take(first.body.caseNo, 'accept', {}, { key: 'k1', version: 1 })).toEqual(step);
  });

  it('refuses the same key for another body', async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence');
    const key = { 'idempotency-key': 'filing-2' };
    await person.post('/api/v1/cases', filing, key);
    const other = { ...filing, applicant: { ...company, phone: '13900000000' } };
    expect(await refusedBy(() => person.post('/api/v1/cases', other, key))).toBe(
      '422 idempotency/other-body',
    );
  });

  it('files once, however many arrive at the same moment', async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => person.post('/api/v1/cases', filing, { 'idempotency-key': 'burst' })),
    );
    expect(new Set(answers.map((answer) => answer.body.caseNo)).size).toBe(1);
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
  });
});

describe('drafts', () => {
  it("are the author's alone, change freely, and are checked when sent", async () => {
    const person = await demo.as('company');
    const filing = await sampleFiling(person, 'food-business-licence', { draft: true, form: {} });
    const { body: draft } = await person.post('/api/v1/cases', filing);
    expect(draft.status).toBe('draft');
    expect((await (await demo.as('clerk')).get(`/api/v1/cases/${draft.caseNo}`)).status).toBe(404);
    const early = await person.take(draft.caseNo, 'submit');
    expect(early.status).toBe(422);
    const whole = await sampleFiling(person, 'food-business-licence');
    expect((await person.patch(`/api/v1/cases/${draft.caseNo}`, { form: whole.form })).status).toBe(200);
    const sent = await person.take(draft.caseNo, 'submit');
    expect(sent.body).toMatchObject({ status: 'submitted', form: whole.form });
    expect((await person.patch(`/api/v1/cases/${draft.caseNo}`, { form: {} })).status).toBe(409);
  });
});

describe('time', () => {
  it('deemed acceptance takes effect on the day of receipt, without anybody', async () => {
    const other = await startDemonstration('2026-02-13T10:00:00+08:00');
    try {
      const { caseNo } = await fileCase(other);
      await other.moveTo('2026-02-28T00:30:00+08:00');
      const { body } = await (await other.as('clerk')).get(`/api/v1/cases/${caseNo}`);
      expect(body.timeline.at(-1)).toMatchObject({
        step: 'accept',
        effectiveOn: '2026-02-13',
        actor: '系统',
      });
      expect(body.clocks.find((clock) => clock.name === 'decision-statutory')?.due).toBe('2026-03-19');
      const late = await (await other.as('clerk')).take(caseNo, 'notify-once', { items: [{ text: '补' }] });
      expect([late.status, late.body.code]).toEqual([409, 'notice/too-late']);
    } finally {
      await other.close();
    }
  });
});

describe('lists', () => {
  it('work stands with the post whose turn it is, by urgency, page by page', async () => {
    const reviewer = await demo.as('reviewer');
    const caseNo = await acceptedCase();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: { body: { items: { caseNo: string; due: string }[]; next: string | null } } =
        await reviewer.get(`/api/v1/worklist?limit=2${more}`);
      seen.push(...page.body.items.map((item) => `${item.due}/${item.caseNo}`));
      cursor = page.body.next;
    } while (cursor !== null);
    expect(seen.some((entry) => entry.endsWith(caseNo))).toBe(true);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.map((entry) => entry.slice(0, 10))).toEqual(seen.map((entry) => entry.slice(0, 10)).sort());
    expect(
      (await (await demo.as('reviewer-fire')).get<{ items: [] }>('/api/v1/worklist')).body.items,
    ).toEqual([]);
  });

  it('cases are found by number, by part of a name, by status and light', async () => {
    const clerk = await demo.as('clerk');
    const caseNo = await acceptedCase();
    const find = async (query: string) => {
      const { body } = await clerk.get<{ items: { caseNo: string; status: string }[] }>(
        `/api/v1/cases?${query}`,
      );
      return body.items;
    };
    expect((await find(`q=${caseNo}`)).map((item) => item.caseNo)).toEqual([caseNo]);
    expect(
      (await find(`q=${encodeURIComponent('示例餐饮')}&limit=200`)).map((item) => item.caseNo),
    ).toContain(caseNo);
    expect(await find(`q=${encodeURIComponent('不存在的')}`)).toEqual([]);
    expect((await find('status=accepted&limit=200')).every((item) => item.status === 'accepted')).toBe(true);
    expect((await find('light=overdue')).length).toBe(0);
    expect((await (await demo.as('citizen')).get<{ items: [] }>('/api/v1/cases')).body.items).toEqual([]);
  });
});

describe('what reviewers of the product tried', () => {
  it('a draft is sent as last saved, or the saving is told it came too late', async () => {
    const person = await demo.as('company');
    for (let round = 0; round < 4; round++) {
      const whole = await sampleFiling(person, 'food-business-licence', { draft: true });
      const { body: draft } = await person.post('/api/v1/cases', whole);
      const phone = `1390000000${round}`;
      const [sent, saved] = await Promise.all([
        person.take(draft.caseNo, 'submit'),
        person.patch(`/api/v1/cases/${draft.caseNo}`, { applicant: { ...company, phone } }),
      ]);
      expect(sent.status).toBe(200);
      const { body } = await person.get(`/api/v1/cases/${draft.caseNo}`);
      const kept = body.parties[0]?.phone;
      expect([saved.status, kept]).toEqual(saved.status === 200 ? [200, phone] : [409, company.phone]);
    }
  });

  it("a draft given up stays its author's alone and is not rated", async () => {
    const person = await demo.as('company');
    const { body: draft } = await person.post(
      '/api/v1/cases',
      await sampleFiling(person, 'food-business-licence', { draft: true }),
    );
    await person.take(draft.caseNo, 'withdraw');
    const clerk = await demo.as('clerk');
    expect((await clerk.get(`/api/v1/cases/${draft.caseNo}`)).status).toBe(404);
    const { body } = await clerk.get<{ items: { caseNo: string }[] }>(
      '/api/v1/cases?status=withdrawn&limit=200',
    );
    expect(body.items.map((item) => item.caseNo)).not.toContain(draft.caseNo);
    expect((await person.take(draft.caseNo, 'rate', { grade: 5 })).body.code).toBe('rating/not-filed');
  });

  it("nobody keeps a draft in another's list, nor for a procedure that has none", async () => {
    const citizen = await demo.as('citizen');
    const filing = await sampleFiling(citizen, 'food-business-licence', { draft: true });
    const { body: draft } = await citizen.post('/api/v1/cases', filing);
    expect((await (await demo.as('company')).get(`/api/v1/cases/${draft.caseNo}`)).status).toBe(404);
    const request = {
      procedure: 'information-request',
      channel: 'online',
      applicant: company,
      form: {},
      materials: [],
    };
    const answer = await citizen.post('/api/v1/cases', { ...request, draft: true });
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/draft']);
  });

  it('an item is handled by its own procedure', async () => {
    const citizen = await demo.as('citizen');
    const filing = await sampleFiling(citizen, 'information-request', { procedure: 'licensing' });
    expect((await citizen.post('/api/v1/cases', filing)).body.errors[0]?.pointer).toBe('/procedure');
    const without = await citizen.post('/api/v1/cases', { ...filing, procedure: undefined });
    expect([without.status, without.body.procedure]).toEqual([201, 'information-request']);
  });

  it('a correction is checked as a filing is, before the version and the rule', async () => {
    const { caseNo } = await fileCase(demo);
    const [clerk, applicant] = await Promise.all(['clerk', 'company'].map((name) => demo.as(name)));
    await clerk?.take(caseNo, 'notify-once', { items: [{ text: '请更正申请表' }] });
    const wrong = { form: { nonsense: 1 }, materials: [{ materialCode: 'premises-right' }] };
    const answer = await applicant?.take(caseNo, 'correct', wrong, { version: 1 });
    expect(answer?.status).toBe(422);
    const places = answer?.body.errors.map((error) => error.pointer) ?? [];
    expect(places.some((place) => place.startsWith('/input/form'))).toBe(true);
    expect(places).toContain('/input/materials/0');
  });

  it('who sees masks learns no name by search, letter or document', async () => {
    const { caseNo } = await fileCase(demo, 'food-business-licence', {
      applicant: {
        kind: 'natural-person',
        name: '欧阳示例',
        idType: 'id-card',
        idNumber: '440524188001010014',
        phone: '13800000001',
      },
    });
    await (await demo.as('clerk')).take(caseNo, 'accept');
    const supervisor = await demo.as('supervisor');
    const { body } = await supervisor.get(`/api/v1/cases/${caseNo}`);
    expect(JSON.stringify(body)).not.toContain('欧阳示例');
    const letter = body.letters[0]?.id ?? '';
    expect((await supervisor.get(`/api/v1/cases/${caseNo}/letters/${letter}`)).status).toBe(403);
    const found = await supervisor.get<{ items: [] }>(`/api/v1/cases?q=${encodeURIComponent('欧阳示例')}`);
    expect(found.body.items).toEqual([]);
    // Organisations and items stand in every list by name, and are found by it.
    for (const words of ['示例餐饮', '食品经营许可（新办）']) {
      const { body: page } = await supervisor.get<{ items: { applicant: string; itemName: string }[] }>(
        `/api/v1/cases?limit=200&q=${encodeURIComponent(words)}`,
      );
      expect(page.items.length).toBeGreaterThan(0);
      for (const one of page.items) expect(`${one.applicant}${one.itemName}`).toContain(words);
    }
    // A list leaves no trace of who read a name in it, and so shows none, not even to those who may open the case.
    const reviewer = await demo.as('reviewer');
    const byName = `/api/v1/cases?q=${encodeURIComponent('欧阳示例')}`;
    for (const list of [byName, '/api/v1/cases?limit=200', '/api/v1/worklist?limit=200']) {
      const { body: page } = await reviewer.get<{ items: { caseNo: string; applicant: string }[] }>(list);
      expect(page.items.find((one) => one.caseNo === caseNo)?.applicant, list).toBe('欧**例');
    }
    expect((await reviewer.get(`/api/v1/cases/${caseNo}`)).body.parties[0]?.name).toBe('欧阳示例');
    const { rows } = await demo.owner.query(
      `select count(*)::int as readings from ledger.fact where subject_type = 'reader' and kind = 'personal-data-read'
         and data ->> 'subject' = 'case/' || (select id from cases.current where case_no = $1)`,
      [caseNo],
    );
    expect(rows).toEqual([{ readings: 1 }]);
  });

  it('the second officer is another person', async () => {
    const caseNo = await acceptedCase();
    const reviewer = await demo.as('reviewer');
    const alone = { ...agree, siteCheckOn: '2026-03-02', secondOfficer: '审查示例一' };
    expect((await reviewer.take(caseNo, 'review', alone)).body.errors[0]?.pointer).toBe(
      '/input/secondOfficer',
    );
    expect((await reviewer.take(caseNo, 'review', { ...alone, secondOfficer: 'reviewer2' })).status).toBe(
      200,
    );
  });

  it('what was promised for later is handed in after acceptance', async () => {
    const caseNo = await acceptedCase();
    const person = await demo.as('company');
    const { body } = await person.get(`/api/v1/cases/${caseNo}`);
    const materialCode = body.materials.find((one) => one.necessity === 'deferrable')?.materialCode;
    const empty = await person.take(caseNo, 'supplement', { materials: [] });
    expect(empty.status).toBe(422);
    const handed = await person.take(caseNo, 'supplement', { materials: [{ materialCode, deferred: true }] });
    expect(handed.body.timeline.at(-1)?.step).toBe('supplement');
  });
});

it("a certificate that stands for a material exists and is the applicant's to show", async () => {
  const person = await demo.as('company');
  const materials = [{ materialCode: materialOf(await itemOf(person)), licenceId: 'nonsense' }];
  const answer = await person.post(
    '/api/v1/cases',
    await sampleFiling(person, 'food-business-licence', { materials }),
  );
  expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/materials/0/licenceId']);
});
