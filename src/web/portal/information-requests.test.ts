import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demonstration, startDemonstration } from '../../../test/support/demonstration.ts';
import { visitPages } from './page-visitor.fixture.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(() => demo.close());

it('says to everybody what can be asked for, how, and what to do about an answer', async () => {
  const { html, text } = await (await visitPages(demo.app)).get('/information');
  expect(text).toContain('可以要什么');
  expect(text).toContain('20 个工作日以内');
  expect(text).toContain('应当先申请行政复议');
  expect(html).toContain('/items/information-request/apply');
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+="/);
  expect(html).not.toContain('我的申请');
});

it('a request is filed on one page without a script, clarified, and its answer is downloaded', async () => {
  const citizen = await visitPages(demo.app, 'citizen');
  const apply = '/items/information-request/apply';
  expect((await citizen.get(apply)).text).toContain('您要哪些政府信息');
  const typed = { _phone: '13900000000', name: '张示例', contact: '13900000000' };
  const empty = await citizen.follow(await citizen.post(apply, typed));
  expect(empty.html).toContain('href="#f-description"');
  const bare = await citizen.follow(await citizen.post(apply, {}));
  expect(bare.html).toContain('href="#f-applicant-phone"');
  expect(bare.html).not.toContain('href="#f-contact"');
  expect(empty.html).toContain('value="13900000000"');
  expect(empty.html).not.toContain('name="name"');
  const whole = { _phone: '13900000000', description: '停车场项目的竣工验收文件', format: '', delivery: '' };
  const toCheck = await citizen.follow(await citizen.post(apply, whole));
  expect(toCheck.text).toContain('检查并提交');
  expect(toCheck.text).toContain('停车场项目的竣工验收文件');
  const again = await citizen.follow(await citizen.post(apply, { ...whole, _checked: 'yes', _then: 'edit' }));
  expect(again.html).toContain('停车场项目的竣工验收文件</textarea>');
  const filed = await citizen.post(apply, { ...whole, _checked: 'yes' });
  expect(filed.location).toMatch(/receipt$/);
  const caseNo = /MC[\d-]+[A-Z0-9]*/.exec(filed.location)?.[0] ?? '';
  expect((await citizen.get(filed.location)).status).toBe(200);
  expect((await citizen.get('/information')).text).toContain(caseNo);

  const disclosure = await demo.as('disclosure');
  await disclosure.take(caseNo, 'confirm-receipt', { on: '2026-03-02' });
  await disclosure.take(caseNo, 'ask-clarification', { what: '哪一年的', termDays: 10 });
  const page = `/my/cases/${caseNo}`;
  expect((await citizen.get(page)).text).toContain('需要您补充说明');
  await citizen.get(`${page}/answer/clarify`);
  expect((await citizen.post(`${page}/answer/clarify`, { text: '2025 年' })).status).toBe(303);
  expect((await citizen.get(page)).text).toContain('正在准备答复');

  const documentId = await uploaded(disclosure.headers);
  const answer = { kind: 'disclosed', text: '文件附后', documents: [documentId] };
  expect((await disclosure.take(caseNo, 'answer', answer)).status).toBe(200);
  const answered = await citizen.get(page);
  expect(answered.text).toContain('提供给您的文件');
  const link = /href="(\/api\/v1\/documents\/[^"]+)"/.exec(answered.html)?.[1] ?? '';
  expect((await citizen.get(link)).status).toBe(200);
});

async function uploaded(headers: Record<string, string>): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), '验收文件.pdf');
  const whole = new Response(form);
  const answer = await demo.app.inject({
    method: 'POST',
    url: '/api/v1/documents',
    headers: { ...headers, 'content-type': whole.headers.get('content-type') ?? '' },
    payload: Buffer.from(await whole.arrayBuffer()),
  });
  return answer.json().id;
}
