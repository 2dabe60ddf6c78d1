import { expect, test } from 'vitest';
import { findPlantedText, plantedText } from './planted-text.ts';

test.each([
  '规划和123656的网站怎么开www_英国365老板_365bet官方平台开户分局',
  '请访问 https://example.invalid/',
  '关于<script>alert(1)</script>的通知',
  '线上娱乐城注册送彩金',
  '更多资讯 ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ',
  '食品经营许可加微信办理',
])('%s is planted', (text) => {
  expect(plantedText(text)).toBeDefined();
});

/** Each is the kind of name that real lists hold and that a careless filter would refuse. */
test.each([
  '代开发票作废（县级行使）',
  '体育彩票销售网点设立登记',
  '娱乐场所经营许可',
  '网络预约出租汽车运输证发放',
  '禁毒宣传和赌博场所举报奖励',
  '拖拉机\\联合收割机检验合格标志核发',
  '企业开户登记',
  '预支50%确认',
])('%s is not', (text) => {
  expect(plantedText(text)).toBeUndefined();
});

test('is found however deep it lies', () => {
  expect(findPlantedText({ a: [{ b: '正常' }, { c: 'www.x' }] })).toEqual([{ text: 'www.x', trace: 'www.' }]);
});
