/** Requests for government information, contracts §5, as outside programs meet them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/capabilities/cases/public.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import {
  type Answer,
  type Demonstration,
  type Person,
  startDemonstration,
} from '../support/demonstration.ts';

let demo: Demonstration;
let citizen: Person;
let disclosure: Person;
let head: Person;
let planning: Person;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-05T09:00:00+08:00');
  [citizen, disclosure, head, planning] = await Promise.all([
    demo.as('citizen'),
    demo.as('disclosure'),
    demo.as('head-disclosure'),
    demo.as('reviewer-planning'),
  ]);
});
afterAll(() => demo.close());

const zhang = {
  kind: 'natural-person',
  name: '张示例',
  idType: 'id-card',
  idNumber: '11010519491231002X',
  phone: '13900000000',
};

const filing = (more: object = {}) => ({
  procedure: 'information-request',
  channel: 'online',
  applicant: zhang,
  form: {
    name: '张示例',
    contact: '13900000000',
    description: '停车场项目的竣工验收文件',
    format: '',
    delivery: '',
  },
  materials: [],
  ...more,
});

async function file(person: Person, more: object = {}): Promise<CaseView> {
  const { status, body } = await person.post('/api/v1/cases', filing(more));
  if (status !== 201) throw new Error(`not filed: ${status} ${JSON.stringify(body)}`);
  return body;
}

const atWindow = () => file(disclosure, { channel: 'window' });
const clockOf = ({ body }: Answer, name: string) => body.clocks.find((clock) => clock.name === name);
const refusal = (code: string) => ({ status: 409, body: { code } });

/** One journey: each test goes on from where the one before came to. */
describe('requests of a spring, and their numbers', { shuffle: false }, () => {
  describe('the day of receipt, 政府信息公开条例 31', () => {
    it('by signed mail it is the day of signing, entered later with a reason', async () => {
      const mailed = await file(disclosure, {
        channel: 'mail',
        signedMail: true,
        receivedOn: '2026-03-02',
        reason: '周一签收，今日登记',
      });
      expect(mailed).toMatchObject({
        status: 'confirmed',
        procedure: 'information-request',
        receivedOn: '2026-03-02',
      });
      expect(mailed.timeline.map(({ step }) => step)).toEqual(['file', 'confirm-receipt']);
      expect(mailed.clocks.find(({ name }) => name === 'answer')).toMatchObject({
        startedOn: '2026-03-02',
        due: '2026-03-30',
        rule: 'XXGK-33',
      });
      expect(mailed.clocks.find(({ name }) => name === 'clarification-notice')?.due).toBe('2026-03-11');
      const unexplained = await disclosure.post(
        '/api/v1/cases',
        filing({ channel: 'mail', signedMail: true, receivedOn: '2026-03-02' }),
      );
      expect(unexplained).toMatchObject({ status: 422, body: { errors: [{ pointer: '/reason' }] } });
    });

    it.each(['online', 'fax', 'mail'])('by %s it waits for confirmation', async (channel) => {
      const person = channel === 'online' ? citizen : disclosure;
      const { caseNo, status, clocks } = await file(person, { channel });
      expect({ status, clocks }).toEqual({ status: 'submitted', clocks: [] });
      // The office reminds itself; to the applicant nothing runs yet.
      const [hers, theirs] = await Promise.all(
        [citizen, disclosure].map(async (one) => (await one.get(`/api/v1/cases/${caseNo}`)).body.reminders),
      );
      expect(hers).toEqual([]);
      expect(theirs).toMatchObject([{ name: 'confirmation', due: '2026-03-09' }]);
      expect(await citizen.take(caseNo, 'confirm-receipt', { on: '2026-03-05' })).toMatchObject({
        status: 403,
      });
      const future = await disclosure.take(caseNo, 'confirm-receipt', { on: '2026-03-06' });
      expect(future).toMatchObject({ status: 422, body: { errors: [{ pointer: '/input/on' }] } });
      const confirmed = await disclosure.take(caseNo, 'confirm-receipt', { on: '2026-03-05' });
      expect(confirmed.body).toMatchObject({ status: 'confirmed', letters: [{ kind: 'registration' }] });
      expect(clockOf(confirmed, 'answer')?.due).toBe('2026-04-02');
    });

    it('an applicant may hand it in at the window, and does not say of herself that it was signed for', async () => {
      const refused = async (more: object) => (await citizen.post('/api/v1/cases', filing(more))).body;
      expect((await file(citizen, { channel: 'window' })).status).toBe('confirmed');
      expect(await refused({ channel: 'mail', signedMail: true })).toMatchObject({
        errors: [{ pointer: '/signedMail' }],
      });
      expect((await file(citizen, { channel: 'mail' })).status).toBe('submitted');
    });

    it('is filed by applicants and the disclosure post, nobody else; an empty description is refused at its place', async () => {
      const clerk = await demo.as('clerk');
      expect((await clerk.post('/api/v1/cases', filing({ channel: 'window' }))).status).toBe(403);
      const empty = await citizen.post('/api/v1/cases', filing({ form: { name: '张', contact: '1' } }));
      expect(empty).toMatchObject({ status: 422, body: { errors: [{ pointer: '/form/description' }] } });
    });
  });

  describe('a request with everything in it', () => {
    it('by mail, clarified on paper, ends on the lawful day', async () => {
      const mailed = { channel: 'mail', signedMail: true, receivedOn: '2026-03-04', reason: '昨日签收' };
      const { caseNo } = await file(disclosure, mailed);
      const asked = await disclosure.take(caseNo, 'ask-clarification', { what: '哪一年的', termDays: 10 });
      expect(asked.body).toMatchObject({ status: 'clarifying', letters: [{ kind: 'clarification' }] });
      expect(clockOf(asked, 'clarification')?.due).toBe('2026-03-19');
      await demo.moveTo('2026-03-09T09:00:00+08:00');
      const letter = { text: '2025 年', receivedOn: '2026-03-09' };
      expect(await citizen.take(caseNo, 'enter-clarification', letter)).toMatchObject({ status: 403 });
      const early = { ...letter, receivedOn: '2026-03-04' };
      expect(await disclosure.take(caseNo, 'enter-clarification', early)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/input/receivedOn', message: '收到的日期不能早于 2026-03-05。' }] },
      });
      const clarified = await disclosure.take(caseNo, 'enter-clarification', letter);
      expect(clarified.body.status).toBe('confirmed');
      expect(clockOf(clarified, 'answer')).toMatchObject({ startedOn: '2026-03-09', due: '2026-04-07' });
      const again = await disclosure.take(caseNo, 'ask-clarification', { what: '哪个月', termDays: 5 });
      expect(again).toMatchObject(refusal('clarification/once'));

      const third = await disclosure.take(caseNo, 'consult-third-party', { name: '示例建设有限公司' });
      expect(clockOf(third, 'answer')?.light).toBe('paused');
      await demo.moveTo('2026-03-11T09:00:00+08:00');
      await disclosure.take(caseNo, 'consult-office', { office: 'planning' });
      const hasty = await disclosure.take(caseNo, 'answer', { kind: 'disclosed', text: '附后' });
      expect(hasty).toMatchObject(refusal('consultation/open'));
      await demo.moveTo('2026-03-13T09:00:00+08:00');
      expect(
        (await disclosure.take(caseNo, 'third-party-replies', { agrees: false, text: '商业秘密' })).body
          .status,
      ).toBe('confirmed');
      await demo.moveTo('2026-03-16T09:00:00+08:00');
      const replied = await planning.take(caseNo, 'office-replies', { agrees: true, text: '可以公开' });
      // Asked from the 9th to the 16th, overlapping: five working days that count once.
      expect(clockOf(replied, 'answer')?.due).toBe('2026-04-14');

      const extension = { days: 20, reasons: '文件数量多' };
      expect(await disclosure.take(caseNo, 'extend', extension)).toMatchObject({ status: 403 });
      expect(await head.take(caseNo, 'extend', { ...extension, days: 21 })).toMatchObject({ status: 422 });
      const extended = await head.take(caseNo, 'extend', extension);
      expect(clockOf(extended, 'answer')).toMatchObject({ due: '2026-05-14', extendedDays: 20 });
      expect(await head.take(caseNo, 'extend', extension)).toMatchObject(refusal('extension/already'));

      const partly = { kind: 'partly-disclosed', text: '第 3 页涉及商业秘密，不予公开' };
      const silentToHer = await disclosure.take(caseNo, 'answer', partly);
      expect(silentToHer).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/input/objectionNotice' }] },
      });
      const told = { ...partly, grounds: ['third-party'], objectionNotice: '不公开对公共利益有重大影响' };
      const answered = await disclosure.take(caseNo, 'answer', told);
      expect(answered.body.status).toBe('answered');
      expect(clockOf(answered, 'answer')).toMatchObject({ light: 'stopped', stoppedOn: '2026-03-16' });
      expect(await citizen.take(caseNo, 'withdraw')).toMatchObject(refusal('step/not-from-here'));
      const delivered = await disclosure.take(caseNo, 'deliver', { method: 'electronic' });
      expect(delivered.body.status).toBe('closed');
      expect(delivered.body.letters.map(({ kind }) => kind)).toEqual([
        'clarification',
        'third-party-inquiry',
        'office-inquiry',
        'extension',
        'answer',
        'delivery',
      ]);
      const reply = delivered.body.letters.find(({ kind }) => kind === 'answer');
      const page = await citizen.get<string>(`/api/v1/cases/${caseNo}/letters/${reply?.id}`);
      expect(page.body).toContain('先向明川市人民政府申请行政复议');
      expect(page.body).toContain(reply?.docNo);
      // What officers and third parties said is not the applicant's to read; the answer is.
      const seen = JSON.stringify((await citizen.get(`/api/v1/cases/${caseNo}`)).body);
      for (const word of ['商业秘密”', '可以公开', '示例建设有限公司', '重大影响'])
        expect(seen).not.toContain(word);
      expect(seen).toContain('第 3 页涉及商业秘密');
      expect(seen).not.toContain('行政许可法');
    });

    it('an excessive one is asked for its reasons first, which may delay the answer', async () => {
      const { caseNo } = await atWindow();
      const excessive = { kind: 'excessive', text: '一月内申请 80 件' };
      expect(await disclosure.take(caseNo, 'answer', excessive)).toMatchObject(
        refusal('answer/reasons-first'),
      );
      expect(await citizen.take(caseNo, 'give-reasons', { text: '研究' })).toMatchObject(
        refusal('reasons/not-asked'),
      );
      await disclosure.take(caseNo, 'ask-reasons', { text: '一月内申请 80 件' });
      expect(await disclosure.take(caseNo, 'ask-reasons', { text: '再问' })).toMatchObject(
        refusal('reasons/already-asked'),
      );
      const delay = { days: 30, reasons: '数量大' };
      expect(await disclosure.take(caseNo, 'delay', delay)).toMatchObject(refusal('reasons/not-given'));
      await citizen.take(caseNo, 'give-reasons', { text: '学术研究' });
      const delayed = await disclosure.take(caseNo, 'delay', delay);
      expect(clockOf(delayed, 'answer')).toMatchObject({ extendedDays: 30 });
      expect(delayed.body.letters.at(-1)?.kind).toBe('delay');
      expect(await disclosure.take(caseNo, 'delay', delay)).toMatchObject(refusal('delay/already'));
      expect(await disclosure.take(caseNo, 'office-replies', { agrees: true })).toMatchObject({
        status: 409,
      });
      expect((await citizen.take(caseNo, 'withdraw', { reasons: '不需要了' })).body.status).toBe('withdrawn');
    });

    it('an unknown step is 422, an old version 412', async () => {
      const { caseNo, version } = await atWindow();
      expect(await disclosure.take(caseNo, 'accept')).toMatchObject({
        status: 422,
        body: { code: 'step/unknown' },
      });
      await disclosure.take(caseNo, 'ask-reasons', { text: '多' });
      const stale = await disclosure.take(caseNo, 'answer', { kind: 'not-held', text: '无' }, { version });
      expect(stale).toMatchObject({ status: 412, body: { code: 'case/stale-version' } });
    });
  });

  describe('what happens when nobody acts', () => {
    it('an office that stays silent agrees, on the day its term ends; an unanswered clarification is abandoned', async () => {
      await demo.moveTo('2026-04-01T09:00:00+08:00');
      const { caseNo: silent } = await atWindow();
      await disclosure.take(silent, 'consult-office', { office: 'planning' });
      await disclosure.take(silent, 'consult-third-party', { name: '示例公司' });
      const { caseNo: unclear } = await atWindow();
      await disclosure.take(unclear, 'ask-clarification', { what: '哪一年', termDays: 5 });
      await demo.moveTo('2026-04-09T23:00:00+08:00');
      expect((await citizen.get(`/api/v1/cases/${unclear}`)).body.status).toBe('clarifying');
      await demo.moveTo('2026-04-10T00:30:00+08:00');
      expect((await citizen.get(`/api/v1/cases/${unclear}`)).body).toMatchObject({
        status: 'abandoned',
        nextSteps: [],
      });
      await demo.moveTo('2026-04-30T09:00:00+08:00');
      const { body } = await disclosure.get(`/api/v1/cases/${silent}`);
      expect(
        body.timeline
          .slice(-2)
          .map(({ step, effectiveOn, actor }) => [step, effectiveOn, actor])
          .sort(),
      ).toEqual([
        ['office-stays-silent', '2026-04-23', '系统'],
        ['third-party-stays-silent', '2026-04-23', '系统'],
      ]);
      expect(body.lanes.map(({ lane, state }) => [lane, state])).toContainEqual(['office-opinion', 'agreed']);
      expect(body.clocks.find(({ name }) => name === 'answer')?.due).toBe('2026-05-25');
      expect((await disclosure.take(silent, 'answer', { kind: 'disclosed', text: '附后' })).status).toBe(200);
    });
  });

  describe('who sees a request', () => {
    it('a consulted office from the day it is asked; other offices and people never', async () => {
      const { caseNo } = await atWindow();
      const path = `/api/v1/cases/${caseNo}`;
      const company = await demo.as('company');
      const fire = await demo.as('reviewer-fire');
      for (const stranger of [planning, fire, company]) expect((await stranger.get(path)).status).toBe(404);
      for (const name of ['clerk', 'supervisor', 'leader'])
        expect((await (await demo.as(name)).get(path)).status).toBe(200);
      await disclosure.take(caseNo, 'consult-office', { office: 'planning' });
      const seen = await planning.get(path);
      expect(seen.body.nextSteps.map(({ step }) => step)).toEqual(['office-replies']);
      expect(JSON.stringify(seen.body)).not.toContain('11010519491231002X');
      expect((await fire.get(path)).status).toBe(404);
      const wanted = async () =>
        (
          await planning.get<{ items: { caseNo: string; step: string }[] }>('/api/v1/worklist?limit=200')
        ).body.items.filter((item) => item.caseNo === caseNo);
      expect(await wanted()).toMatchObject([{ step: 'office-replies' }]);
      expect(await disclosure.take(caseNo, 'consult-office', { office: 'planning' })).toMatchObject(
        refusal('consultation/running'),
      );
      expect(await disclosure.take(caseNo, 'consult-office', { office: 'moon' })).toMatchObject({
        status: 422,
      });
      await planning.take(caseNo, 'office-replies', { agrees: false, text: '涉密' });
      expect(await wanted()).toEqual([]);
      expect(await planning.take(caseNo, 'office-replies', { agrees: true })).toMatchObject(
        refusal('consultation/none'),
      );
    });
  });

  interface Register {
    items: {
      caseNo: string;
      status: string;
      subject: string | null;
      due: string | null;
      answerKind: string | null;
    }[];
    next: string | null;
  }

  describe('the register and the yearly numbers, 政府信息公开条例 45, 50', () => {
    const register = '/api/v1/information-requests';

    it('lists every request once, page by page', async () => {
      const seen: Register['items'] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { status, body }: Answer<Register> = await disclosure.get(
          `${register}?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
        );
        expect(status).toBe(200);
        seen.push(...body.items);
        cursor = body.next;
      }
      expect(new Set(seen.map(({ caseNo }) => caseNo)).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(8);
      expect(seen.every(({ subject }) => subject === '停车场项目的竣工验收文件')).toBe(true);
      const closed = await disclosure.get<Register>(
        `${register}?status=closed&from=2026-03-04&to=2026-03-31`,
      );
      expect(closed.body.items).toMatchObject([{ answerKind: 'partly-disclosed', overdue: false }]);
      expect((await disclosure.get(`${register}?cursor=x`)).status).toBe(422);
      expect((await disclosure.get(`${register}?from=yesterday`)).status).toBe(422);
    });

    it("is closed to others, and keeps the applicant's words from those who only watch", async () => {
      expect((await citizen.get(register)).status).toBe(403);
      expect((await planning.get(`${register}/statistics`)).status).toBe(403);
      const watched = await (await demo.as('supervisor')).get<Register>(register);
      expect(watched.body.items.length).toBeGreaterThan(0);
      expect(watched.body.items.every(({ subject }) => subject === null)).toBe(true);
    });

    it('every number opens its cases, and they add up', async () => {
      interface Year {
        asOf: string;
        numbers: { definition: string; version: number; value: number; cases: string[] }[];
      }
      const { body } = await head.get<Year>(`${register}/statistics?year=2026`);
      expect(body.asOf).toBe('2026-04-30');
      const value = new Map(
        body.numbers.map(({ definition, value }) => [definition.split('/')[1] ?? '', value]),
      );
      const of = (...names: string[]) =>
        names.reduce((sum, name) => sum + (value.get(name) ?? Number.NaN), 0);
      const answers = [...value.keys()].filter((name) => /^answered-(?!in-time)/.test(name));
      expect(answers).toHaveLength(12);
      expect(of('received', 'carried-over')).toBe(
        of(...answers, 'abandoned', 'withdrawn', 'carried-forward'),
      );
      expect(of('abandoned')).toBe(1);
      expect(of('withdrawn')).toBe(1);
      expect(of('extended')).toBe(1);
      expect(of('answered-partly-disclosed')).toBe(1);
      expect(of('partly-disclosed-because-third-party')).toBe(1);
      expect(of('partly-disclosed-because-not-told')).toBe(0);
      for (const { cases, value: counted, version } of body.numbers) {
        expect([cases.length, version]).toEqual([counted, 1]);
      }
      const before = await head.get<Year>(`${register}/statistics?year=2025`);
      expect(before.body.numbers.every((number) => number.value === 0)).toBe(true);
    });

    it('leaves a ledger in which every hash fits', async () => {
      expect((await verifyLedger(demo.platform.pool)).faults).toEqual([]);
    });
  });
});
