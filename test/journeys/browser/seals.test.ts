/** A seal in the browser: applied for by one, made and put into use by another, used, and stopped. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createSeals } from '../../../src/capabilities/seals/public.ts';
import { unsealedFiles } from '../../../src/kernel/ofd/sealed-document.fixture.ts';
import { type Hall, openHall } from '../../support/visitor.ts';

let hall: Hall;

beforeAll(async () => {
  hall = await openHall('2026-11-23T09:00:00+08:00');
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

it('the certificate officer has a seal made; the keeper makes it, sees every use, and stops it', async () => {
  const officer = await hall.atDesk('certificates');
  await officer.page.getByRole('link', { name: '电子印章' }).click();
  await officer.page.getByRole('link', { name: '明川经济开发区民政局' }).waitFor();
  await officer.look('desk-seals');
  await officer.page.getByRole('link', { name: '申请印章' }).click();
  await officer.page.getByLabel('申请部门').selectOption({ label: '明川经济开发区管理委员会办公室' });
  await officer.page.getByRole('radio', { name: /行政审批专用章/ }).check();
  await officer.page.getByRole('button', { name: '＋ 再加一个机关' }).click();
  await officer.page.getByLabel('划出审批权的机关').selectOption({ label: '明川经济开发区教育局' });
  await officer.page.getByLabel('文件的文号').fill('明管〔2026〕21号');
  await officer.page.getByLabel('文件名称').fill('关于集中行使教育行政许可权的通知');
  await officer.page.getByRole('button', { name: '提交申请' }).click();
  await officer.page.getByText('应为日期').waitFor();
  await officer.look('desk-seal-application');
  await officer.page.getByLabel('自哪一天起').fill('2026-11-01');
  await officer.page.getByLabel('申请理由').fill('集中办理教育类行政许可，需要一枚行政审批专用章。');
  await officer.page.getByRole('button', { name: '提交申请' }).click();
  await officer.page.getByText('已申请，待制作').first().waitFor();
  await officer.page.getByText('目前没有您可以办理的步骤').waitFor();

  const sealId = /(\d{14})$/.exec(officer.page.url())?.[1] ?? '';
  const keeper = await hall.atDesk('sealer');
  const { page, look } = keeper;
  await page.goto('/desk/seals');
  await page.getByRole('button', { name: '1 枚等待制作' }).click();
  await look('desk-seals-waiting');
  await page.getByRole('link', { name: '明川经济开发区管理委员会' }).click();
  await page.getByRole('button', { name: '制作印章' }).click();
  await page.getByLabel('有效期（年）').fill('3');
  await look('desk-seal-making');
  await page.locator('.step-form').getByRole('button', { name: '制作印章' }).click();
  await page.getByText('✓ 制作印章，已经记录').waitFor();
  await page.getByRole('button', { name: '启用印章' }).click();
  await page.locator('.step-form').getByRole('button', { name: '启用印章' }).click();
  await page.getByText('使用中').first().waitFor();

  const { platform } = hall.demonstration;
  const seals = createSeals(platform);
  const seal = await seals.sealFor('education', 'letter');
  expect(seal.id).toBe(sealId);
  const sealed = await seals.useSeal({
    seal,
    files: unsealedFiles(),
    stamps: [{ page: 1, x: 120, y: 200, width: 42, height: 42 }],
    purpose: 'letter',
    actor: { person: 'system', capacity: 'system' },
    subject: { type: 'case', id: '1' },
    caseNo: 'MC20261123-000001-A',
  });
  await sealed.write(platform.pool);
  await page.reload();
  await page.getByText(sealed.sm3).waitFor();
  await look('desk-seal');

  await page.getByRole('button', { name: '停用印章' }).click();
  await page.getByRole('radio', { name: '密钥可能泄露或者失控' }).check();
  await look('desk-seal-stopping');
  await page.locator('.step-form').getByRole('button', { name: '停用印章' }).click();
  await page.getByText('已停用').first().waitFor();
  await page.getByRole('button', { name: '变更用印人员' }).click();
  await page.getByRole('button', { name: '＋ 再加一个岗位' }).click();
  await look('desk-seal-users');
  await page.locator('.step-form').getByRole('button', { name: '变更用印人员' }).click();
  await page.getByText('可以用印的岗位 2 个').waitFor();

  const issuer = await hall.atDesk('issuer');
  await issuer.page.goto('/desk/seals/apply');
  await issuer.page.getByText('您的岗位没有这项权限').waitFor();
  await issuer.page.goto('/desk/seals/35019999999999');
  await issuer.page.getByRole('alert').waitFor();
  await issuer.look('desk-seal-unknown');
});
