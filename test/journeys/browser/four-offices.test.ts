/** A case of four departments on screens: one pauses, one takes back, one is sent back; who has it, who urges, who is away. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fileCase } from '../../support/demonstration.ts';
import { type Hall, openHall, password, type Visitor } from '../../support/visitor.ts';
import { chooseStep, sayAgain } from './gestures.ts';

let hall: Hall;
let caseNo = '';
const agree = { conclusion: 'agree', opinion: '符合要求' };

beforeAll(async () => {
  hall = await openHall('2026-03-02T09:00:00+08:00');
  caseNo = (await fileCase(hall.demonstration, 'hotel-opening')).caseNo;
  await take('clerk', 'accept');
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

async function take(username: string, step: string, input: object = {}): Promise<void> {
  const { status, body } = await (await hall.demonstration.as(username)).take(caseNo, step, input);
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
}

async function open({ page }: Visitor): Promise<void> {
  await page.goto(`/desk/cases/${caseNo}`);
  await page.getByRole('heading', { name: /旅馆开业/, level: 1 }).waitFor();
}

it('each office works in its own lane: one pauses for expert review, one takes its conclusion back', async () => {
  await take('reviewer-public-security', 'review', agree);
  await hall.demonstration.moveTo('2026-03-04T09:00:00+08:00');
  const fire = await hall.atDesk('reviewer-fire');
  await open(fire);
  await chooseStep(fire.page, '开始特别程序');
  await fire.page.getByLabel('专家评审').check();
  await fire.page.getByLabel('所需工作日').fill('5');
  await fire.page.getByLabel('书面告知内容').fill('消防设计需要专家评审。');
  await fire.look('desk-lanes-suspend');
  await sayAgain(fire.page, '开始特别程序');
  await fire.page.getByText('专家评审中，暂停计时').first().waitFor();
  await fire.look('desk-lanes-suspended');

  await take('reviewer-health', 'review', agree);
  const health = await hall.atDesk('reviewer-health');
  await open(health);
  await chooseStep(health.page, '撤回审查结论');
  await health.page.getByLabel('撤回理由').fill('漏看了客房通风检测报告。');
  await sayAgain(health.page, '撤回审查结论');
  await health.page.getByText('撤回已经作出的审查结论').waitFor();
  await health.look('desk-lanes-withdrawn');
  await take('reviewer-health', 'review', agree);
});

it('the applicant sees where each office stands, and reminds them without a script', async () => {
  const citizen = await hall.visit({ width: 360, scripts: false });
  const { page, look } = citizen;
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill('company');
  await page.getByLabel('密码').fill(password);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/my');
  await page.goto(`/my/cases/${caseNo}`);
  await page.getByText('4 个部门，2 个已经提出意见').waitFor();
  await look('portal-lanes-case');
  await page.getByRole('link', { name: '催一下' }).click();
  await page.getByLabel('想说的话').fill('旺季快到了，麻烦尽快。');
  await look('portal-lanes-urge');
  await page.getByRole('button', { name: '提醒他们' }).click();
  await page.getByText('申请人催办').waitFor();
  await look('portal-lanes-urged');
});

it('what is urged stands out on the worklist; the head gives it to a colleague and records who is away', async () => {
  const reviewer = await hall.atDesk('reviewer');
  await reviewer.page.getByText(/催办/).first().waitFor();
  await reviewer.look('desk-lanes-worklist');
  const head = await hall.atDesk('head');
  await open(head);
  await chooseStep(head.page, '指定经办人');
  await head.page.getByLabel('经办人（必填）').selectOption({ label: '审查示例一' });
  await head.look('desk-lanes-assign');
  await sayAgain(head.page, '指定经办人');
  await head.page.getByText('由 审查示例一 经办').first().waitFor();
  await head.page.getByRole('link', { name: '缺勤与代理' }).click();
  await head.page.getByRole('heading', { name: '缺勤与代理', level: 1 }).waitFor();
  await head.page.getByLabel('缺勤人员').selectOption({ label: '审查示例一' });
  await head.page.getByLabel('起始日期').fill('2026-03-04');
  await head.page.getByLabel('结束日期').fill('2026-03-06');
  await head.page.getByLabel('代理人员').selectOption({ label: '审查示例二' });
  await head.page.getByRole('button', { name: '登记' }).click();
  await head.page.getByText('缺勤中').waitFor();
  await head.look('desk-absences');

  const deputy = await hall.atDesk('reviewer2');
  await deputy.page.getByText('（代理）').first().waitFor();
  await open(deputy);
  await deputy.page.locator('.offers').getByRole('button', { name: /^审查/ }).click();
  await deputy.page.getByLabel('同意', { exact: true }).check();
  await deputy.page.getByLabel('审查意见').fill('经营范围和场所一致。');
  await sayAgain(deputy.page, '审查');
  await deputy.page.getByText('审查示例二（代审查示例一）').waitFor();
  await deputy.look('desk-lanes-deputy');
});

it('the approver sends one office back and reads what stands; then it is decided and delivered', async () => {
  await hall.demonstration.moveTo('2026-03-10T09:00:00+08:00');
  await take('reviewer-fire', 'resume');
  await take('reviewer-fire', 'review', agree);
  const approver = await hall.atDesk('approver');
  const { page, look } = approver;
  await open(approver);
  await chooseStep(page, '退回');
  await page.getByLabel('退回重新审查').check();
  await page.getByLabel('明川经济开发区公安分局').check();
  await page.getByLabel('退回理由').fill('住宿登记系统尚未联网。');
  await look('desk-lanes-send-back');
  await sayAgain(page, '退回');
  await page
    .getByText(/退回明川经济开发区公安分局重新审查。理由：.*受理、各项时限和/)
    .first()
    .waitFor();
  await look('desk-lanes-sent-back');
  await take('reviewer-public-security', 'review', agree);
  await open(approver);
  await chooseStep(page, '作出决定');
  await page.locator('.step-form').getByRole('radio').first().check();
  await sayAgain(page, '作出决定');
  const clerk = await hall.atDesk('clerk');
  await open(clerk);
  await chooseStep(clerk.page, '送达');
  await clerk.page.getByLabel('窗口当场送达').check();
  await sayAgain(clerk.page, '送达');
  await clerk.page.getByText('已办结').first().waitFor();
  await clerk.look('desk-lanes-closed');
});
