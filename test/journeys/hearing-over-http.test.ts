/** A hearing, 行政许可法 36, 46–48, as outside programs meet it: two parties, one of them beside the applicant. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellApplicants } from '../../src/capabilities/cases/public.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, fileCase, type Person, startDemonstration } from '../support/demonstration.ts';

let demo: Demonstration;
let company: Person;
let citizen: Person;
let clerk: Person;
let reviewer: Person;
let approver: Person;
let head: Person;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-02T09:00:00+08:00');
  [company, citizen, clerk, reviewer, approver, head] = (await Promise.all(
    ['company', 'citizen', 'clerk', 'reviewer', 'approver', 'head'].map((name) => demo.as(name)),
  )) as [Person, Person, Person, Person, Person, Person];
});
afterAll(() => demo.close());

/** The neighbour has an account, her landlord is known by name and address alone. */
const zhang = {
  kind: 'natural-person',
  name: '张示例',
  phone: '13900000000',
  idType: 'id-card',
  idNumber: '11010519491231002x',
};
const landlord = { kind: 'natural-person', name: '房东示例', address: '窗明路 2 号 301 室' };
const plan = (on: string, more: object = {}) => ({
  on,
  at: '09:30',
  place: '政务服务中心三楼会议室',
  chair: '法制示例',
  openness: 'public',
  ...more,
});

async function accepted() {
  const { caseNo } = await fileCase(demo);
  await clerk.take(caseNo, 'accept');
  return caseNo;
}

/** One journey: each test goes on from where the one before came to. */
describe('two hearings', { shuffle: false }, () => {
  describe('a hearing that an interested party asks for', () => {
    let caseNo: string;
    beforeAll(async () => {
      caseNo = await accepted();
    });
    const path = () => `/api/v1/cases/${caseNo}`;

    it('everybody concerned is told, each in a letter with a number of its own', async () => {
      expect((await citizen.get(path())).status).toBe(404);
      const unreachable = { reasons: '油烟', parties: [{ kind: 'natural-person', name: '某人' }] };
      expect(await reviewer.take(caseNo, 'tell-hearing-right', unreachable)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/input/parties/0/phone' }] },
      });
      const { status, body } = await reviewer.take(caseNo, 'tell-hearing-right', {
        reasons: '经营场所的油烟排放影响相邻住户',
        parties: [zhang, landlord],
      });
      expect(status, JSON.stringify(body)).toBe(200);
      const letters = body.letters.filter(({ kind }) => kind === 'hearing-right');
      expect(letters.map(({ docNo }) => docNo)).toEqual([1, 2, 3].map((n) => `明市监听告〔2026〕${n}号`));
      expect(body.parties.map(({ role, name }) => [role, name])).toEqual([
        ['applicant', '示例餐饮有限公司'],
        ['interested-party', '张示例'],
        ['interested-party', '房东示例'],
      ]);
      const pages = await Promise.all(
        letters.map(({ id }) => reviewer.get<string>(`${path()}/letters/${id}`)),
      );
      expect(pages.map(({ body: page }) => /class="addressee">([^<]+)：/.exec(page)?.[1])).toEqual([
        '示例餐饮有限公司',
        '张示例',
        '房东示例',
      ]);
      expect(pages[1]?.body).toContain('至2026年3月9日');
      expect(pages[1]?.body).toContain('不承担组织听证的费用');
    });

    it('she sees what concerns her and nothing that the applicant handed in', async () => {
      const { status, body } = await citizen.get(path());
      expect(status).toBe(200);
      expect(body).toMatchObject({ relation: 'interested-party', form: {}, materials: [], notice: null });
      expect(body.timeline.map(({ step }) => step)).toEqual(['tell-hearing-right', 'tell-hearing-right']);
      expect(body.letters).toHaveLength(1);
      expect(body.clocks.map(({ name, due }) => [name, due])).toEqual([['hearing-request', '2026-03-09']]);
      expect(body.nextSteps.map(({ step }) => step).sort()).toEqual([
        'request-hearing',
        'state-views',
        'waive-hearing',
      ]);
      const seen = JSON.stringify(body);
      for (const kept of ['房东示例', '13800000000', '窗明路 2 号 301']) expect(seen).not.toContain(kept);
      // The applicant learns that somebody was told, and not who.
      const hers = JSON.stringify((await company.get(path())).body);
      // (The sample form happens to name 张示例 as the one responsible.)
      for (const kept of ['房东示例', '11010519491231002', '13900000000', 'interested-party'])
        expect(hers).not.toContain(kept);
      expect(
        (await company.get(path())).body.letters.filter(({ kind }) => kind === 'hearing-right'),
      ).toHaveLength(1);
      const stranger = await demo.as('reviewer-fire');
      expect((await stranger.get(path())).status).toBe(404);
    });

    it('she reads her own letter and no other, nor any document of the case', async () => {
      const letters = (await reviewer.get(path())).body.letters.filter(
        ({ kind }) => kind === 'hearing-right',
      );
      const read = async (person: Person) =>
        Promise.all(letters.map(async ({ id }) => (await person.get(`${path()}/letters/${id}`)).status));
      expect(await read(citizen)).toEqual([404, 200, 404]);
      expect(await read(company)).toEqual([200, 404, 404]);
    });

    it('nothing is decided while she may still ask; she asks, and the time stands still', async () => {
      const before = (await reviewer.get(path())).body.clocks.find(
        ({ name }) => name === 'decision-statutory',
      );
      expect(before?.due).toBe('2026-03-30');
      await reviewer.take(caseNo, 'review', {
        conclusion: 'agree',
        opinion: '符合条件',
        siteCheckOn: '2026-03-02',
        secondOfficer: '审查示例二',
      });
      expect(await approver.take(caseNo, 'decide', { outcome: 'grant' })).toMatchObject({
        status: 409,
        body: { code: 'hearing/may-be-requested', basis: '行政许可法 第四十七条第一款' },
      });
      await demo.moveTo('2026-03-04T09:00:00+08:00');
      expect(await citizen.take(caseNo, 'withdraw')).toMatchObject({ status: 403 });
      const asked = await citizen.take(caseNo, 'request-hearing', { reasons: '油烟直接进入住宅' });
      expect(asked).toMatchObject({ status: 200, body: { relation: 'interested-party' } });
      const clocks = (await company.get(path())).body.clocks;
      expect(clocks.find(({ name }) => name === 'decision-statutory')?.light).toBe('paused');
      expect(clocks.find(({ name }) => name === 'hearing')).toMatchObject({ due: '2026-04-01' });
      const letters = (await company.get(path())).body.letters;
      expect(letters.map(({ kind }) => kind)).toContain('time-needed');
      // Of the rights that were told she sees her own.
      expect(clocks.filter(({ name }) => name === 'hearing-request')).toHaveLength(1);
    });

    it('the landlord stays silent, which the system notes on the last day', async () => {
      await demo.moveTo('2026-03-10T08:00:00+08:00');
      const { body } = await reviewer.get(path());
      const lapsed = body.timeline.filter(({ step }) => step === 'hearing-right-lapses');
      expect(lapsed.map(({ effectiveOn, actor }) => [effectiveOn, actor])).toEqual([
        ['2026-03-09', '系统'],
        ['2026-03-09', '系统'],
      ]);
      const party = body.lanes.find(({ instanceLabel }) => instanceLabel === '房东示例')?.instance;
      const late = await clerk.take(caseNo, 'request-hearing', { party });
      expect(late).toMatchObject({ status: 409, body: { code: 'hearing/too-late' } });
      expect(late.body.needed).toContain('2026年3月9日以前');
    });

    it('is notified seven working days before, by a chair who did not review, to each in a letter', async () => {
      const tooSoon = await reviewer.take(caseNo, 'schedule-hearing', plan('2026-03-18'));
      expect(tooSoon).toMatchObject({ status: 409, body: { code: 'hearing/notice-too-short' } });
      expect(tooSoon.body.needed).toContain('2026年3月19日');
      for (const chair of ['审查示例一', '审查示例二']) {
        const wrong = await reviewer.take(caseNo, 'schedule-hearing', plan('2026-03-19', { chair }));
        expect(wrong).toMatchObject({ status: 409, body: { code: 'hearing/chair-reviews' } });
      }
      const { status, body } = await reviewer.take(
        caseNo,
        'schedule-hearing',
        plan('2026-03-19', { announce: true }),
      );
      expect(status, JSON.stringify(body)).toBe(200);
      const made = body.letters.slice(-4).map(({ kind, docNo }) => [kind, docNo]);
      expect(made).toEqual([
        ['hearing-announcement', '明市监听公〔2026〕1号'],
        ['hearing-notice', '明市监听通〔2026〕1号'],
        ['hearing-notice', '明市监听通〔2026〕2号'],
        ['hearing-notice', '明市监听通〔2026〕3号'],
      ]);
      // While the decision waits, the day to hold the hearing is what the office has to keep.
      const work = await reviewer.get<{ items: { caseNo: string }[] }>('/api/v1/worklist');
      expect(work.body.items.filter((one) => one.caseNo === caseNo)).toMatchObject([
        { step: 'record-hearing', due: '2026-04-01', light: 'normal' },
      ]);
      const notice = (await citizen.get(path())).body.letters.at(-1);
      const page = await citizen.get<string>(`${path()}/letters/${notice?.id}`);
      for (const word of ['2026年3月19日 09:30', '政务服务中心三楼会议室', '法制示例', '申请回避'])
        expect(page.body).toContain(word);
    });

    it("the announcement is everybody's to read, without a sign-in", async () => {
      const answer = await demo.app.inject({ method: 'GET', url: '/api/v1/hearings' });
      expect(answer.json().items).toMatchObject([
        {
          on: '2026-03-19',
          at: '09:30',
          applicant: '示例餐饮有限公司',
          standing: 'announced',
          docNo: '明市监听公〔2026〕1号',
        },
      ]);
      const page = await demo.app.inject({ method: 'GET', url: '/hearings' });
      expect(page.body).toContain('政务服务中心三楼会议室');
    });

    it('she challenges the chair; the head appoints another', async () => {
      await citizen.take(caseNo, 'challenge-chair', { reasons: '主持人是申请人的亲属' });
      const work = await head.get<{ items: { caseNo: string; step: string }[] }>('/api/v1/worklist');
      expect(work.body.items).toContainEqual(expect.objectContaining({ caseNo, step: 'settle-challenge' }));
      expect(
        await head.take(caseNo, 'settle-challenge', { outcome: 'replace', reasons: '属实' }),
      ).toMatchObject({ status: 422 });
      const settled = await head.take(caseNo, 'settle-challenge', {
        outcome: 'replace',
        chair: '考核示例',
        reasons: '属实',
      });
      expect(settled.status).toBe(200);
    });

    it('is recorded on its day, signed, and carries the decision', async () => {
      const record = {
        attendees: [
          { name: '张示例', standing: 'interested-party' },
          { name: '李示例', standing: 'agent' },
        ],
        review: '净化设备检测合格',
        statements: '要求排烟口改向',
      };
      expect(await reviewer.take(caseNo, 'record-hearing', record)).toMatchObject({
        status: 409,
        body: { code: 'hearing/not-yet' },
      });
      expect(await approver.take(caseNo, 'decide', { outcome: 'grant' })).toMatchObject({
        status: 409,
        body: { code: 'hearing/no-record', basis: '行政许可法 第四十八条第二款' },
      });
      await demo.moveTo('2026-03-19T15:00:00+08:00');
      const held = await reviewer.take(caseNo, 'record-hearing', record);
      const paper = held.body.letters.at(-1);
      expect(paper).toMatchObject({ kind: 'hearing-record', docNo: '' });
      expect((await approver.take(caseNo, 'decide', { outcome: 'grant' })).body.code).toBe(
        'hearing/no-record',
      );
      const page = await citizen.get<string>(`${path()}/letters/${paper?.id}`);
      for (const word of ['考核示例', '净化设备检测合格', '要求排烟口改向', '张示例（利害关系人）'])
        expect(page.body).toContain(word);
      await demo.moveTo('2026-03-20T09:00:00+08:00');
      const signed = await reviewer.take(caseNo, 'sign-record', {
        unsigned: [{ name: '李示例', why: '先行离场' }],
      });
      // Excluded: (4 March, 20 March], twelve working days; twelve after 30 March is 16 April.
      expect(signed.body.clocks.find(({ name }) => name === 'decision-statutory')?.due).toBe('2026-04-16');
      const decided = await approver.take(caseNo, 'decide', {
        outcome: 'grant',
        reasons: '排烟口改向后符合条件',
      });
      expect(decided.body.timeline.at(-1)?.basis).toContainEqual({
        kind: 'law',
        ref: '行政许可法 第四十八条第二款',
      });
      const letter = decided.body.letters.at(-1);
      const grant = await company.get<string>(`${path()}/letters/${letter?.id}`);
      expect(grant.body).toContain('并根据2026年3月19日的听证笔录');
      expect((await demo.app.inject({ method: 'GET', url: '/api/v1/hearings' })).json().items).toMatchObject([
        { standing: 'held' },
      ]);
    });

    it('each was told by message what concerned her, once', async () => {
      const run = { jobId: '1', attempt: 1, signal: undefined };
      await tellApplicants.run(demo.platform, undefined, run);
      await tellApplicants.run(demo.platform, undefined, run);
      const told = async (person: Person) => {
        const { body } = await person.get<{ items: { kind: string; text: string }[] }>(
          '/api/v1/notifications?limit=100',
        );
        return body.items
          .map(({ kind }) => kind)
          .filter((kind) => /hearing|challenge/.test(kind))
          .sort();
      };
      const all = [
        'challenge-settled',
        'hearing-held',
        'hearing-record-signed',
        'hearing-required',
        'hearing-right-told',
        'hearing-scheduled',
      ];
      expect(await told(citizen)).toEqual(all);
      expect(await told(company)).toEqual([...all, 'hearing-right-lapsed'].sort());
    });

    it('leaves a ledger that verifies', async () => {
      expect((await verifyLedger(demo.platform.pool)).faults).toEqual([]);
    });
  });

  it('a hearing for the public interest is called for, announced, and decided on, 46', async () => {
    const caseNo = await accepted();
    const called = await reviewer.take(caseNo, 'require-hearing', {
      ground: 'public-interest',
      reasons: '学校周边',
      days: 20,
    });
    expect(called.body.letters.at(-1)?.kind).toBe('time-needed');
    const quiet = await reviewer.take(caseNo, 'schedule-hearing', plan('2026-04-02'));
    expect(quiet).toMatchObject({ status: 422, body: { errors: [{ pointer: '/input/announce' }] } });
    const { status, body } = await reviewer.take(
      caseNo,
      'schedule-hearing',
      plan('2026-04-02', { announce: true }),
    );
    expect(status, JSON.stringify(body)).toBe(200);
    expect((await company.take(caseNo, 'withdraw')).body.status).toBe('withdrawn');
    const { items } = (await demo.app.inject({ method: 'GET', url: '/api/v1/hearings' })).json();
    expect(items.map(({ on, standing }: { on: string; standing: string }) => [on, standing])).toEqual([
      ['2026-04-02', 'cancelled'],
      ['2026-03-19', 'held'],
    ]);
  });
});
