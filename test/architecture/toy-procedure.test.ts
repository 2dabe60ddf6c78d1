import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaseView, casesCapability } from '../../src/capabilities/cases/public.ts';
import { issueLicence } from '../../src/capabilities/licences/public.ts';
import { createLicensingModule } from '../../src/capabilities/licensing/public.ts';
import { capabilities } from '../../src/capabilities.ts';
import { type Demonstration, fileCase, sampleFiling, startDemonstration } from '../support/demonstration.ts';
import { toyModule } from './toy-procedure.fixture.ts';

const licensing = createLicensingModule({ issueLicence });

/** The installation with one more procedure beside its own: a file, and its place in this list. */
const withToy = capabilities.map((one) =>
  one.name === 'cases' ? casesCapability([licensing, toyModule], () => '') : one,
);

let demonstration: Demonstration;
let opened: CaseView;

beforeAll(async () => {
  demonstration = await startDemonstration('2026-03-02T09:00:00+08:00', withToy);
  const company = await demonstration.as('company');
  const filing = await sampleFiling(company, 'food-business-licence', { procedure: 'toy' });
  const { status, body } = await company.post('/api/v1/cases', filing);
  expect(status, JSON.stringify(body)).toBe(201);
  opened = body;
});
afterAll(() => demonstration.close());

const work = async (username: string) => {
  const person = await demonstration.as(username);
  const { body } = await person.get<{ items: { caseNo: string; step: string; stepLabel: string }[] }>(
    '/api/v1/worklist',
  );
  return body.items
    .filter((item) => item.caseNo === opened.caseNo)
    .map(({ step, stepLabel }) => ({ step, stepLabel }));
};

/** One journey: each test goes on from where the one before came to. */
describe('a procedure in one file', { shuffle: false }, () => {
  it('opens under its own words, and stands with the post whose turn it is', async () => {
    expect(opened).toMatchObject({ procedure: 'toy', status: 'submitted', statusLabel: '已提交，待转办' });
    expect(await work('clerk')).toEqual([{ step: 'pass-on', stepLabel: '转办' }]);
    expect(await work('reviewer')).toEqual([]);
  });

  it('leaves the procedures beside it alone', async () => {
    const licence = await fileCase(demonstration);
    expect(licence).toMatchObject({ procedure: 'licensing', status: 'submitted' });
    const { body } = await (await demonstration.as('clerk')).get<{ items: { step: string }[] }>(
      '/api/v1/worklist',
    );
    expect(body.items.map(({ step }) => step).sort()).toEqual(['accept', 'pass-on']);
  });

  it('says why a step is not open, in the words of its lanes', async () => {
    const company = await demonstration.as('company');
    const { status, body } = await company.take(opened.caseNo, 'thank');
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'step/not-from-here',
      detail: '办件目前“已提交，待转办”，不能办理“致谢”。',
      needed: '需要：建议“已转办”或“已催办”，且各部门的答复均为“已答复”。',
      basis: '《建议办理办法》（示范）',
    });
  });

  it('starts a clock that can explain itself', async () => {
    const clerk = await demonstration.as('clerk');
    const { status, body } = await clerk.take(opened.caseNo, 'pass-on');
    expect(status).toBe(200);
    expect(body.clocks).toMatchObject([{ name: 'reply', due: '2026-03-05', light: 'warning' }]);
    const { body: explained } = await clerk.get<{ lines: unknown[] }>(
      `/api/v1/cases/${opened.caseNo}/clocks/reply`,
    );
    expect(explained.lines.length).toBeGreaterThan(0);
    expect(await work('clerk')).toEqual([]);
    expect(await work('reviewer')).toEqual([{ step: 'answer', stepLabel: '答复' }]);
  });

  it('keeps a step to those whose it is, and its input to its schema', async () => {
    const clerk = await demonstration.as('clerk');
    const reviewer = await demonstration.as('reviewer');
    const refusals = [
      await clerk.take(opened.caseNo, 'answer', { text: '采纳，理由如下，下月起实施。' }),
      await reviewer.take(opened.caseNo, 'applaud'),
      await reviewer.take(opened.caseNo, 'answer', {}),
      await reviewer.take(opened.caseNo, 'answer', { text: '知道了' }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'step/forbidden'],
      [422, 'step/unknown'],
      [422, 'input/invalid'],
      [409, 'answer/too-short'],
    ]);
  });

  it('acts by itself when the clock has run out', async () => {
    await demonstration.moveTo('2026-03-06T08:00:00+08:00');
    const { body } = await (await demonstration.as('company')).get(`/api/v1/cases/${opened.caseNo}`);
    expect(body.status).toBe('reminded');
    expect(body.clocks).toMatchObject([{ name: 'reply', light: 'overdue' }]);
    expect(body.timeline.at(-1)).toMatchObject({
      step: 'remind',
      actor: '系统',
      basis: [{ kind: 'internal' }],
    });
  });

  it('ends with its whole story told', async () => {
    const reviewer = await demonstration.as('reviewer');
    const company = await demonstration.as('company');
    await reviewer.take(opened.caseNo, 'answer', { text: '采纳，下月起延长窗口服务时间。' });
    const { status, body } = await company.take(opened.caseNo, 'thank');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'thanked', statusLabel: '已办结', nextSteps: [] });
    expect(body.timeline.map(({ version, step, note }) => ({ version, step, note }))).toEqual([
      { version: 1, step: 'file', note: '提出建议。' },
      { version: 2, step: 'pass-on', note: '转有关部门办理。' },
      { version: 3, step: 'remind', note: '逾期未答复，已催办。' },
      { version: 4, step: 'answer', note: '已答复：采纳，下月起延长窗口服务时间。' },
      { version: 5, step: 'thank', note: '申请人致谢，办理结束。' },
    ]);
    expect(await work('reviewer')).toEqual([]);
  });
});
