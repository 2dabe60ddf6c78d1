/**
 * One row for every public thread in which users of another workflow engine report that sending back, parallel offices,
 * timers or load broke their cases. Each says what was reported, and shows what happens here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCases } from '../../src/capabilities/cases/public.ts';
import { fourOffices } from '../../src/capabilities/licensing/items.fixture.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { applicant, at, clerk, ImaginedCase } from '../../src/kernel/procedure/imagined-case.fixture.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';

const agree = { conclusion: 'agree', opinion: '符合条件' };
const offices = fourOffices.reviewOffices;
const reviewer = (office: string) => at('reviewer', office);
const approver = at('approver');

const accepted = () =>
  new ImaginedCase(licensing, fourOffices).file('2025-09-01').take('accept', '2025-09-01', clerk);

function reviewed(): ImaginedCase {
  const made = accepted();
  for (const office of offices) made.take('review', '2025-09-05', reviewer(office), agree);
  return made;
}

const reviewing = (made: ImaginedCase, on: string) =>
  made
    .duties(on)
    .filter(({ step }) => step === 'review')
    .map(({ office }) => office);

describe('ruoyi-vue-pro, sending back', () => {
  it('#668: sent back out of a countersigning of several, the case is lost — here every office has its work again', () => {
    const made = reviewed().take('send-back', '2025-09-08', approver, { to: 'review', reasons: '复核' });
    expect(reviewing(made, '2025-09-08')).toEqual(offices);
    expect(made.status).toBe('reviewing');
  });

  it('#727: sent back to a stage of several, no new task is made — here each of the several has one', () => {
    const made = reviewed().take('send-back', '2025-09-08', approver, { to: 'materials', reasons: '材料' });
    expect(reviewing(made, '2025-09-08')).toEqual(offices);
    expect(made.status).toBe('accepted');
    for (const office of offices) made.take('review', '2025-09-09', reviewer(office), agree);
    expect(made.status).toBe('reviewed');
  });

  it('#867: parallel tasks cannot be sent back — here one is, and the others go on as they stood', () => {
    const made = accepted()
      .take('review', '2025-09-05', reviewer('fire'), agree)
      .take('send-back', '2025-09-08', approver, { to: 'review', office: 'fire', reasons: '复核' });
    expect(reviewing(made, '2025-09-08').toSorted()).toEqual(offices.toSorted());
    made.take('review', '2025-09-08', reviewer('health'), agree);
    expect(made.state.lanes.review).toMatchObject({ fire: 'working', health: 'agreed', planning: 'waiting' });
  });

  // The thread itself could not be read; it is cited for sending back among parallel approvers with timers.
  it('#917: sending back among parallel approvers with timers — here timers are clocks, and each goes on as it should', () => {
    const made = accepted()
      .take('suspend', '2025-09-03', reviewer('health'), { reason: 'testing', days: 5, notice: '检测' })
      .take('review', '2025-09-05', reviewer('fire'), agree);
    const before = made.clock('decision-statutory').due;
    made.take('send-back', '2025-09-08', approver, { to: 'review', office: 'fire', reasons: '复核' });
    expect(made.clock('decision-statutory')).toMatchObject({ due: before, pauses: [{ to: null }] });
    expect(made.clock('review', 'fire')).toMatchObject({
      startedOn: '2025-09-08',
      stoppedOn: null,
      pauses: [],
    });
    expect(made.clock('review', 'health').startedOn).toBe('2025-09-01');
  });

  it('#1018: the reminder of a stage is gone when it is entered again — here its limit runs anew, and turns red again', () => {
    const made = accepted().take('review', '2025-09-05', reviewer('fire'), agree);
    expect(made.clock('review', 'fire').stoppedOn).toBe('2025-09-05');
    made.take('send-back', '2025-09-08', approver, { to: 'review', office: 'fire', reasons: '复核' });
    const { due } = made.clock('review', 'fire');
    expect(due).toBe('2025-09-28');
    const lightOf = (day: string) => made.light('review', day, 'fire');
    expect(['2025-09-24', '2025-09-28', '2025-09-29'].map(lightOf)).toEqual([
      'warning',
      'warning',
      'overdue',
    ]);
  });

  it('#1128: sent back to the applicant, the case waits for her approval or skips her — here she corrects, and the clerk decides', () => {
    const made = new ImaginedCase(licensing, fourOffices)
      .file('2025-09-01')
      .take('notify-once', '2025-09-02', clerk, { items: [{ text: '写明面积' }] });
    expect(made.status).toBe('correcting');
    expect(made.duties('2025-09-02')).toEqual([]);
    made.take('correct', '2025-09-03', applicant, { answers: [{ item: 0, text: '80 平方米' }] });
    // Nothing is passed over: it is for the clerk to accept, and her five days run anew.
    expect(made.status).toBe('submitted');
    expect(made.duties('2025-09-03')).toMatchObject([{ role: 'clerk', step: 'accept' }]);
    expect(made.clock('one-time-notice').startedOn).toBe('2025-09-03');
  });
});

describe('Flowable, sending back', () => {
  it('#1222: going back a step was asked for and is not there — here it is a step as any other, and says what stands', () => {
    const made = reviewed();
    expect(made.open('2025-09-08', approver)).toContain('send-back');
    made.take('send-back', '2025-09-08', approver, { to: 'review', office: 'fire', reasons: '复核' });
    expect(made.facts.at(-1)).toMatchObject({
      kind: 'sent-back',
      basis: [{ kind: 'internal' }],
      data: { survives: expect.arrayContaining(['acceptance', 'clocks', 'review/health']) },
    });
    expect(made.open('2025-09-08', reviewer('fire'))).toContain('review');
  });
});

describe('over HTTP', () => {
  let demonstration: Demonstration;
  beforeAll(async () => {
    demonstration = await startDemonstration('2026-03-02T09:00:00+08:00');
  });
  afterAll(() => demonstration.close());
  const people = ['reviewer', 'reviewer-public-security', 'reviewer-fire', 'reviewer-health'];

  async function acceptedHotel(): Promise<string> {
    const { caseNo } = await fileCase(demonstration, 'hotel-opening');
    await (await demonstration.as('clerk')).take(caseNo, 'accept');
    return caseNo;
  }

  it('ruoyi-vue-pro #1134: pages are cut before they are filtered — here a page is full as long as there is more', async () => {
    const mine = [await acceptedHotel(), await acceptedHotel(), await acceptedHotel()];
    const hers = [await acceptedHotel(), await acceptedHotel()];
    const head = await demonstration.as('head');
    const second = await demonstration.as('reviewer2');
    const { body: who } = await second.get<{ actor: { id: string } }>('/api/v1/sessions/current');
    for (const caseNo of hers) await head.take(caseNo, 'assign', { officer: who.actor.id });
    const pageOf = async (username: string, cursor: string) => {
      const person = await demonstration.as(username);
      const more = cursor && `&cursor=${cursor}`;
      return (
        await person.get<{ items: { caseNo: string }[]; next: string | null }>(
          `/api/v1/worklist?limit=2&step=review${more}`,
        )
      ).body;
    };
    const first = await pageOf('reviewer', '');
    expect(first.items).toHaveLength(2);
    const rest = await pageOf('reviewer', first.next ?? '');
    const seen = [...first.items, ...rest.items].map(({ caseNo }) => caseNo);
    expect(seen.toSorted()).toEqual(mine.toSorted());
    expect(rest.next).toBeNull();
  });

  it('ruoyi-vue-pro #1146: something can be written by nobody — here nobody writes a step or a document', async () => {
    const caseNo = await acceptedHotel();
    for (const url of [
      `/api/v1/cases/${caseNo}/steps`,
      '/api/v1/documents',
      '/api/v1/cases',
      '/api/v1/absences',
    ]) {
      const answer = await demonstration.app.inject({ method: 'POST', url, payload: {} });
      expect(answer.statusCode, url).toBe(401);
    }
    const { body } = await (await demonstration.as('clerk')).get(`/api/v1/cases/${caseNo}`);
    expect(body.version).toBe(2);
  });

  it('Flowable #2422: under load a job runs twice — here a limit that ran out acts once, however many come to see', async () => {
    const filed = await Promise.all(
      Array.from({ length: 10 }, () => fileCase(demonstration, 'hotel-opening')),
    );
    const cases = createCases(demonstration.platform);
    const company = await demonstration.as('company');
    const again = async (act: () => Promise<unknown>) => {
      for (let time = 0; time < 6; time++) await act();
    };
    // While the clock moves on, the task and everybody who looks find the limits run out, all at the same time.
    await Promise.all([
      demonstration.moveTo('2026-03-12T09:00:00+08:00'),
      ...Array.from({ length: 4 }, () => again(() => cases.settleDue())),
      ...filed.map(({ caseNo }) => again(() => company.get(`/api/v1/cases/${caseNo}`))),
    ]);
    for (const { caseNo } of filed) {
      const { body } = await company.get(`/api/v1/cases/${caseNo}`);
      expect(body.timeline.map(({ step }) => step)).toEqual(['file', 'accept']);
      expect(body.letters).toHaveLength(1);
    }
  });

  it('Flowable #3626: parallel completions lock each other out — here four offices conclude twelve cases at once', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, acceptedHotel));
    const answers = await Promise.all(
      cases.flatMap((caseNo) =>
        people.map(async (name) => (await demonstration.as(name)).take(caseNo, 'review', agree)),
      ),
    );
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
    for (const caseNo of cases) {
      const { body } = await (await demonstration.as('approver')).get(`/api/v1/cases/${caseNo}`);
      expect(body.status).toBe('reviewed');
      expect(body.timeline.filter(({ step }) => step === 'review')).toHaveLength(4);
    }
  });

  it('Flowable #4016: completed in one go, tasks deadlock and some are lost — here each is done once or told why not', async () => {
    const caseNo = await acceptedHotel();
    const twice = [...people, ...people];
    const answers = await Promise.all(
      twice.map(async (name) => (await demonstration.as(name)).take(caseNo, 'review', agree)),
    );
    const told = answers.map(({ status, body }) => (status === 200 ? 'done' : `${status} ${body.code}`));
    expect(told.filter((one) => one === 'done')).toHaveLength(4);
    expect(told.filter((one) => one === '409 step/not-from-here')).toHaveLength(4);
    expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
  });
});
