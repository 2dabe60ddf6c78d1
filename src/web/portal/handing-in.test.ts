import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  company,
  type Demonstration,
  fileCase,
  startDemonstration,
} from '../../../test/support/demonstration.ts';
import { type PageVisitor, visitPages } from './page-visitor.fixture.ts';

let demo: Demonstration;
let visitor: PageVisitor;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-02T09:30:00+08:00');
  visitor = await visitPages(demo.app, 'company');
});
afterAll(() => demo.close());

const pdf = { name: '文件.pdf', content: '%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n' };

/** A form as a page sends it. */
function asSent(answers: object): Record<string, string | string[]> {
  const word = (value: unknown) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));
  const fields = Object.entries(answers).flatMap(([name, value]): [string, string | string[]][] => {
    if (Array.isArray(value)) return [[name, value.map(String)]];
    if (value === null || typeof value !== 'object') return [[name, word(value)]];
    return Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, word(one)]);
  });
  return { ...Object.fromEntries(fields), _asked: Object.keys(answers).join(' ') };
}

describe('correcting', () => {
  async function noticed() {
    const filed = await fileCase(demo);
    await (await demo.as('clerk')).take(filed.caseNo, 'notify-once', {
      items: [{ text: '请说明经营场所' }, { text: '补交布局图', materialCode: 'layout-plan' }],
    });
    return { page: `/my/cases/${filed.caseNo}`, caseNo: filed.caseNo, form: filed.form };
  }
  const formOf = async (caseNo: string) =>
    (await (await demo.as('company')).get(`/api/v1/cases/${caseNo}`)).body.form;

  test('the form is corrected with the rest, and the answers can be read afterwards', async () => {
    const { page, caseNo, form } = await noticed();
    expect((await visitor.get(`${page}/correct`)).text).toContain('更正申请表');
    const sent = { ...asSent(form), premisesName: '改名小馆', 'answer.0': '在二层' };
    expect((await visitor.upload(`${page}/correct`, {}, sent)).location).toBe(`${page}?done=correct`);
    expect(await formOf(caseNo)).toEqual({ ...form, premisesName: '改名小馆' });
    expect((await visitor.get(page)).text).toContain('您的答复：在二层');
  });

  test('a form sent unchanged is no correction', async () => {
    const { page, form } = await noticed();
    const { text } = await visitor.follow(await visitor.upload(`${page}/correct`, {}, asSent(form)));
    expect(text).toContain('请至少补交一项');
  });

  test('an error of the form stands at its field, and what was uploaded is not asked for again', async () => {
    const { page, caseNo, form } = await noticed();
    const wrong = { ...asSent(form), premisesArea: '八十六' };
    const files = { 'file.material.layout-plan': pdf };
    const refused = await visitor.follow(await visitor.upload(`${page}/correct`, files, wrong));
    expect(refused.html).toContain('value="八十六"');
    expect(refused.html).toContain('href="#f-premisesArea"');
    expect(refused.html).toContain('id="f-premisesArea-fault"');
    const [, name = '', kept = ''] = /name="(kept\.layout-plan)" value="([^"]+)"/.exec(refused.html) ?? [];
    const mended = { ...asSent(form), premisesArea: '87', [name]: kept };
    expect((await visitor.upload(`${page}/correct`, {}, mended)).location).toBe(`${page}?done=correct`);
    expect(await formOf(caseNo)).toMatchObject({ premisesArea: 87 });
    expect((await visitor.get(page)).text).toContain('还差 1 项');
  });

  test('two different codes are pointed out, and stop nobody', async () => {
    const { page, form } = await noticed();
    const sent = { ...asSent(form), creditCode: '91350100M000100Y44', 'answer.0': '在二层' };
    expect((await visitor.upload(`${page}/correct`, {}, sent)).location).toBe(`${page}?done=correct`);
    const { text } = await visitor.get(page);
    expect(text).toContain('请核对');
    expect(text).toContain('91350100M000100Y44');
    expect(text).toContain(company.idNumber);
  });
});

test('what was promised is handed in later', async () => {
  const { caseNo } = await fileCase(demo, 'food-business-licence', {
    materials: [{ materialCode: 'safety-rules', deferred: true }],
  });
  const page = `/my/cases/${caseNo}`;
  expect((await visitor.get(page)).html).toContain(`href="${page}/supplement"`);
  expect((await visitor.get(`${page}/supplement`)).text).toContain('承诺补交');
  const nothing = await visitor.follow(await visitor.upload(`${page}/supplement`, {}));
  expect(nothing.text).toContain('请至少选一个文件');
  const done = await visitor.upload(`${page}/supplement`, { 'file.material.safety-rules': pdf });
  expect(done.location).toBe(`${page}?done=supplement`);
  const { text } = await visitor.get(page);
  expect(text).toContain('补交了材料');
  expect((await visitor.get(`${page}/supplement`)).text).not.toContain('承诺补交');
});

test('silence that counts as acceptance is told as silence', async () => {
  const { caseNo } = await fileCase(demo);
  await demo.moveTo('2026-03-10T09:30:00+08:00');
  const { text } = await visitor.get(`/my/cases/${caseNo}`);
  expect(text).toContain('逾期未告知，视为受理（3月9日期满）');
});

test('the receipt tells when the application was sent, not when its draft was begun', async () => {
  const { caseNo } = await fileCase(demo, 'food-business-licence', { draft: true });
  await demo.moveTo('2026-04-20T14:05:00+08:00');
  await (await demo.as('company')).take(caseNo, 'submit');
  expect((await visitor.get(`/my/cases/${caseNo}/receipt`)).text).toContain('14:05');
});
