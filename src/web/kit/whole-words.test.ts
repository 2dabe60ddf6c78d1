import { expect, test } from 'vitest';
import { keepWhole } from './whole-words.ts';

const whole = (text: string) => `<span class="whole">${text}</span>`;

test.each(['3月19日 周四', '2027年1月5日', '2月14日 00:05', '10 个工作日'])(
  '%s stays on one line',
  (text) => {
    expect(keepWhole(`<p>最迟${text}。</p>`)).toBe(`<p>最迟${whole(text)}。</p>`);
  },
);

test('attributes, titles and what is typed stay as they are', () => {
  const html = '<title>3月19日</title><a title="3月19日">看</a><textarea>3月19日</textarea>';
  expect(keepWhole(html)).toBe(html);
});

test('a text after an element that is left alone is looked at again', () => {
  expect(keepWhole('<option>3月19日</option>3月20日<br>')).toBe(
    `<option>3月19日</option>${whole('3月20日')}<br>`,
  );
});
