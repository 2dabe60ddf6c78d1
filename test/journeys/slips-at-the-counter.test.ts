/** What a first day at the counter brings: rare characters, wide digits, a number under another name. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PageVisitor, visitPages } from '../../src/web/portal/page-visitor.fixture.ts';
import { type Demonstration, type Person, startDemonstration } from '../support/demonstration.ts';

let demonstration: Demonstration;
let clerk: Person;
let sample: Record<string, unknown>;

beforeAll(async () => {
  demonstration = await startDemonstration();
  clerk = await demonstration.as('clerk');
  const { body } = await clerk.get<{ form: { examples: Record<string, unknown>[] } }>(
    '/api/v1/items/food-business-licence',
  );
  sample = body.form.examples[0] ?? {};
});
afterAll(() => demonstration.close());

const company = {
  kind: 'organization',
  name: '示例餐饮有限公司',
  idType: 'credit-code',
  idNumber: '91350100M000100Y43',
  phone: '13800000000',
};
const file = (applicant: object, form: object = {}) =>
  clerk.post('/api/v1/cases', {
    itemId: 'food-business-licence',
    channel: 'window',
    applicant: { ...company, ...applicant },
    form: { ...sample, ...form },
    materials: [],
  });
const check = (applicant: object, form: object = {}) =>
  clerk.post<{ warnings: { pointer: string; message: string }[] }>('/api/v1/filing-checks', {
    itemId: 'food-business-licence',
    applicant: { name: company.name, idType: company.idType, idNumber: company.idNumber, ...applicant },
    form: { ...sample, ...form },
  });

it('numbers typed full-width at the counter are taken and kept half-width', async () => {
  const { status, body } = await file(
    { idNumber: '９１３５０１００Ｍ０００１００Ｙ４３', phone: '１３８－００００－００００' },
    { creditCode: '９１３５０１００Ｍ０００１００Ｙ４３' },
  );
  expect(status).toBe(201);
  expect(body.form.creditCode).toBe('91350100M000100Y43');
  expect(body.parties).toContainEqual(expect.objectContaining({ phone: '138-0000-0000' }));
  const wrong = await file({ phone: '1380013800' });
  expect(wrong.status).toBe(422);
  expect(wrong.body.errors).toMatchObject([
    { pointer: '/applicant/phone', message: '手机号码应为 11 位，现为 10 位，请核对。' },
  ]);
  expect((await file({ phone: '号码见登记表' })).body.errors[0]?.message).toContain('“联系电话”只能有数字');
});

it('a character no typeface has, and a number known under another name, are told while she is still there', async () => {
  expect((await check({})).body.warnings).toEqual([]);
  const { warnings } = (await check({ name: '𠮷野家餐饮' }, { premisesName: '囍燚小馆𠮷' })).body;
  expect(warnings.map(({ pointer }) => pointer).sort()).toEqual([
    '/applicant/idNumber',
    '/applicant/name',
    '/form/operatorName',
    '/form/premisesName',
  ]);
  expect(warnings.find(({ pointer }) => pointer === '/form/premisesName')?.message).toContain('“𠮷”');
  expect(warnings.find(({ pointer }) => pointer === '/applicant/idNumber')?.message).toContain(company.name);
  const citizen = await demonstration.as('citizen');
  expect((await citizen.post('/api/v1/filing-checks', {})).status).toBe(403);
});

it('what the typefaces lack is issued on paper, with the reason, and stands in the register', async () => {
  const { body: filed } = await file({}, { operatorName: '𠮷示例餐饮有限公司', premisesName: '小馆𠮷' });
  const { caseNo } = filed;
  expect(filed.warnings.map(({ pointer }) => pointer)).toContain('/form/premisesName');
  for (const [who, step, input] of [
    ['clerk', 'accept', {}],
    ['reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' }],
    ['approver', 'decide', { outcome: 'grant' }],
  ] as const) {
    expect((await (await demonstration.as(who)).take(caseNo, step, input)).status).toBe(200);
  }
  const issuer = await demonstration.as('issuer');
  const refused = await issuer.take(caseNo, 'issue');
  expect(refused).toMatchObject({ status: 409, body: { code: 'character/not-in-font' } });
  expect(refused.body.needed).toContain('改发纸质证照');
  const { status, body } = await issuer.take(caseNo, 'issue', { paperReason: '字库里没有“𠮷”字' });
  expect(status).toBe(200);
  expect(body.status).toBe('issued');
  expect(body.timeline.at(-1)?.note).toContain('纸质');
  const licence = await issuer.get<{ number: string }>(`/api/v1/licences/${body.licences[0]}`);
  expect(licence.body.number).toMatch(/^JY/);
  const closed = await issuer.take(caseNo, 'deliver', { method: 'window', receiver: '示例' });
  expect(closed.body.status).toBe('closed');
});

it('a letter that cannot be made as a file says so on a page, and a stranger is led to sign in and back', async () => {
  const { body } = await file({ name: '𠮷野家餐饮' });
  const accepted = await clerk.take(body.caseNo, 'accept');
  const letter = `/api/v1/cases/${body.caseNo}/letters/${accepted.body.letters[0]?.id}`;
  const atDesk: PageVisitor = await visitPages(demonstration.app, 'clerk');
  const page = await atDesk.get(letter);
  expect(page.text).toContain('字库里没有“𠮷”');
  expect(page.html).not.toContain(`${letter}/file`);
  const refused = await atDesk.get(`${letter}/file`);
  expect(refused.status).toBe(409);
  expect(refused.html).toMatch(/^<!doctype html>/i);
  expect(refused.text).toContain('这份文书现在印不出来');
  expect(refused.html).toContain(`href="${letter}"`);
  const nobody = await visitPages(demonstration.app);
  for (const path of [letter, `${letter}/file.pdf`]) {
    const sent = await nobody.get(path);
    expect([sent.status, sent.location]).toEqual([303, `/sign-in?return=${encodeURIComponent(path)}`]);
  }
  // A program still gets a problem, whatever the address.
  const program = await demonstration.app.inject({ url: letter });
  expect([program.statusCode, program.json().code]).toEqual([401, 'session/missing']);
});

it('on the portal the review says it with the way to the field', async () => {
  const visitor = await visitPages(demonstration.app, 'company');
  const draft = await (await demonstration.as('company')).post('/api/v1/cases', {
    itemId: 'food-business-licence',
    channel: 'online',
    applicant: company,
    form: { ...sample, premisesName: '小馆𠮷' },
    materials: [],
    draft: true,
  });
  const page = await visitor.get(`/my/drafts/${draft.body.caseNo}/review`);
  expect(page.text).toContain('“经营场所名称（招牌）”里的“𠮷”（U+20BB7）不在本系统的字库里');
  expect(page.html).toMatch(/<a href="\/my\/drafts\/[^"]+form-\d#f-premisesName">/);
});

it('without an account a case is found by its number and four digits, and nothing of a person is shown', async () => {
  const person = {
    kind: 'natural-person',
    name: '王示例',
    idType: 'id-card',
    idNumber: '11010519491231002X',
  };
  const { body } = await file({ ...person, phone: '13800005678' });
  const nobody = await visitPages(demonstration.app);
  const ask = async (no: string, tail: string) => {
    await nobody.get('/progress');
    const answer = await nobody.post('/progress', { no, tail });
    return answer.status === 303 ? nobody.follow(answer) : answer;
  };
  const form = await nobody.get(`/progress?no=${body.caseNo.replaceAll('-', '').toLowerCase()}`);
  expect(form.html).toContain(`value="${body.caseNo}"`);
  for (const [no, tail] of [
    [body.caseNo, '002x'],
    [body.caseNo.replaceAll('-', ''), '００２Ｘ'],
    [body.caseNo, '5678'],
  ] as const) {
    const found = await ask(no, tail);
    expect(found.status).toBe(200);
    expect(found.text).toContain('已经提交，最迟');
    for (const hers of ['王', '110105', '13800']) expect(found.text).not.toContain(hers);
  }
  // The same answer for a wrong tail and for a number nobody has; a credit code opens nothing, for it is public.
  const wrong = await ask(body.caseNo, '1111');
  const unknown = await ask('MC20260302-999999-0', '1111');
  expect(wrong.text).toContain('没有查到');
  expect(wrong.text.replaceAll(body.caseNo, '')).toBe(unknown.text);
  const { body: companys } = await file({});
  expect((await ask(companys.caseNo, '0Y43')).text).toContain('没有查到');
  expect((await ask(companys.caseNo, '0000')).text).toContain('已经提交，最迟');
  expect((await ask('编号', '')).text).toContain('办件编号不完整');
  for (let tries = 0; tries < 4; tries++) await ask(body.caseNo, '2222');
  expect((await ask(body.caseNo, '002X')).text).toContain('没有查到');
});

it('a correction may mend the telephone and hand in what the notice does not name; the page says what is still open', async () => {
  const { body } = await file({ phone: '0591-00001001' });
  const { caseNo } = body;
  const [other] = body.materials;
  const { body: noticed } = await clerk.take(caseNo, 'notify-once', {
    items: [{ text: '租赁合同没有写明租期' }, { text: '联系电话少一位' }],
    termDays: 3,
  });
  expect(noticed.status).toBe('correcting');
  const visitor = await visitPages(demonstration.app, 'company');
  const mine = await visitor.get('/my');
  expect(mine.text).toMatch(/最迟 3月\d+日 周.（含当日）/);
  expect(mine.html).toContain(`href="/my/cases/${caseNo}/correct"`);
  const page = await visitor.get(`/my/cases/${caseNo}/correct`);
  expect(page.html).toContain(`name="file.material.${other?.materialCode}"`);
  const wrong = await visitor.upload(
    `/my/cases/${caseNo}/correct`,
    {},
    { 'answer.0': '已经写明', phone: '1380013' },
  );
  expect((await visitor.follow(wrong)).text).toContain('手机号码应为 11 位，现为 7 位');
  const sent = await visitor.upload(
    `/my/cases/${caseNo}/correct`,
    { [`file.material.${other?.materialCode}`]: { name: '合同.pdf', content: '%PDF-1.4\n%%EOF\n' } },
    { 'answer.0': '已经写明，见新合同', phone: '１３８００１３８０００' },
  );
  expect(sent.location).toBe(`/my/cases/${caseNo}?done=correct`);
  expect((await visitor.get(sent.location)).text).toContain('补好 1 项，还差 1 项（第 2 项）');
  const { body: after } = await clerk.get(`/api/v1/cases/${caseNo}`);
  expect(after.parties.find(({ role }) => role === 'applicant')?.phone).toBe('13800138000');
  expect(
    after.materials.find(({ materialCode }) => materialCode === other?.materialCode)?.documents,
  ).toHaveLength(1);
});

it('a draft is deleted, not withdrawn, and is not listed among what is done; 收件 is when it was sent', async () => {
  const company_ = await demonstration.as('company');
  const begin = async () =>
    (
      await company_.post('/api/v1/cases', {
        itemId: 'food-business-licence',
        channel: 'online',
        applicant: company,
        form: sample,
        materials: [],
        draft: true,
      })
    ).body.caseNo;
  const [given, kept] = [await begin(), await begin()];
  const visitor = await visitPages(demonstration.app, 'company');
  const page = await visitor.get(`/my/cases/${given}/withdraw`);
  expect(page.text).toContain('删除草稿');
  expect(page.text).not.toContain('撤回申请');
  expect((await visitor.post(`/my/cases/${given}/withdraw`, {})).location).toBe('/my');
  expect((await visitor.get('/my')).html).not.toContain(given);
  await demonstration.moveTo('2026-03-03T10:00:00+08:00');
  expect((await company_.take(kept, 'submit')).status).toBe(200);
  const { body } = await clerk.get<{ items: { caseNo: string; filedAt: string; openedAt: string }[] }>(
    '/api/v1/cases?limit=50',
  );
  const listed = body.items.find((one) => one.caseNo === kept);
  expect(listed?.openedAt.slice(0, 10)).toBe('2026-03-02');
  expect(listed?.filedAt.slice(0, 10)).toBe('2026-03-03');
});

it('a day in the future is refused where the form asks for something that has happened', async () => {
  const { body: item } = await clerk.get<{ form: { examples: object[] } }>(
    '/api/v1/items/business-licence-reissue',
  );
  const lost = (lostOn: string) =>
    clerk.post('/api/v1/cases', {
      itemId: 'business-licence-reissue',
      channel: 'window',
      applicant: company,
      form: { ...item.form.examples[0], lostOn },
      materials: [],
    });
  const refused = await lost('2027-11-01');
  expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([422, '/form/lostOn']);
  expect((await lost('2026-03-02')).status).toBe(201);
});

it('what people call their shop leads to the licence they need', async () => {
  for (const said of ['我想开一家奶茶店', '小卖部', '开个早餐店']) {
    const { body } = await clerk.get<{ items: { itemId: string }[] }>(
      `/api/v1/items?q=${encodeURIComponent(said)}`,
    );
    expect(body.items.map(({ itemId }) => itemId)).toContain('food-business-licence');
  }
});
