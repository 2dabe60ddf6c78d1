/** Pages that are open to everybody: each examined on a phone, the large type, the way past the head by keyboard. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Hall, openHall, type Visitor } from '../../support/visitor.ts';
import { isFocused, tabTo } from './gestures.ts';

let hall: Hall;
let reader: Visitor;

beforeAll(async () => {
  hall = await openHall('2026-11-23T09:00:00+08:00');
  reader = await hall.visit({ width: 360 });
});
afterEach(({ task }) => (task.result?.state === 'fail' ? hall.keepPictures(task.name) : undefined));
afterAll(() => hall?.close());

const pages = {
  home: '/',
  personal: '/for/personal',
  business: '/for/business',
  topic: '/topics/food',
  'all-items': '/search',
  'nothing-found': '/search?q=zzzzqqqq',
  'guide-filing': '/items/prepackaged-food-filing',
  'guide-immediate': '/items/business-licence-reissue',
  offices: '/offices',
  'one-office': '/offices/market-regulation',
  progress: '/progress',
  'progress-unreadable': '/progress?no=1',
  deadline: '/deadline',
  'deadline-answer': '/deadline?from=2026-02-13&days=20&unit=working',
  'no-page': '/no-such-page',
};

it.each(Object.entries(pages))('the page %s can be read by everybody', async (name, address) => {
  const { page, look } = reader;
  await page.goto(address);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await look(`portal-${name}`);
});

it('draws Chinese letters, not boxes', async () => {
  const { page } = reader;
  await page.goto('/');
  const drawn = await page.evaluate(() => {
    const [one, another] = ['明', '窗'].map((letter) => {
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      if (!pen) return '';
      pen.font = `40px ${getComputedStyle(document.body).fontFamily}`;
      pen.fillText(letter, 10, 50);
      return canvas.toDataURL();
    });
    return one !== another;
  });
  expect(drawn).toBe(true);
});

it('keeps large type from page to page, and fits a phone in it', async () => {
  const { page, look } = await hall.visit({ width: 360, scripts: false });
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  await page.goto('/items/food-business-licence');
  const before = await size();
  await page.getByRole('button', { name: '大字版' }).click();
  expect(await size()).toBeGreaterThan(before);
  expect(new URL(page.url()).pathname).toBe('/items/food-business-licence');
  await look('portal-large-guide');
  await page.goto('/');
  expect(await size()).toBeGreaterThan(before);
  await look('portal-large-home');
  await page.getByRole('button', { name: '标准字号' }).click();
  expect(await size()).toBe(before);
});

it('leads past the head with the first press of Tab, and from there to the search', async () => {
  const { page } = reader;
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '跳到正文' });
  expect(await isFocused(skip)).toBe(true);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('searchbox'));
  await page.keyboard.insertText('营业执照丢了');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '营业执照遗失补领' }).waitFor();
});
