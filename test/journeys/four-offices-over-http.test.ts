/**
 * A case of four departments over HTTP: one pauses for expert review, one takes its conclusion back, one is sent back, and
 * it ends on the day it should. Beside it: who has it, who stands in, who urges, what is moved to a newer version.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hotelOpening } from '../../src/capabilities/catalogue/items/hotel-opening.ts';
import { keepItems } from '../../src/capabilities/catalogue/keep-items.ts';
import { demonstrationOrganisation } from '../../src/capabilities/organisation/demonstration-organisation.ts';
import { importOrganisation } from '../../src/capabilities/organisation/public.ts';
import { dueByWalking } from '../combinations/day-counting.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';

let demonstration: Demonstration;
/** Of the tests beside it alone: days pass in one, offices change in another. */
function ownDemonstration(day: string): void {
  beforeAll(async () => {
    demonstration = await startDemonstration(`${day}T09:00:00+08:00`);
  });
  afterAll(() => demonstration.close());
}

const agree = { conclusion: 'agree', opinion: '符合要求' };
const on = (day: string) => demonstration.moveTo(`${day}T09:00:00+08:00`);
const take = async (username: string, caseNo: string, step: string, input: object = {}) => {
  const answer = await (await demonstration.as(username)).take(caseNo, step, input);
  expect(answer.status, `${username} ${step}: ${JSON.stringify(answer.body).slice(0, 400)}`).toBe(200);
  return answer.body;
};
const seenBy = async (username: string, caseNo: string) =>
  (await (await demonstration.as(username)).get(`/api/v1/cases/${caseNo}`)).body;

async function accepted(): Promise<string> {
  const { caseNo } = await fileCase(demonstration, 'hotel-opening');
  await take('clerk', caseNo, 'accept');
  return caseNo;
}

const work = async (username: string, caseNo: string) => {
  const person = await demonstration.as(username);
  const { body } = await person.get<{
    items: { caseNo: string; step: string; urgedOn: string; officer: string }[];
  }>('/api/v1/worklist?limit=200');
  return body.items.filter((item) => item.caseNo === caseNo);
};

describe('four departments from filing to delivery', () => {
  ownDemonstration('2026-03-02');

  it('end where they should, and the timeline says how', async () => {
    const caseNo = await accepted();
    const dueOf = async (name: string) =>
      (await seenBy('approver', caseNo)).clocks.find(
        (clock) => clock.name === name && clock.laneName === null,
      )?.due;
    expect(await dueOf('decision-statutory')).toBe(dueByWalking('2026-03-02', 45));
    expect(await dueOf('decision-promised')).toBe(dueByWalking('2026-03-02', 20));

    await on('2026-03-03');
    await take('reviewer-public-security', caseNo, 'review', agree);
    await on('2026-03-04');
    const paused = await take('reviewer-fire', caseNo, 'suspend', {
      reason: 'expert-review',
      days: 5,
      notice: '消防设计需要专家评审',
    });
    expect(paused.lanes.find(({ instance }) => instance === 'fire')).toMatchObject({
      note: '专家评审中，暂停计时',
    });
    expect(paused.letters.at(-1)?.kind).toBe('time-needed');
    await on('2026-03-05');
    await take('reviewer-health', caseNo, 'review', agree);
    await on('2026-03-06');
    await take('reviewer-health', caseNo, 'withdraw-conclusion', { reasons: '漏看了客房通风检测报告' });
    await on('2026-03-09');
    await take('reviewer-health', caseNo, 'review', agree);
    await on('2026-03-10');
    await take('reviewer-fire', caseNo, 'resume');
    // (03-04, 03-10] are four working days that do not count; the health bureau worked all the while.
    const left = [{ from: '2026-03-04', to: '2026-03-10' }];
    expect(await dueOf('decision-statutory')).toBe(dueByWalking('2026-03-02', 45, left));
    await take('reviewer-fire', caseNo, 'review', agree);
    const reviewed = await take('reviewer', caseNo, 'review', agree);
    expect(reviewed.status).toBe('reviewed');
    const late = await (await demonstration.as('reviewer-health')).take(caseNo, 'withdraw-conclusion', {
      reasons: '再看',
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'conclusion/join-passed' } });

    await on('2026-03-12');
    const back = await take('approver', caseNo, 'send-back', {
      to: 'review',
      offices: ['public-security'],
      reasons: '登记系统尚未联网',
    });
    expect(back.status).toBe('reviewing');
    expect(back.waitingFor.map(({ office }) => office)).toEqual(['public-security']);
    expect(await work('reviewer-fire', caseNo)).toEqual([]);
    expect(await work('reviewer-public-security', caseNo)).toMatchObject([{ step: 'review' }]);
    await on('2026-03-13');
    await take('reviewer-public-security', caseNo, 'review', agree);
    await on('2026-03-16');
    await take('approver', caseNo, 'decide', { outcome: 'grant' });
    const closed = await take('clerk', caseNo, 'deliver', { method: 'window' });
    expect(closed.status).toBe('closed');
    expect((await seenBy('approver', caseNo)).timeline.map(({ step, note }) => [step, note])).toEqual([
      ['file', '网上提交申请。'],
      [
        'accept',
        '予以受理，由明川经济开发区市场监督管理局、明川经济开发区公安分局、明川经济开发区消防救援大队、明川经济开发区卫生健康局审查。',
      ],
      ['review', '明川经济开发区公安分局审查，同意：符合要求。'],
      [
        'suspend',
        '明川经济开发区消防救援大队开始专家评审，预计需要 5 个工作日，其间暂停计算期限：消防设计需要专家评审。',
      ],
      ['review', '明川经济开发区卫生健康局审查，同意：符合要求。'],
      [
        'withdraw-conclusion',
        '明川经济开发区卫生健康局撤回已经作出的审查结论，重新审查。理由：漏看了客房通风检测报告。其他部门的结论和各项时限不变。',
      ],
      ['review', '明川经济开发区卫生健康局审查，同意：符合要求。'],
      ['resume', '明川经济开发区消防救援大队的特别程序结束，恢复计算期限。'],
      ['review', '明川经济开发区消防救援大队审查，同意：符合要求。'],
      ['review', '明川经济开发区市场监督管理局审查，同意：符合要求。'],
      [
        'send-back',
        '退回明川经济开发区公安分局重新审查。理由：登记系统尚未联网。受理、各项时限和明川经济开发区市场监督管理局、明川经济开发区消防救援大队、明川经济开发区卫生健康局的审查情况不变。',
      ],
      ['review', '明川经济开发区公安分局审查，同意：符合要求。'],
      ['decide', '决定准予。'],
      ['deliver', '办理结果已送达，方式：窗口当场送达。办件办结。'],
    ]);
    // The applicant reads what happened, not what the officers wrote to each other.
    const told = JSON.stringify((await seenBy('company', caseNo)).timeline);
    for (const internal of ['符合要求', '漏看了', '登记系统']) expect(told).not.toContain(internal);
  });
});

describe('four departments beside each other', () => {
  ownDemonstration('2026-03-16');

  it('are extended by the leader of the government by fifteen working days, and by nobody else', async () => {
    const caseNo = await accepted();
    const head = await (await demonstration.as('head')).take(caseNo, 'extend', { days: 10, reasons: '复杂' });
    expect(head.status).toBe(403);
    const tooLong = await (await demonstration.as('leader')).take(caseNo, 'extend', {
      days: 16,
      reasons: '复杂',
    });
    expect(tooLong).toMatchObject({ status: 409, body: { code: 'extension/too-long' } });
    const extended = await take('leader', caseNo, 'extend', { days: 15, reasons: '四部门意见需要协调' });
    const clock = extended.clocks.find(({ name }) => name === 'decision-statutory');
    expect(clock).toMatchObject({ extendedDays: 15, due: dueByWalking('2026-03-16', 60) });
  });

  it('ask an office that does not decide, which sees the case with masks and answers without being waited for', async () => {
    const caseNo = await accepted();
    const stranger = await demonstration.as('reviewer-emergency');
    expect((await stranger.get(`/api/v1/cases/${caseNo}`)).status).toBe(404);
    await take('reviewer-fire', caseNo, 'consult-office', {
      office: 'emergency',
      question: '周边有无重大危险源',
    });
    const asked = await seenBy('reviewer-emergency', caseNo);
    expect(asked.nextSteps.map(({ step }) => step)).toEqual(['office-replies']);
    expect(asked.form).toEqual({});
    expect(asked.clocks.find(({ name }) => name === 'consultation')).toMatchObject({
      against: 'outside',
      due: dueByWalking('2026-03-16', 5),
    });
    const answered = await take('reviewer-emergency', caseNo, 'office-replies', { text: '没有' });
    expect(answered.lanes).toContainEqual(expect.objectContaining({ instance: 'emergency', state: 'given' }));
  });

  it('list what they see, also when nothing is left for them to do', async () => {
    const lists = async (username: string, query: string) => {
      const { body } = await (await demonstration.as(username)).get<{ items: { caseNo: string }[] }>(
        `/api/v1/cases?limit=200${query}`,
      );
      return body.items.map((item) => item.caseNo);
    };
    const caseNo = await accepted();
    await take('reviewer-public-security', caseNo, 'review', agree);
    for (const username of ['reviewer-public-security', 'reviewer-fire', 'leader', 'approver', 'clerk']) {
      expect(await lists(username, ''), username).toContain(caseNo);
      expect(await lists(username, `&q=${caseNo}`), username).toEqual([caseNo]);
    }
    expect(await lists('reviewer-emergency', `&q=${caseNo}`)).toEqual([]);
    await take('reviewer-fire', caseNo, 'consult-office', { office: 'emergency', question: '有无意见' });
    await take('reviewer-emergency', caseNo, 'office-replies', { text: '没有' });
    expect(await lists('reviewer-emergency', `&q=${caseNo}`)).toEqual([caseNo]);
    const pages = await lists('reviewer-fire', '');
    expect(pages).toEqual([...new Set(pages)]);
  });

  it('are named where one cannot be sent back to, and an office that is no part of it is refused at its place', async () => {
    const caseNo = await accepted();
    await take('reviewer-fire', caseNo, 'review', agree);
    const wrong = await (await demonstration.as('approver')).take(caseNo, 'send-back', {
      to: 'review',
      offices: ['fire', 'education'],
      reasons: '看',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toMatchObject([{ pointer: '/input/offices/1' }]);
    const offer = (await seenBy('approver', caseNo)).nextSteps.find(({ step }) => step === 'send-back');
    expect(offer?.input).toMatchObject({
      properties: {
        offices: {
          items: {
            enum: ['market-regulation', 'public-security', 'fire', 'health'],
            'x-labels': { fire: '明川经济开发区消防救援大队' },
          },
        },
      },
    });
  });
});

describe('people', () => {
  ownDemonstration('2026-03-16');

  const idOf = async (username: string) => {
    const person = await demonstration.as(username);
    return (await person.get<{ actor: { id: string } }>('/api/v1/sessions/current')).body.actor.id;
  };

  it('urge, which stands on the worklist until the case has moved', async () => {
    const caseNo = await accepted();
    await take('company', caseNo, 'urge', { text: '旺季快到了' });
    expect(await work('reviewer-fire', caseNo)).toMatchObject([{ step: 'review', urgedOn: '2026-03-16' }]);
    const again = await (await demonstration.as('company')).take(caseNo, 'urge');
    expect(again).toMatchObject({ status: 409, body: { code: 'urging/today' } });
    await take('supervisor', caseNo, 'urge', { office: 'health' });
    await take('reviewer-fire', caseNo, 'review', agree);
    expect(await work('reviewer-fire', caseNo)).toEqual([]);
    expect(await work('reviewer-health', caseNo)).toMatchObject([{ urgedOn: '2026-03-16' }]);
  });

  it('are given a case: it leaves the list of the others at the post, who are told whose it is', async () => {
    const caseNo = await accepted();
    await take('head', caseNo, 'assign', { officer: await idOf('reviewer2') });
    expect(await work('reviewer', caseNo)).toEqual([]);
    expect(await work('reviewer2', caseNo)).toMatchObject([{ officer: '审查示例二' }]);
    const other = await (await demonstration.as('reviewer')).take(caseNo, 'review', agree);
    expect(other).toMatchObject({ status: 409, body: { code: 'assignment/other-officer' } });
    await take('reviewer2', caseNo, 'review', agree);
  });

  it('stand in for an absent colleague for dated days, and the fact says for whom', async () => {
    const caseNo = await accepted();
    const [away, deputy] = await Promise.all([idOf('reviewer'), idOf('reviewer2')]);
    await take('head', caseNo, 'assign', { officer: away });
    const head = await demonstration.as('head');
    const recorded = await head.post<{ id: string }>('/api/v1/absences', {
      person: away,
      deputy,
      from: '2026-03-16',
      to: '2026-03-20',
    });
    expect(recorded.status, JSON.stringify(recorded.body)).toBe(201);
    // A session remembers its posts for a few seconds; a new one knows them at once.
    const { status, body } = await signedInAnew('reviewer2', caseNo, 'review', agree);
    expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
    expect(body.timeline.at(-1)?.actor).toBe('审查示例二（代审查示例一）');
    const { rows } = await demonstration.owner.query(
      `select actor from ledger.fact where subject_type = 'case' and kind = 'reviewed' order by recorded_at desc limit 1`,
    );
    expect(rows[0].actor).toMatchObject({ person: deputy, standsInFor: away, office: 'market-regulation' });
    const twice = await head.post('/api/v1/absences', { person: away, from: '2026-03-18', to: '2026-03-19' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'absence/overlap' } });
    const ended = await head.post(`/api/v1/absences/${recorded.body.id}/end`, {});
    expect(ended).toMatchObject({ status: 200, body: { returnedOn: '2026-03-16' } });
  });

  async function signedInAnew(username: string, caseNo: string, step: string, input: object) {
    const { app } = demonstration;
    const session = await app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { username, password: 'mingchuang' },
    });
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/cases/${caseNo}/steps`,
      headers: { authorization: `Bearer ${session.json().token}` },
      payload: { step, input },
    });
    return { status: answer.statusCode, body: answer.json() };
  }
});

describe('while a case is under way', () => {
  ownDemonstration('2026-03-16');

  it('its item changes, and it goes on as it was until somebody moves it', async () => {
    const caseNo = await accepted();
    const changed = {
      ...hotelOpening,
      materials: hotelOpening.materials.filter(({ materialCode }) => materialCode !== 'security-rules'),
      limits: { ...hotelOpening.limits, promised: { ...hotelOpening.limits.promised, days: 15 } },
    };
    await keepItems(demonstration.platform, [changed], 'declared');
    const before = await seenBy('approver', caseNo);
    expect(before.itemVersion).toBe(1);
    const moved = await movedOnceKnown(caseNo);
    expect(moved).toMatchObject({ itemVersion: 2, formVersion: 1 });
    expect(moved.clocks.map(({ due }) => due)).toEqual(before.clocks.map(({ due }) => due));
    expect((await seenBy('approver', caseNo)).timeline.at(-1)?.note).toBe(
      '转按事项第 2 版（原第 1 版）继续办理，已经开始计算的期限不变：承诺时限调整。',
    );
    await take('reviewer-fire', caseNo, 'review', agree);
  });

  /** The catalogue of a process is a few seconds old; until it knows the new version, nothing is offered. */
  async function movedOnceKnown(caseNo: string) {
    for (;;) {
      const { nextSteps } = await seenBy('catalogue', caseNo);
      if (nextSteps.some(({ step }) => step === 'move-version')) break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return take('catalogue', caseNo, 'move-version', { reasons: '承诺时限调整' });
  }

  it('an office is renamed: what it did keeps its name of that day; another ends, and its successor goes on', async () => {
    const caseNo = await accepted();
    await take('reviewer-fire', caseNo, 'review', agree);
    await on('2026-03-17');
    const offices = demonstrationOrganisation.offices.map((office) => ({
      ...office,
      ...(office.id === 'fire' ? { name: '明川经济开发区消防救援支队' } : {}),
      ...(office.id === 'public-security'
        ? { successor: { office: 'emergency', basis: '机构改革方案（示范）', from: '2026-03-17' } }
        : {}),
    }));
    await importOrganisation(demonstration.platform, { ...demonstrationOrganisation, offices, staff: [] });
    await onceKnown(
      async () => (await demonstration.as('company')).get(`/api/v1/cases/${caseNo}`),
      'hand-over',
    );
    const seen = await seenBy('approver', caseNo);
    expect(seen.lanes.map(({ instanceLabel, state }) => `${instanceLabel} ${state}`)).toEqual([
      '办件 accepted',
      '明川经济开发区市场监督管理局 waiting',
      '明川经济开发区消防救援支队 agreed',
      '明川经济开发区卫生健康局 waiting',
      '明川经济开发区应急管理局 waiting',
    ]);
    const [review, over] = seen.timeline.slice(-2);
    expect(review).toMatchObject({ office: 'fire', officeName: '明川经济开发区消防救援大队' });
    expect(over).toMatchObject({
      step: 'hand-over',
      actor: '系统',
      note: '明川经济开发区公安分局已经撤并，由明川经济开发区应急管理局继续办理；已有的结论、时限和特别程序不变。',
      basis: [{ kind: 'local', ref: '机构改革方案（示范）' }],
    });
    await take('reviewer-emergency', caseNo, 'review', agree);
  });

  async function onceKnown(look: () => Promise<{ body: { timeline: { step: string }[] } }>, step: string) {
    while (!(await look()).body.timeline.some((entry) => entry.step === step)) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
});
