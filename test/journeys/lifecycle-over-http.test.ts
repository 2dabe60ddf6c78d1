import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(() => demo.close());

const agree = { conclusion: 'agree', opinion: '符合条件' };

describe('the lifecycle of contracts §4', () => {
  it('of a promised licence, from filing to rating', async () => {
    const filed = await fileCase(demo);
    expect(filed.status).toBe('submitted');
    const { caseNo } = filed;
    const [clerk, reviewer, approver, issuer, applicant] = await Promise.all(
      ['clerk', 'reviewer', 'approver', 'issuer', 'company'].map((name) => demo.as(name)),
    );
    const statuses: string[] = [];
    for (const [person, step, input] of [
      [clerk, 'accept', {}],
      [reviewer, 'review', agree],
      [approver, 'decide', { outcome: 'grant' }],
      [issuer, 'issue', {}],
      [issuer, 'deliver', { method: 'electronic' }],
      [applicant, 'rate', { grade: 5 }],
    ] as const) {
      const answer = await person?.take(caseNo, step, input);
      expect(answer, step).toMatchObject({ status: 200 });
      statuses.push(answer?.body.status ?? '');
    }
    expect(statuses).toEqual(['accepted', 'reviewed', 'granted', 'issued', 'closed', 'closed']);
    const { body } = (await applicant?.get(`/api/v1/cases/${caseNo}`)) ?? {};
    expect(body?.timeline.map((entry) => entry.step)).toEqual([
      'file',
      'accept',
      'review',
      'decide',
      'issue',
      'deliver',
      'rate',
    ]);
    expect(body?.licences).toHaveLength(1);
    // An officer's opinion is for staff; the applicant reads the decision.
    expect(JSON.stringify(body)).not.toContain(agree.opinion);
    expect(JSON.stringify((await approver?.get(`/api/v1/cases/${caseNo}`))?.body)).toContain(agree.opinion);
    expect(body?.letters.map((letter) => letter.kind)).toEqual(['acceptance', 'grant', 'delivery']);
    for (const letter of body?.letters ?? []) {
      const page = await applicant?.get<string>(`/api/v1/cases/${caseNo}/letters/${letter.id}`);
      expect(page?.body).toContain(letter.docNo);
    }
  });

  it('of a filing without a result document', async () => {
    const { caseNo } = await fileCase(demo, 'prepackaged-food-filing');
    await (await demo.as('clerk')).take(caseNo, 'accept');
    await (await demo.as('reviewer')).take(caseNo, 'review', agree);
    await (await demo.as('approver')).take(caseNo, 'decide', { outcome: 'grant' });
    const issued = await (await demo.as('issuer')).take(caseNo, 'issue');
    expect(issued).toMatchObject({ status: 409, body: { code: 'step/not-from-here' } });
    const delivered = await (await demo.as('clerk')).take(caseNo, 'deliver', { method: 'window' });
    expect(delivered.body).toMatchObject({ status: 'closed', licences: [] });
    expect(JSON.stringify(delivered.body)).not.toContain('行政许可法');
  });

  it('a filing is told in its own words, has a number and is published (食品安全法 35 ¶1)', async () => {
    const { caseNo } = await fileCase(demo, 'prepackaged-food-filing');
    const [clerk, approver] = await Promise.all([demo.as('clerk'), demo.as('approver')]);
    expect((await clerk.take(caseNo, 'accept')).body.statusLabel).toBe('已接收，待核对');
    await (await demo.as('reviewer')).take(caseNo, 'review', agree);
    const offered = (await approver.get(`/api/v1/cases/${caseNo}`)).body;
    expect(offered.nextSteps.find(({ step }) => step === 'decide')?.label).toBe('备案');
    const { body } = await approver.take(caseNo, 'decide', { outcome: 'grant' });
    expect([body.status, body.statusLabel]).toEqual(['granted', '已备案，待送达']);
    const told = JSON.stringify([body.timeline, body.clocks, body.letters, body.notNow, body.nextSteps]);
    expect(told).not.toMatch(/准予|受理|许可|听证|颁证/);
    const number = body.letters.at(-1)?.docNo ?? '';
    expect(number).toMatch(/^明市监备〔2026〕\d+号$/);
    const letter = await approver.get<string>(`/api/v1/cases/${caseNo}/letters/${body.letters.at(-1)?.id}`);
    for (const words of [number, '本机关予以备案', '明川经济开发区示范路20号', '实体门店'])
      expect(letter.body).toContain(words);
    expect(letter.body).not.toMatch(/准予|符合规定的条件/);
    const listed = await demo.app.inject({ method: 'GET', url: '/api/v1/filings' });
    const published = listed.json().items.find((one: { number: string }) => one.number === number);
    expect(JSON.stringify(published.content)).toContain('示例餐饮有限公司');
    // Who answers for the business is known to the office; the address of the shop is what the public looks for.
    expect(listed.body).not.toContain('张示例');
    expect((await demo.app.inject({ method: 'GET', url: '/filings' })).body).toContain(number);
    const { items } = (await clerk.get<{ items: { caseNo: string; statusLabel: string }[] }>('/api/v1/cases'))
      .body;
    expect(items.find((one) => one.caseNo === caseNo)?.statusLabel).toBe('已备案，待送达');
  });

  it('of an immediate item, decided on the spot by the clerk', async () => {
    const { caseNo } = await fileCase(demo, 'business-licence-reissue');
    const clerk = await demo.as('clerk');
    await clerk.take(caseNo, 'accept');
    const decided = await clerk.take(caseNo, 'decide', { outcome: 'grant' });
    expect(decided.body.status).toBe('granted');
    const issued = await (await demo.as('issuer')).take(caseNo, 'issue');
    expect(issued.body.status).toBe('issued');
    expect(issued.body.licences).toHaveLength(1);
  });

  it('notice, correction, send-back, suspension and extension', async () => {
    const { caseNo } = await fileCase(demo);
    const [clerk, reviewer, approver, head, applicant] = await Promise.all(
      ['clerk', 'reviewer', 'approver', 'head', 'company'].map((name) => demo.as(name)),
    );
    const notice = await clerk?.take(caseNo, 'notify-once', {
      items: [{ text: '请写明经营面积' }],
      termDays: 5,
    });
    expect(notice?.body).toMatchObject({ status: 'correcting', letters: [{ kind: 'one-time-notice' }] });
    const corrected = await applicant?.take(caseNo, 'correct', { answers: [{ item: 0, text: '80 平方米' }] });
    expect(corrected?.body.status).toBe('submitted');
    const second = await clerk?.take(caseNo, 'notify-once', { items: [{ text: '另缺图纸' }] });
    expect(second).toMatchObject({ status: 409, body: { code: 'notice/second-demand' } });
    await clerk?.take(caseNo, 'accept');
    const paused = await reviewer?.take(caseNo, 'suspend', {
      reason: 'expert-review',
      days: 5,
      notice: '需要评审',
    });
    expect(paused?.body.clocks.find((clock) => clock.name === 'decision-statutory')?.light).toBe('paused');
    await reviewer?.take(caseNo, 'resume');
    const extended = await head?.take(caseNo, 'extend', { days: 10, reasons: '情况复杂' });
    expect(extended?.body.letters.map((letter) => letter.kind)).toContain('extension');
    await reviewer?.take(caseNo, 'review', agree);
    const back = await approver?.take(caseNo, 'send-back', { to: 'review', reasons: '核实面积' });
    expect(back?.body.status).toBe('reviewing');
    await reviewer?.take(caseNo, 'review', { conclusion: 'disagree', opinion: '不符合' });
    const denied = await approver?.take(caseNo, 'decide', { outcome: 'deny', reasons: '场所不符合要求' });
    expect(denied?.body.letters.at(-1)?.kind).toBe('denial');
  });

  it('leaves a ledger in which every hash fits, and consecutive document numbers', async () => {
    const clerk = await demo.as('clerk');
    for (const { caseNo } of [await fileCase(demo), await fileCase(demo)]) await clerk.take(caseNo, 'accept');
    const verdict = await verifyLedger(demo.platform.pool);
    expect(verdict.faults).toEqual([]);
    expect(verdict.facts).toBeGreaterThanOrEqual(4);
    const { rows } = await demo.owner.query(
      `select kind, array_agg(number order by number) as numbers from cases.letter group by kind`,
    );
    expect(rows.map(({ kind }) => kind)).toContain('acceptance');
    for (const { numbers } of rows) {
      expect(numbers).toEqual(numbers.map((_number: number, index: number) => index + 1));
    }
  });
});

describe('a letter', () => {
  it('keeps the day it told of, and says when that day may still move', async () => {
    const late = await startDemonstration('2026-12-25T09:00:00+08:00');
    try {
      const { caseNo } = await fileCase(late);
      const { body } = await (await late.as('clerk')).take(caseNo, 'accept');
      const page = await (await late.as('company')).get<string>(
        `/api/v1/cases/${caseNo}/letters/${body.letters[0]?.id}`,
      );
      expect(page.body).toContain('（暂定）');
    } finally {
      await late.close();
    }
  });
});
