/** A certificate in the browser: designed, sealed, made, shown, verified by a stranger, used instead of paper, and revoked. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileCase, sampleFiling } from '../../support/demonstration.ts';
import { readQr } from '../../support/read-qr.ts';
import { type Hall, openHall, password, type Visitor } from '../../support/visitor.ts';
import { chooseStep, keyOf, sayAgain } from './gestures.ts';

let hall: Hall;
let officer: Visitor;
let company: Visitor;
let stranger: Visitor;
let number: string;
let licenceId: string;

beforeAll(async () => {
  hall = await openHall('2026-11-23T09:00:00+08:00');
  company = await hall.visit({ width: 360, scripts: false });
  stranger = await hall.visit({ width: 360, scripts: false });
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

/** Handed in and decided before the certificate begins; the other journeys show how. */
async function granted(form?: object): Promise<string> {
  const { demonstration } = hall;
  const { caseNo } = await fileCase(demonstration, 'food-business-licence', form ? { form } : {});
  const take = async (who: string, step: string, input?: object) => {
    const { status, body } = await (await demonstration.as(who)).take(caseNo, step, input);
    expect(status, JSON.stringify(body)).toBe(200);
  };
  await take('clerk', 'accept');
  await take('reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' });
  await take('approver', 'decide', { outcome: 'grant' });
  return caseNo;
}

const sampleForm = async (changed: object) => {
  const filing = await sampleFiling(await hall.demonstration.as('company'), 'food-business-licence');
  return { ...filing.form, ...changed };
};

describe('the certificate officer', () => {
  it('sees what is mounted, and designs a new version; what is wrong is told at its field', async () => {
    officer = await hall.atDesk('certificates');
    const { page, look } = officer;
    await page.getByRole('link', { name: '电子证照' }).click();
    await page.getByText('还没有您可以查看的证照').waitFor();
    await page.getByRole('link', { name: '证照目录和类型' }).click();
    await page.getByRole('row', { name: /食品经营许可证.*第 1 版/ }).waitFor();
    await look('desk-certificate-directory');
    await page.getByRole('link', { name: '设计一种证照' }).click();
    await page.getByText('这里显示样张').waitFor();
    await page.getByLabel('证照名称').fill('旅馆业特种行业许可证');
    await page.getByRole('button', { name: '保存这种证照' }).click();
    await page.getByText('请填写“证照类型代码”').waitFor();
    await look('desk-type-new');
    await page.goto('/desk/certificate-types/food-business-licence/design');
    await page.getByRole('img', { name: '证照样张' }).waitFor();
    await page.getByLabel('编号规则').fill('JY{sequenz}');
    await page.getByText('编号规则里没有“{sequenz}”').waitFor();
    await page.getByLabel('编号规则').fill('JY{category}{division}{sequence}{check}');
    await page.getByRole('button', { name: '＋ 再加一栏' }).click();
    await page.getByLabel('栏目名称').last().fill('经营面积（平方米）');
    await page.getByLabel('取自申请表的').last().selectOption({ label: '面积' });
    await page.getByText('样张：用事项的填写样例印成').waitFor();
    await look('desk-type-design');
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await page.getByRole('row', { name: /食品经营许可证.*第 2 版/ }).waitFor();
  });

  it('has a seal for certificates made, which another puts into use', async () => {
    const { page } = officer;
    await page.goto('/desk/seals/apply');
    await page.getByLabel('申请部门').selectOption({ label: '明川经济开发区市场监督管理局' });
    await page.getByRole('radio', { name: /证照专用章/ }).check();
    await page.getByLabel('申请理由').fill('食品经营许可证用。');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('已申请，待制作').first().waitFor();
    const keeper = await hall.atDesk('sealer');
    await keeper.page.goto(page.url());
    for (const step of ['制作印章', '启用印章']) {
      await chooseStep(keeper.page, step);
      await keeper.page.locator('.step-form').getByRole('button', { name: step }).click();
      await keeper.page.getByText(`✓ ${step}，已经记录`).waitFor();
    }
    await keeper.page.getByText('使用中').first().waitFor();
  });
});

describe('the issuer', () => {
  it('makes what waits in one go; what cannot be printed says why, and is tried again', async () => {
    await granted();
    const wrong = await granted(await sampleForm({ operatorName: '示例𠮷餐饮有限公司' }));
    const issuer = await hall.atDesk('issuer');
    const { page, look } = issuer;
    await page.getByRole('link', { name: '批量制证' }).click();
    await page.getByText('2 件等待制证').waitFor();
    await page.getByRole('button', { name: '全部制证' }).click();
    await page.getByText('制成 1 件，没有制成 1 件').first().waitFor();
    await page.getByRole('row', { name: new RegExp(`${wrong}.*没有制成.*𠮷`) }).waitFor();
    await look('desk-batch');
    await page.getByRole('button', { name: '重试没有制成的 1 件' }).click();
    await page.getByRole('button', { name: '重试没有制成的 1 件' }).waitFor();
    await page.getByRole('link', { name: '电子证照' }).click();
    await page.getByRole('link', { name: '食品经营许可证' }).waitFor();
    await look('desk-certificates');
    number = (await page.locator('.certificates .number').first().innerText()).trim();
    await page.getByLabel('搜索证照').fill(number.slice(0, 6));
    await page.keyboard.press('Enter');
    await page.getByText('没有符合条件的证照').waitFor();
    await look('desk-certificates-none');
    await page.getByLabel('搜索证照').fill('示例餐饮');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: '食品经营许可证' }).click();
    await page.getByRole('heading', { level: 1, name: /食品经营许可证/ }).waitFor();
    licenceId = page.url().split('/').at(-1) ?? '';
    await page.getByText('经营面积（平方米）').first().waitFor();
    await look('desk-certificate');
    const picture = page.getByRole('img', { name: '食品经营许可证的图样' });
    await page.goto((await picture.getAttribute('src')) ?? '');
    const { address } = hall.demonstration.platform.config;
    expect(await readQr(page.locator('svg').first())).toEqual([`${address}/v/${licenceId}`]);
  });
});

const shown = async () => {
  const holder = await hall.demonstration.as('company');
  const { body } = await holder.post<{ token: string }>(`/api/v1/licences/${licenceId}/presentations`, {});
  return body.token;
};

describe('the company and a stranger, on their phones', () => {
  it('she has it in her wallet and shows it; the stranger scans and reads that it is in force', async () => {
    const { page, look } = company;
    await page.goto('/sign-in?to=%2Fmy%2Flicences');
    await page.getByLabel('用户名').fill('company');
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录' }).last().click();
    await page.goto('/my/licences');
    await look('portal-wallet');
    await page
      .getByRole('link', { name: /食品经营许可证/ })
      .first()
      .click();
    await look('portal-licence');
    await page.getByRole('link', { name: /亮证/ }).first().click();
    const code = page.getByRole('img', { name: '亮证二维码' });
    await code.waitFor();
    await look('portal-licence-shown');
    const [scanned = ''] = await readQr(code);
    expect(scanned).toMatch(new RegExp(`^${hall.demonstration.address}/s/`));
    await stranger.page.goto(scanned);
    await stranger.page.getByText('现在有效').first().waitFor();
    await stranger.look('portal-stranger-valid');
  });

  it('the next filing takes it from her wallet', async () => {
    const { page, look } = company;
    const holder = await hall.demonstration.as('company');
    const filing = await sampleFiling(holder, 'food-business-licence-change', { licenceId, draft: true });
    const { body } = await holder.post('/api/v1/cases', filing);
    await page.goto(`/my/drafts/${body.caseNo}/materials`);
    await page.getByLabel(/同意取用：食品经营许可证/).check();
    await look('portal-draft-wallet');
    await page.getByRole('button', { name: '保存并继续' }).last().click();
    await page.getByLabel(/我保证|我已经从头读过/).check();
    await page.getByRole('button', { name: '提交申请' }).last().click();
    await page.getByRole('heading', { level: 1, name: '已经收到您的申请' }).waitFor();
    await page.goto(`/my/licences/${licenceId}`);
    await page.getByText(/代替材料“.*”，持证人自己选用/).waitFor();
  });

  it('at the counter the clerk scans her code and takes it instead of paper', async () => {
    const { page, look } = await hall.atDesk('clerk');
    await page.goto('/desk/intake');
    await page.getByLabel('办什么事？').fill('食品经营许可延续');
    await page.getByRole('button', { name: /^食品经营许可延续/ }).click();
    await page.getByRole('button', { name: '填入示范文本（演示）' }).click();
    await page.getByRole('button', { name: '下一步：申请表' }).click();
    await page.getByRole('button', { name: '下一步：材料' }).click();
    const code = page.getByLabel('用电子证照代替材料');
    await code.fill('http://example.invalid/s/no-code');
    await code.press('Enter');
    await page.getByText('这不是亮证的二维码').waitFor();
    await code.fill(`${hall.demonstration.address}/s/${await shown()}`);
    await code.press('Enter');
    await page.getByText(`✓ 已取用食品经营许可证 ${number}`).waitFor();
    await look('desk-intake-consent');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '提交并打印回执' }).click();
    await page.waitForURL(/receipt$/);
    const { body } = await (await hall.demonstration.as('certificates')).get<{
      timeline: { note: string }[];
    }>(`/api/v1/licences/${licenceId}`);
    expect(body.timeline.at(-1)?.note).not.toBe('');
    expect(body.timeline.some(({ note }) => note.includes('持证人在窗口出示二维码同意'))).toBe(true);
  });
});

describe('it is revoked', () => {
  it('she is told and heard, the head decides, and the stranger reads revoked, since when, why', async () => {
    const { page, look } = officer;
    await page.goto(`/desk/certificates/${licenceId}`);
    await page.keyboard.press(await keyOf(page, '告知拟撤销或者撤回'));
    await page.getByRole('button', { name: '告知拟撤销或者撤回' }).click();
    await page.getByText('请选择“拟作出的处理”').waitFor();
    await look('desk-certificate-step-gaps');
    await page.getByRole('radio', { name: '撤销', exact: true }).check();
    await page.getByRole('radio', { name: /^撤销：.*不具备申请资格/ }).check();
    await page.getByLabel('事实和理由').fill('现场核查发现经营场所不符合条件。');
    await page.locator('.step-form button[type=submit]').click();
    await page.getByRole('button', { name: '确认告知拟撤销或者撤回' }).click();
    await page.getByText('✓ 告知拟撤销或者撤回，已经记录').waitFor();
    await page.getByRole('link', { name: '拟撤销行政许可告知书', exact: true }).waitFor();

    await company.page.goto(`/my/licences/${licenceId}/views`);
    await company.page.getByLabel('您的意见').fill('已经整改。');
    await company.look('portal-licence-views');
    await company.page.getByRole('button', { name: '提交意见' }).click();

    const head = await hall.atDesk('head');
    await head.page.goto(`/desk/certificates/${licenceId}`);
    await chooseStep(head.page, '撤销');
    await head.page.getByRole('radio', { name: /不具备申请资格/ }).check();
    await head.page.getByRole('radio', { name: '作出许可决定的机关' }).check();
    await head.page.getByLabel('事实和理由').fill('现场核查发现经营场所不符合条件，整改后仍不符合。');
    await head.page
      .getByRole('group', { name: /公共利益造成重大损害/ })
      .getByRole('radio', { name: '否' })
      .check();
    await sayAgain(head.page, '撤销');
    await head.page.getByText('已撤销').first().waitFor();
    await head.look('desk-certificate-revoked');

    await stranger.page.goto(`/v/${licenceId}`);
    const told = stranger.page.getByRole('main');
    for (const text of ['已撤销', '2026年11月23日', '不具备申请资格', '第六十九条']) {
      await told.getByText(text).first().waitFor();
    }
    await stranger.look('portal-stranger-revoked');
  });
});
