/** A restaurant's licence as its people live it: the company on a phone without scripts, the offices at their desks. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Hall, openHall, password, type Visitor } from '../../support/visitor.ts';
import { chooseStep, isFocused, keyOf, pdf, sayAgain, tabTo, takeStep } from './gestures.ts';

let hall: Hall;
let company: Visitor;
let clerk: Visitor;
let caseNo: string;
let licencePage: string;

beforeAll(async () => {
  hall = await openHall('2026-11-23T09:00:00+08:00');
  company = await hall.visit({ width: 360, scripts: false });
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();
const next = (page: Page) => press(page, '保存并继续');

describe('the company, on a phone and without scripts', () => {
  it('finds the item by the initials of its pinyin, reads the guide and signs in on the way', async () => {
    const { page, look } = company;
    await page.goto('/');
    await look('portal-home');
    await page.getByRole('searchbox').fill('spjyxk');
    await press(page, '查找');
    await look('portal-search');
    await page.getByRole('link', { name: '食品经营许可（新办）' }).click();
    await page.getByRole('heading', { level: 1, name: '食品经营许可（新办）' }).waitFor();
    await look('portal-guide');
    await page.getByRole('link', { name: '我要办理' }).first().click();
    await look('portal-sign-in');
    await page.getByLabel('用户名').fill('company');
    await page.getByLabel('密码').fill('wrong-password');
    await press(page, '登录');
    await page.getByText('没有登录成功').waitFor();
    await look('portal-sign-in-refused');
    await page.getByLabel('密码').fill(password);
    await press(page, '登录');
    await look('portal-apply');
    await press(page, '开始填写');
    await page.getByRole('heading', { level: 1, name: '谁来申请' }).waitFor();
  });

  it('is told of a mistake at its field and on top, with a link from one to the other', async () => {
    const { page, look } = company;
    await look('portal-draft-applicant');
    await next(page);
    const phone = page.getByLabel('联系电话');
    await expect.poll(() => phone.getAttribute('aria-invalid')).toBe('true');
    const told = page.locator('.faults, [role=alert], .fault-summary').first();
    await told.getByRole('link', { name: /联系电话/ }).click();
    expect(new URL(page.url()).hash).toBe(`#${await phone.getAttribute('id')}`);
    await look('portal-draft-applicant-faults');
    await phone.fill('13800000000');
    await next(page);
    await page.getByRole('heading', { level: 1, name: '经营者' }).waitFor();
  });

  it('answers page after page; what an answer opens is asked next, and going back loses nothing', async () => {
    const { page, look } = company;
    expect(await page.getByLabel('经营者名称').inputValue()).toBe('示例餐饮有限公司');
    expect(await page.getByLabel('统一社会信用代码').inputValue()).toBe('91350100M000100Y43');
    await page.getByLabel('法定代表人（负责人）姓名').fill('张示例');
    await look('portal-draft-operator');
    await next(page);
    await page.getByLabel('餐饮服务经营者').check();
    await page.getByLabel('热食类食品制售').check();
    await page.getByLabel('冷食类食品制售').check();
    await page.getByRole('group', { name: '是否通过网络经营' }).getByLabel('否').check();
    await next(page);
    await page.getByRole('status').filter({ hasText: '新出现的问题' }).waitFor();
    await look('portal-draft-business-more');
    await page.getByRole('group', { name: '是否设有就餐场所' }).getByLabel('是', { exact: true }).check();
    await next(page);
    await page.getByRole('heading', { level: 1, name: '在哪里经营' }).waitFor();
    await page.getByLabel('经营场所名称（招牌）').fill('示例小馆');
    await page.getByLabel('经营场所面积').fill('很大');
    await press(page, '上一步');
    await page.getByRole('heading', { level: 1, name: '经营什么' }).waitFor();
    expect(await page.getByLabel('热食类食品制售').isChecked()).toBe(true);
    await next(page);
    expect(await page.getByLabel('经营场所名称（招牌）').inputValue()).toBe('示例小馆');
    await page.getByLabel('经营场所面积').fill('很大');
    await next(page);
    await expect.poll(() => page.getByLabel('经营场所面积').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('经营场所面积').inputValue()).toBe('很大');
    await look('portal-draft-premises-faults');
    await page.getByLabel('经营场所地址').fill('明川经济开发区示范路18号');
    await page.getByLabel('经营场所面积').fill('86.5');
    await next(page);
    await page.getByLabel('姓名').fill('李示例');
    await page.getByLabel('联系电话').fill('13800000001');
    await page.getByLabel('从业人员人数').fill('6');
    await look('portal-draft-safety');
    await next(page);
    await page.getByLabel(/所填内容和所交材料真实/).check();
    await next(page);
    await page.getByRole('heading', { level: 1, name: '交材料' }).waitFor();
  });

  it('uploads one file, is refused another, and promises a third material for later', async () => {
    const { page, look } = company;
    await page.getByLabel(/选择文件.*经营场所使用证明/).setInputFiles(pdf('租赁合同.pdf'));
    await page.getByLabel(/选择文件.*布局和操作流程图/).setInputFiles({
      name: '布局图.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('<script>alert(1)</script>'),
    });
    await page.getByLabel(/先不交，我承诺/).check();
    await next(page);
    await page.getByText('租赁合同.pdf').first().waitFor();
    await page.locator('.fault').first().waitFor();
    await look('portal-draft-materials-faults');
    expect(await page.getByLabel(/先不交，我承诺/).isChecked()).toBe(true);
    await next(page);
    await page.getByRole('heading', { level: 1, name: '检查并提交' }).waitFor();
  });

  it('reads everything again, undertakes that it is true, and gets a receipt with number and code', async () => {
    const { page, look } = company;
    const main = page.getByRole('main');
    for (const text of ['示例小馆', '86.5', '租赁合同.pdf', '补交', '餐饮服务经营者', '李示例']) {
      await main.getByText(text).first().waitFor();
    }
    await press(page, '提交申请');
    await page.getByRole('link', { name: '请读完以后勾选最后一项，再提交。' }).waitFor();
    await look('portal-draft-review-faults');
    await page.getByLabel(/我保证|我已经从头读过/).check();
    await press(page, '提交申请');
    await page.getByRole('heading', { level: 1, name: '已经收到您的申请' }).waitFor();
    caseNo = (await page.locator('.case-no').innerText()).trim();
    expect(caseNo).toMatch(/^[A-Z0-9-]{6,}$/);
    await page.getByRole('img', { name: '查看进度的二维码' }).waitFor();
    await look('portal-receipt');
  });

  it('finds the case among her cases; its first sentence says how it stands and until when', async () => {
    const { page, look } = company;
    await page.getByRole('link', { name: '我的办件' }).first().click();
    await page.getByText(caseNo).waitFor();
    await look('portal-my-cases');
    await page.getByRole('link', { name: '食品经营许可（新办）' }).click();
    // Received on Monday: five working days later (行政许可法 §32) is the Monday after.
    await expect.poll(() => page.locator('.says').innerText()).toContain('11月30日');
    await look('portal-case-submitted');
    await page.getByRole('link', { name: '为什么是这一天？' }).click();
    await page.getByRole('heading', { level: 1, name: '为什么是这一天？' }).waitFor();
    await look('portal-clock');
  });
});

describe('the offices', () => {
  it('the clerk opens the case and gives the one-time notice by keyboard alone', async () => {
    clerk = await hall.visit();
    const { page, look } = clerk;
    const { keyboard } = page;
    await page.goto('/desk/');
    await page.getByLabel('用户名').waitFor();
    await look('desk-sign-in');
    await tabTo(page, page.getByLabel('用户名'));
    await keyboard.type('clerk');
    await keyboard.press('Tab');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await page.getByRole('link', { name: '食品经营许可（新办）' }).waitFor();
    await look('desk-worklist');
    await keyboard.press('?');
    await page.getByText('快捷键', { exact: true }).last().waitFor();
    await look('desk-keys');
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const first = page.getByRole('link', { name: '食品经营许可（新办）' });
    await expect.poll(() => keyboard.press('j').then(() => isFocused(first))).toBe(true);
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /食品经营许可（新办）/ }).waitFor();
    await look('desk-case-submitted');
    await keyboard.press(await keyOf(page, '一次性告知'));
    const addMissing = page.getByRole('button', { name: /列入未提交的/ });
    await tabTo(page, addMissing, 'Shift+Tab');
    await keyboard.press('Enter');
    await expect
      .poll(() => page.getByLabel('需要补正的内容').first().inputValue())
      .toContain('经营场所布局和操作流程图');
    const more = page.getByRole('button', { name: '再加一项' });
    await tabTo(page, more);
    await keyboard.press('Enter');
    await tabTo(page, page.getByLabel('需要补正的内容').last());
    await keyboard.insertText('请写明营业时间。');
    await look('desk-notice-form');
    await keyboard.press('Control+Enter');
    await page.getByText('请核对，确认后不能撤销').first().waitFor();
    await keyboard.press('Control+Enter');
    await page.getByText(/已生成一次性告知/).waitFor();
    await look('desk-notice-given');
  });

  it('the company answers the whole notice in one go', async () => {
    const { page, look } = company;
    await page.goto('/my');
    await look('portal-my-cases-correcting');
    await page.getByRole('link', { name: '食品经营许可（新办）', exact: true }).click();
    await look('portal-case-correcting');
    await page.getByRole('link', { name: '现在去补正' }).click();
    await page.getByRole('heading', { level: 1, name: '补正' }).waitFor();
    await look('portal-correct');
    for (const field of await page.locator('input[type=file]').all()) {
      await field.setInputFiles(pdf('补正.pdf'));
    }
    await page.getByLabel(/您的说明/).fill('每天 7:00 至 21:00');
    await press(page, '提交补正');
    await page.getByText('已经提交，最迟').waitFor();
    await look('portal-case-corrected');
    // Messages go out in the background.
    const messages = async () => {
      await page.goto('/my/messages');
      return page.getByText('一次性告知').count();
    };
    await expect.poll(messages, { timeout: 15_000 }).toBeGreaterThan(0);
    await look('portal-messages');
  });

  it('the clerk looks at a file, reads the letter, accepts', async () => {
    const { page, look } = clerk;
    await page.goto(`/desk/cases/${caseNo}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look('desk-case-corrected');
    await page.keyboard.press('m');
    await page.getByText('租赁合同.pdf').first().waitFor();
    await look('desk-case-preview');
    await takeStep(page, '受理');
    await page.getByText(/已生成.*受理通知书/).waitFor();
    await page.getByRole('button', { name: '查看和打印' }).click();
    const letter = page.frameLocator('iframe').getByText('受理通知书').first();
    await letter.waitFor();
    await look('desk-case-letter');
  });

  it('the reviewer reviews, the approver reads twice what she decides', async () => {
    const reviewer = await hall.atDesk('reviewer');
    await reviewer.page.getByRole('link', { name: '食品经营许可（新办）' }).click();
    await chooseStep(reviewer.page, '审查');
    await reviewer.page.getByLabel('同意', { exact: true }).check();
    await reviewer.page.getByLabel('审查意见').fill('材料齐全，场所和设备与经营项目相适应。');
    await reviewer.look('desk-review-form');
    await sayAgain(reviewer.page, '审查');
    await reviewer.page.getByText('已办：审查').waitFor();
    await reviewer.look('desk-reviewed');

    const approver = await hall.atDesk('approver');
    await approver.page.getByRole('link', { name: '食品经营许可（新办）' }).click();
    await chooseStep(approver.page, '作出决定');
    await approver.page.getByRole('radio', { name: '准予', exact: true }).check();
    await approver.look('desk-decide-form');
    await approver.page.locator('.step-form button[type=submit]').click();
    await approver.page.getByText('请核对，确认后不能撤销').waitFor();
    await approver.look('desk-decide-read-again');
    await approver.page.getByRole('button', { name: /^确认/ }).click();
    await approver.page.getByText(/已生成.*准予/).waitFor();
    await approver.look('desk-decided');
  });

  it('the issuer makes the certificate and delivers it', async () => {
    const { page, look } = await hall.atDesk('issuer');
    await page.getByRole('link', { name: '食品经营许可（新办）' }).click();
    await takeStep(page, '制证');
    await look('desk-issued');
    await chooseStep(page, '送达');
    await page.getByLabel('电子送达').check();
    await sayAgain(page, '送达');
    await page.getByText('已办结').first().waitFor();
    await look('desk-delivered');
  });
});

describe('afterwards', () => {
  it('the company has her certificate', async () => {
    const { page, look } = company;
    await page.goto(`/my/cases/${caseNo}`);
    await look('portal-case-closed');
    await page
      .getByRole('link', { name: /电子证照|食品经营许可证/ })
      .first()
      .click();
    await page.getByText('示例餐饮有限公司').first().waitFor();
    await look('portal-licence');
    await page.getByRole('link', { name: /核验/ }).first().click();
    licencePage = new URL(page.url()).pathname;
  });

  it('a stranger who scans the code is told that it is genuine', async () => {
    const stranger = await hall.visit({ width: 360, scripts: false });
    await stranger.page.goto(licencePage);
    await stranger.page.getByText('证照是真的').first().waitFor();
    await stranger.look('portal-verification');
    await stranger.page.goto('/v/unknown-licence');
    await stranger.look('portal-verification-unknown');
  });

  it('the company says whether she was satisfied', async () => {
    const { page, look } = company;
    await page.goto(`/my/cases/${caseNo}`);
    await page.getByRole('link', { name: '评价这次办理' }).click();
    await press(page, '提交评价');
    await look('portal-rate-faults');
    await page.getByLabel('非常满意', { exact: true }).check();
    await press(page, '提交评价');
    await page.getByText('评价：非常满意').waitFor();
    await look('portal-case-rated');
  });
});
