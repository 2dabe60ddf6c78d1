/** A citizen asks for a document on a phone without scripts; the disclosure post confirms, asks an office, and answers. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Hall, openHall, password, type Visitor } from '../../support/visitor.ts';
import { chooseStep, isFocused, keyOf, sayAgain, takeStep } from './gestures.ts';

let hall: Hall;
let citizen: Visitor;
let disclosure: Visitor;
let caseNo = '';

beforeAll(async () => {
  hall = await openHall('2026-03-02T09:00:00+08:00');
  citizen = await hall.visit({ width: 360, scripts: false });
  disclosure = await hall.atDesk('disclosure');
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

async function openAtDesk({ page }: Visitor) {
  await page.goto(`/desk/cases/${caseNo}`);
  await page.getByRole('heading', { name: '政府信息公开申请', level: 1 }).waitFor();
}

it('the citizen reads what can be asked for, signs in and files on one page', async () => {
  const { page, look } = citizen;
  await page.goto('/information');
  await look('information');
  await page.getByRole('link', { name: '我要申请' }).click();
  await page.getByLabel('用户名').fill('citizen');
  await page.getByLabel('密码').fill(password);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.getByLabel('联系电话').fill('13900000000');
  await page.getByRole('button', { name: '下一步：检查' }).click();
  await page.getByText('还有内容需要修改').waitFor();
  await look('information-missing');
  await page.getByLabel('您要哪些政府信息').fill('停车场项目的竣工验收文件');
  await page.getByRole('button', { name: '下一步：检查' }).click();
  await page.getByRole('heading', { name: '检查并提交' }).waitFor();
  await look('information-check');
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.waitForURL(/\/receipt$/);
  caseNo = new URL(page.url()).pathname.split('/')[3] ?? '';
  await look('information-receipt');
});

it('the disclosure post confirms the day and asks an office, which answers', async () => {
  await openAtDesk(disclosure);
  await chooseStep(disclosure.page, '确认收到申请');
  await disclosure.page.locator('.step-form input').first().fill('2026-03-02');
  await sayAgain(disclosure.page, '确认收到申请');
  await chooseStep(disclosure.page, '征求机关意见');
  await disclosure.page.getByLabel('征求哪个部门').selectOption('planning');
  await disclosure.look('desk-information-consult');
  await sayAgain(disclosure.page, '征求机关意见');

  const planning = await hall.atDesk('reviewer-planning');
  await openAtDesk(planning);
  await planning.look('desk-information-asked');
  await chooseStep(planning.page, '提出意见');
  await planning.page.locator('.step-form').getByText('是', { exact: true }).click();
  await sayAgain(planning.page, '提出意见');
});

it('the answer is given by keyboard only, and delivered', async () => {
  const { page, look } = disclosure;
  await openAtDesk(disclosure);
  await page.keyboard.press(await keyOf(page, '答复'));
  const form = page.locator('.step-form');
  await form.waitFor();
  const kind = form.getByLabel('答复类型（必填）');
  await expect.poll(() => isFocused(kind)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await kind.inputValue()).toBe('disclosed');
  await form.getByLabel('答复内容').focus();
  await page.keyboard.type('文件已在网上公布，见政务公开专栏。');
  await look('desk-information-answer');
  await page.keyboard.press('Control+Enter');
  const confirm = page.getByRole('button', { name: /^确认.*答复/ });
  await expect.poll(async () => (await confirm.isVisible()) || !(await form.isVisible())).toBe(true);
  if (await confirm.isVisible()) await page.keyboard.press('Control+Enter');
  await form.waitFor({ state: 'hidden' });
  await takeStep(page, '送达');
});

it('one by mail is clarified on paper, asks a third party, is lengthened, and its day is told', async () => {
  const onCase = async (username: string, step: string, input: object) => {
    const { status, body } = await (await hall.demonstration.as(username)).take(mailedNo, step, input);
    expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
  };
  const mailedNo = await fileByMail();
  await onCase('disclosure', 'ask-clarification', { what: '哪一年的', termDays: 10 });
  const { page, look } = disclosure;
  await page.goto(`/desk/cases/${mailedNo}`);
  await chooseStep(page, '登记申请人的补正');
  await page.getByLabel('申请人说的内容').fill('2025 年的。');
  await look('desk-information-enter');
  await sayAgain(page, '登记申请人的补正');
  await onCase('disclosure', 'consult-third-party', { name: '示例停车公司' });
  await onCase('disclosure', 'third-party-replies', { agrees: false, text: '涉及商业秘密' });
  await onCase('head-disclosure', 'extend', { days: 20, reasons: '文件数量多' });
  await page.goto(`/desk/cases/${mailedNo}`);
  // Forty working days from 2 March.
  await page.getByText('最迟 4月28日').first().waitFor();
  await look('desk-information-mailed');
});

async function fileByMail(): Promise<string> {
  const person = await hall.demonstration.as('disclosure');
  const { status, body } = await person.post('/api/v1/cases', {
    procedure: 'information-request',
    channel: 'mail',
    signedMail: true,
    receivedOn: '2026-02-27',
    reason: '上周五签收',
    applicant: {
      kind: 'natural-person',
      name: '赵示例',
      idType: 'id-card',
      idNumber: '11010519491231002X',
      phone: '13900000000',
    },
    form: {
      name: '赵示例',
      contact: '13900000000',
      description: '停车场收费的批复',
      format: '',
      delivery: '',
    },
    materials: [],
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.caseNo;
}

it('the register shows what became of it, and every number of the year opens what it counts', async () => {
  const { page, look } = disclosure;
  await page.getByRole('link', { name: '依申请公开' }).click();
  await page.getByRole('link', { name: '停车场项目的竣工验收文件' }).waitFor();
  await look('desk-information-register');
  await page.getByText('年度报告数字').click();
  await page.getByRole('button', { name: /^本年答复：予以公开 1 件/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: caseNo }).waitFor();
  await look('desk-information-year-behind');
  await page.keyboard.press('Escape');
  await look('desk-information-year');
});

it('the citizen reads the answer and how it can be fought', async () => {
  const { page, look } = citizen;
  await page.goto(`/my/cases/${caseNo}`);
  expect(await page.locator('main').innerText()).toContain('予以公开');
  await look('information-answered');
  await page.getByRole('link', { name: '政府信息公开申请答复书' }).click();
  await look('information-answer-letter');
  const letter = await page.locator('body').innerText();
  expect(letter).toContain('《政府信息公开条例》第三十六条第（二）项');
  expect(letter).toContain('申请行政复议');
});
