/** A company keeps its receipts; a stranger checks one in a browser of his own, on line and off, by keyboard. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { receiptAddress } from '../../../src/kernel/ledger/receipt-address.ts';
import { newPrivateKey, signingKey } from '../../../src/platform/ledger/sm2.ts';
import { fileCase } from '../../support/demonstration.ts';
import { readQr } from '../../support/read-qr.ts';
import { type Hall, openHall, password, type Visitor } from '../../support/visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingchuang-kept-'));
let hall: Hall;
let company: Visitor;
let stranger: Visitor;
let caseNo = '';
let publicKey = '';
/** What the codes say to a telephone: the receipt's own, and the one printed on the letter of acceptance. */
let receiptCode = '';
let letterCode = '';
/** As the company downloads it. */
let evidence: { receipt: Parameters<typeof receiptAddress>[1]; fact: { data: object } };

beforeAll(async () => {
  hall = await openHall('2026-03-02T09:00:00+08:00');
  ({ caseNo } = await fileCase(hall.demonstration));
  await (await hall.demonstration.as('clerk')).take(caseNo, 'accept');
  publicKey = hall.demonstration.platform.ledgerKeys.signing().publicKey;
  company = await hall.visit({ width: 360 });
  stranger = await hall.visit({ width: 360 });
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(async () => {
  await hall?.close();
  rmSync(folder, { recursive: true });
});

it('the company finds its receipts, and a file that proves them', async () => {
  const { page, look } = company;
  await page.goto(`/sign-in?return=/my/cases/${caseNo}`);
  await page.getByLabel('用户名').fill('company');
  await page.getByLabel('密码').fill(password);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '存证' }).first().click();
  await look('portal-evidence');
  [receiptCode = ''] = await readQr(page.getByRole('img', { name: '提交申请的存证回执二维码' }));
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载存证文件' }).click();
  const kept = join(folder, 'evidence.json');
  await (await download).saveAs(kept);
  evidence = JSON.parse(await (await import('node:fs/promises')).readFile(kept, 'utf8'));
  expect(evidence.receipt.subject).toBe(`case/${caseNo}`);
  expect(receiptCode).toBe(receiptAddress(hall.demonstration.platform.config.address, evidence.receipt));
  await page.goto(`/my/cases/${caseNo}`);
  await page.getByRole('link', { name: '受理通知书' }).first().click();
  [letterCode = ''] = await readQr(page.getByRole('img', { name: '存证回执的二维码' }));
});

it('everybody sees what was signed, and by which key', async () => {
  const { page, look } = stranger;
  await page.goto('/');
  await page.getByRole('link', { name: '账本与存证' }).click();
  await look('portal-ledger');
  expect(await page.getByText(publicKey).count()).toBe(1);
  await page.getByRole('link', { name: '打印这个检查点' }).click();
  await look('portal-checkpoint');
  const feed = await page.request.get('/ledger/feed');
  expect(feed.headers()['content-type']).toContain('application/atom+xml');
  expect(await feed.text()).toMatch(/<entry>\s*<id>.*\/ledger\/checkpoints\/\d+#[0-9a-f]{64}<\/id>/);
});

it('whoever follows the code of a letter checks it on line, with the key the site publishes', async () => {
  const { page, look } = stranger;
  expect(letterCode).not.toBe(receiptCode);
  // Codes name the address of the configuration; the server of the tests listens wherever there was a free port.
  await page.goto(letterCode.replace(hall.demonstration.platform.config.address, ''));
  await page.getByRole('button', { name: '用本网站公布的公钥' }).click();
  await page.getByText('已经取到公钥').waitFor();
  await page.getByRole('button', { name: '联网取最新的证明' }).click();
  await page.getByText('核对通过').waitFor();
  const report = await page.locator('#report').innerText();
  for (const said of [
    '这条记录在账本里，排在第 2 条',
    '公钥取自本网站',
    '没有外部见证',
    '请用存证文件',
    '从来证明不了',
  ]) {
    expect(report).toContain(said);
  }
  await look('check-on-line');
});

it('off line, with a file and a key from elsewhere, by keyboard alone', async () => {
  const { page, look } = stranger;
  await page.goto('/ledger/check');
  await page.context().route('**/*', (request) => request.abort());
  await page.getByLabel('也可以选一个文件').setInputFiles(join(folder, 'evidence.json'));
  await page.getByText('已经读到文件').waitFor();
  await page.getByLabel('账本的公钥').focus();
  await page.keyboard.insertText(publicKey.match(/.{1,8}/g)?.join(' ') ?? '');
  for (const name of ['用本网站公布的公钥', '核对']) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
  }
  await page.keyboard.press('Enter');
  await page.getByText('核对通过').waitFor();
  const report = await page.locator('#report').innerText();
  expect(report).toContain('文件里的记录就是当时签了回执的那一条，一字未改');
  expect(report).toContain('附属内容（姓名、意见等）也是当时的');
  await look('check-off-line');
});

it('what was changed, and a key that is another one, do not pass', async () => {
  const { page, look } = stranger;
  const changed = {
    ...evidence,
    fact: { ...evidence.fact, data: { ...evidence.fact.data, channel: 'window' } },
  };
  await page.getByLabel('回执或者存证文件').fill(JSON.stringify(changed));
  await page.getByRole('button', { name: '核对', exact: true }).click();
  await page.getByText('核对没有通过').waitFor();
  expect(await page.locator('#report').innerText()).toContain('文件里的记录与回执对不上');
  await look('check-changed');
  await page.getByLabel('回执或者存证文件').fill(JSON.stringify(evidence));
  await page.getByLabel('账本的公钥').fill(signingKey(newPrivateKey()).publicKey);
  await page.getByRole('button', { name: '核对', exact: true }).click();
  await page.getByText('您给的公钥是另一个').waitFor();
  await page.getByLabel('账本的公钥').fill('04ab');
  await page.getByRole('button', { name: '核对', exact: true }).click();
  await page.getByText('公钥看不懂').waitFor();
  await page.getByRole('button', { name: '联网取最新的证明' }).click();
  await page.getByText('现在连不上网站').waitFor();
  writeFileSync(join(folder, 'picture.png'), 'no picture');
  await page.getByLabel('也可以选一个文件').setInputFiles(join(folder, 'picture.png'));
  await page.getByText('没有从图片里读出二维码').waitFor();
});

it('receipt and key are scanned where the browser can read codes', async () => {
  const { page } = await hall.visit({ width: 360 });
  // The browser of the tests has no eye for codes: what it would have read is laid before it, as the picture or the camera.
  await page.addInitScript(() => {
    const seen: unknown[] = [];
    class BarcodeDetector {
      detect = async () => seen.slice(-1).map((rawValue) => ({ rawValue }));
    }
    Object.assign(globalThis, { BarcodeDetector, lay: (text: string) => seen.push(text) });
  });
  const lay = (text: string) => page.evaluate((code) => Reflect.get(globalThis, 'lay')(code), text);
  await page.goto('/ledger/check');
  await page.context().route('**/*', (request) => request.abort());
  await lay(receiptAddress(hall.demonstration.address, evidence.receipt));
  writeFileSync(join(folder, 'code.png'), await QRCode.toBuffer('code'));
  await page.getByLabel('也可以选一个文件').setInputFiles(join(folder, 'code.png'));
  await page.getByText('已经读到图片里的二维码').waitFor();
  await lay(publicKey.toUpperCase());
  await page.getByRole('button', { name: '扫公钥的二维码' }).click();
  await page.getByText('已经扫到').waitFor();
  expect(await page.getByLabel('账本的公钥').inputValue()).toBe(publicKey);
  await page.getByRole('button', { name: '核对', exact: true }).click();
  await page.getByText('回执没有问题，还没有核对账本').waitFor();
});
