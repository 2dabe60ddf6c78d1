/** The counter and the desks behind it: who comes in person, two clerks at one case, items of the other kinds. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fileCase } from '../../support/demonstration.ts';
import { type Hall, openHall, type Visitor } from '../../support/visitor.ts';
import { chooseStep, isFocused, pdf, sayAgain, takeStep } from './gestures.ts';

let hall: Hall;
let clerk: Visitor;

beforeAll(async () => {
  hall = await openHall('2026-11-23T09:00:00+08:00');
  clerk = await hall.atDesk('clerk');
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

async function openCase(page: Page, caseNo: string): Promise<void> {
  await page.goto(`/desk/cases/${caseNo}`);
  await page.locator('.offers').waitFor();
}

const goOn = (page: Page, to: string) => page.getByRole('button', { name: `下一步：${to}` }).click();

it('takes in the application of a citizen who stands at the counter', async () => {
  const { page, look } = clerk;
  await page.getByRole('link', { name: '窗口收件' }).click();
  await page.getByLabel('办什么事？').fill('spjyxk');
  const item = page.getByRole('button', { name: /食品经营许可（新办）/ });
  await item.waitFor();
  await look('desk-intake-item');
  await item.click();
  await page.getByRole('button', { name: /填入示范文本/ }).click();
  await page.getByRole('radio', { name: '自然人' }).check();
  await page.getByLabel('姓名', { exact: false }).first().fill('张示例');
  await page.getByLabel('证件号码').fill('110105194912310021');
  await page.getByText(/号码有误，其中有一位或几位不对/).waitFor();
  await look('desk-intake-applicant');
  await page.getByLabel('证件号码').fill('11010519491231002X');
  await goOn(page, '申请表');
  await page
    .getByRole('group', { name: /经营项目/ })
    .getByLabel('糕点类食品制售')
    .check();
  await page.getByLabel(/经营场所地址/).fill('');
  await look('desk-intake-form');
  await goOn(page, '材料');
  await handInTogether(page, {
    选择主要设备设施清单的文件: '设备清单.pdf',
    选择经营场所使用证明: '租赁合同.pdf',
    选择经营场所布局和操作流程图的文件: '流程图.pdf',
  });
  await look('desk-intake-materials');
  await goOn(page, '核对');
  await page.getByText(/还有 1 处没有填写/).waitFor();
  await look('desk-intake-review');
  await page.getByRole('button', { name: /经营场所地址.*没有填写/ }).click();
  await page.getByLabel(/经营场所地址/).fill('明川经济开发区示范路18号');
  await goOn(page, '材料');
  await page.getByRole('button', { name: '下一步：核对' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 2, name: '第 5 步：核对' });
  expect(await isFocused(heading)).toBe(true);
  await page.getByRole('button', { name: '提交并打印回执' }).click();
  await page.getByRole('heading', { level: 1, name: '收件回执' }).waitFor();
  await look('desk-intake-receipt');

  const citizen = await hall.visit({ width: 360 });
  await signIn(citizen.page, 'citizen', '/my');
  await citizen.page.getByRole('link', { name: '食品经营许可（新办）' }).click();
  await citizen.page.getByText('已经提交，最迟').waitFor();
  await citizen.look('portal-citizen-case');
});

it('keeps every file of a correction that comes in while others are still on their way', async () => {
  const { caseNo } = await fileCase(hall.demonstration);
  const items = ['premises-right', 'layout-plan', 'equipment-list'].map((materialCode) => ({
    materialCode,
    text: `请重新提交${materialCode}。`,
  }));
  await (await hall.demonstration.as('clerk')).take(caseNo, 'notify-once', { items });
  const { page, look } = clerk;
  await openCase(page, caseNo);
  await chooseStep(page, '补正');
  await handInTogether(page, {
    选择经营场所使用证明: '租赁合同.pdf',
    选择经营场所布局和操作流程图的文件: '流程图.pdf',
    选择主要设备设施清单的文件: '设备清单.pdf',
  });
  await look('desk-correction-files');
});

it('warns of a material that may come later and that nobody promised, and puts it on the notice', async () => {
  const { page, look } = clerk;
  const { caseNo } = await fileCase(hall.demonstration);
  await openCase(page, caseNo);
  await chooseStep(page, '受理');
  await page.getByText(/申请人也没有承诺补交：食品安全管理制度/).waitFor();
  await look('desk-unpromised-caution');
  await chooseStep(page, '一次性告知');
  await page.getByRole('button', { name: /列入未提交的 \d 项必交材料、1 项可容缺材料/ }).click();
  const last = page.getByLabel('需要补正的内容').last();
  expect(await last.inputValue()).toBe('未提交食品安全管理制度（可容缺），请补交。');
  await look('desk-unpromised-notice');
});

it('tells the second of two clerks what happened, and keeps what she typed', async () => {
  const { caseNo } = await fileCase(hall.demonstration);
  const other = await hall.atDesk('clerk');
  await openCase(clerk.page, caseNo);
  await openCase(other.page, caseNo);
  await chooseStep(other.page, '不予受理');
  await other.page.getByLabel('不属于本机关职权范围').check();
  await other.page.getByLabel('具体理由').fill('所申请的场所不在本区。');
  await other.page.getByLabel('应向哪个机关申请').fill('示例县市场监督管理局');
  await takeStep(clerk.page, '受理');
  await other.page.locator('.step-form button[type=submit]').click();
  await other.page.getByRole('button', { name: /^确认/ }).click();
  await other.page.getByRole('alert').filter({ hasText: '最近一步是“受理”' }).waitFor();
  await other.page.getByText('已受理，待审查').first().waitFor();
  await other.page.getByText('您刚才填写的内容没有提交').waitFor();
  await other.page.getByText('所申请的场所不在本区。').waitFor();
  await other.look('desk-second-clerk');
});

it('closes a filing that has no document to make, and an item decided on the spot', async () => {
  const filing = await fileCase(hall.demonstration, 'prepackaged-food-filing');
  const { page, look } = clerk;
  await openCase(page, filing.caseNo);
  await takeStep(page, '接收');
  const reviewer = await hall.atDesk('reviewer');
  await openCase(reviewer.page, filing.caseNo);
  await chooseStep(reviewer.page, '核对');
  await reviewer.page.getByLabel('同意', { exact: true }).check();
  await reviewer.page.getByLabel('审查意见').fill('信息齐全。');
  await sayAgain(reviewer.page, '核对');
  await grant(await hall.atDesk('approver'), filing.caseNo, '备案');
  await openCase(page, filing.caseNo);
  await look('desk-filing-granted');
  expect(await page.locator('.offers').getByRole('button', { name: /^制证/ }).count()).toBe(0);
  await deliver(page);

  const immediate = await fileCase(hall.demonstration, 'business-licence-reissue');
  await openCase(page, immediate.caseNo);
  await takeStep(page, '受理');
  await grant(clerk, immediate.caseNo);
  await look('desk-immediate-granted');
  const issuer = await hall.atDesk('issuer');
  await openCase(issuer.page, immediate.caseNo);
  await takeStep(issuer.page, '制证');
  await openCase(page, immediate.caseNo);
  await deliver(page);
});

async function grant({ page }: Visitor, caseNo: string, step = '作出决定'): Promise<void> {
  await openCase(page, caseNo);
  await chooseStep(page, step);
  await page.locator('.step-form').getByRole('radio').first().check();
  await sayAgain(page, step);
}

async function deliver(page: Page): Promise<void> {
  await chooseStep(page, '送达');
  await page.getByLabel('窗口当场送达').check();
  await sayAgain(page, '送达');
  await page.getByText('已办结').first().waitFor();
}

it('shows the supervisor on her board what is late, and every number opens its cases', async () => {
  const { caseNo } = await fileCase(hall.demonstration);
  await (await hall.demonstration.as('clerk')).take(caseNo, 'accept');
  await hall.demonstration.moveTo('2026-12-08T09:00:00+08:00');
  const { page, look } = await hall.atDesk('supervisor');
  await look('desk-supervisor-worklist');
  await page.getByRole('link', { name: '时限监察' }).click();
  await page.getByRole('heading', { level: 1, name: '时限监察' }).waitFor();
  await look('desk-board');
  await page.locator('.board').getByRole('link', { name: /逾期/ }).click();
  await page.getByText(caseNo).first().waitFor();
  await look('desk-cases-overdue');
  await page.getByRole('link', { name: '食品经营许可（新办）' }).first().click();
  await page.getByRole('button', { name: /催办/ }).waitFor();
  await look('desk-supervisor-case');
});

it('turns an applicant away from the desk and staff without a post for it from the counter, in words', async () => {
  const applicant = await hall.visit();
  await signIn(applicant.page, 'company', '/desk/');
  await applicant.page.getByRole('heading', { name: '工作台供工作人员使用' }).waitFor();
  await applicant.look('desk-not-for-applicants');
  const supervisor = await hall.atDesk('supervisor');
  await supervisor.page.goto('/desk/intake');
  await supervisor.page.getByText('您的岗位没有这项权限').waitFor();
  await supervisor.page.goto('/desk/cases/MC20990101-000001-A');
  await supervisor.page.getByRole('alert').waitFor();
  await supervisor.look('desk-case-unknown');
  await supervisor.page.goto('/desk/no-such-page');
  await supervisor.page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  await supervisor.look('desk-no-page');
});

/** All are chosen before the first has arrived. */
async function handInTogether(page: Page, files: Record<string, string>): Promise<void> {
  const held: (() => void)[] = [];
  await page.route('**/api/v1/documents', async (route) => {
    await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  for (const [label, name] of Object.entries(files)) await page.getByLabel(label).setInputFiles(pdf(name));
  for (const name of Object.values(files)) await page.getByLabel(`${name} 上传进度`).waitFor();
  await expect.poll(() => held.length).toBe(Object.keys(files).length);
  for (const go of held) go();
  for (const name of Object.values(files)) await page.getByText(`✓ ${name}`).waitFor();
  await page.unroute('**/api/v1/documents');
}

async function signIn(page: Page, username: string, to: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill('mingchuang');
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/my');
  await page.goto(to);
}
