/** A neighbour is told, asks for a hearing on her phone without scripts, and everybody sees how far the case is. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fileCase } from '../../support/demonstration.ts';
import { type Hall, openHall, password, type Visitor } from '../../support/visitor.ts';
import { chooseStep, sayAgain } from './gestures.ts';

let hall: Hall;
let reviewer: Visitor;
let citizen: Visitor;
let caseNo = '';

beforeAll(async () => {
  hall = await openHall('2026-03-02T09:00:00+08:00');
  caseNo = (await fileCase(hall.demonstration)).caseNo;
  await (await hall.demonstration.as('clerk')).take(caseNo, 'accept');
  reviewer = await hall.atDesk('reviewer');
  citizen = await hall.visit({ width: 360, scripts: false });
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

async function openAtDesk({ page }: Visitor) {
  await page.goto(`/desk/cases/${caseNo}`);
  await page.locator('.offers').waitFor();
}

it('the reviewer tells the neighbour of her right at the desk', async () => {
  const { page, look } = reviewer;
  await openAtDesk(reviewer);
  await chooseStep(page, '告知听证权利');
  const form = page.locator('.step-form');
  await form.getByLabel('涉及哪些重大利益').fill('经营场所的油烟排放影响相邻住户');
  await form.getByRole('radio', { name: '个人' }).check();
  await form.getByLabel('姓名或者名称').fill('张示例');
  await look('desk-hearing-tell');
  await form.locator('button[type=submit]').click();
  // She cannot be told who cannot be reached: the place is named, and what was typed stays.
  await form.getByText('请填写联系电话或者通信地址，否则无法告知。').first().waitFor();
  await form.getByLabel('联系电话').fill('13900000000');
  await form.getByRole('radio', { name: '居民身份证' }).check();
  await form.getByLabel('证件号码').fill('11010519491231002X');
  await sayAgain(page, '告知听证权利');
  await page.getByText('利害关系人', { exact: true }).first().waitFor();
});

it('the neighbour reads what concerns her and asks for a hearing', async () => {
  const { page, look } = citizen;
  await page.goto('/sign-in?return=/my');
  await page.getByLabel('用户名').fill('citizen');
  await page.getByLabel('密码').fill(password);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '与您有关的' }).waitFor();
  await look('portal-my-concerning');
  await page.getByRole('link', { name: '食品经营许可（新办）' }).click();
  await look('portal-concerned');
  expect(await page.locator('main').innerText()).toContain('最迟 3月9日 周一');
  expect((await page.goto(`/my/cases/${caseNo}/receipt`))?.status()).toBe(404);
  await page.goto(`/my/cases/${caseNo}`);
  await page.getByRole('link', { name: '要求听证', exact: true }).click();
  await page.getByLabel('理由').fill('油烟直接进入住宅');
  await look('portal-hearing-request');
  await page.getByRole('button', { name: '要求听证' }).click();
  await page.getByText('将举行听证，时间、地点会书面通知您。').waitFor();
});

it('the hearing is notified and announced; the chart of the case shows where it stands', async () => {
  const { page, look } = reviewer;
  await openAtDesk(reviewer);
  await chooseStep(page, '通知听证');
  const form = page.locator('.step-form');
  await form.getByLabel('举行日期').fill('2026-03-12');
  await form.getByLabel('时间').fill('09:30');
  await form.getByLabel('地点').fill('政务服务中心三楼会议室');
  await form.getByLabel('主持人').fill('法制示例');
  await form.getByRole('radio', { name: '公开举行', exact: true }).check();
  await form.getByRole('group', { name: '是否向社会公告' }).getByText('是', { exact: true }).click();
  await look('desk-hearing-schedule');
  await sayAgain(page, '通知听证');
  await page.keyboard.press('f');
  await page
    .getByRole('img', { name: /流程图/ })
    .first()
    .waitFor();
  // A button under the pointer has the colour of one that is about to be pressed.
  await page.mouse.move(0, 0);
  await look('desk-case-flow');
  expect(await page.locator('.flow-chart').innerText()).toContain('已通知，待举行');
  await page.keyboard.press('t');
  await look('desk-hearing-case');

  await citizen.page.goto('/hearings');
  await citizen.look('portal-hearings');
  expect(await citizen.page.locator('main').innerText()).toContain('政务服务中心三楼会议室');
});

it('the applicant sees the way of her case, and the guide the way of every case', async () => {
  const company = await hall.visit({ width: 360, scripts: false });
  const { page, look } = company;
  await page.goto(`/sign-in?return=/my/cases/${caseNo}`);
  await page.getByLabel('用户名').fill('company');
  await page.getByLabel('密码').fill(password);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.getByText('正在组织听证，最迟').waitFor();
  const picture = page.getByRole('img', { name: /流程图/ });
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(328);
  await look('portal-case-flow');
  for (const item of ['food-business-licence', 'information-request']) {
    await page.goto(`/items/${item}`);
    await page.getByRole('img', { name: /流程图/ }).scrollIntoViewIfNeeded();
    await look(`portal-guide-${item}`);
  }
});

it('officers read the procedure in words', async () => {
  const { page, look } = reviewer;
  await page.getByRole('link', { name: '办理程序', exact: true }).click();
  await page.getByLabel('事项').selectOption('food-business-licence');
  await page.getByRole('heading', { name: '谁能做什么' }).waitFor();
  await page.getByText('审查', { exact: true }).first().click();
  await look('desk-procedure-licence');
  await page.getByLabel('事项').selectOption('information-request');
  await page.getByText('答复期限', { exact: true }).first().click();
  await page.getByText('从“征求第三方意见”到').waitFor();
  await look('desk-procedure-information');
});
