import { expect, test } from 'vitest';
import { whyNotNow } from './why-not-now.ts';

const refused = {
  code: 'step/not-from-here',
  label: '撤回申请',
  why: '办件目前“审查中”，不能撤回申请。',
  needed: '需要：办件“草稿”或“已提交”。',
};

test('a step that is not open is refused by how the case stands, without a list of states', () => {
  expect(whyNotNow({ status: 'reviewing', statusLabel: '审查中' }, refused)).toEqual({
    detail: '办件目前“审查中”，暂时不能撤回申请。',
  });
});

test('nobody is told to wait for what can no longer be done', () => {
  expect(whyNotNow({ status: 'closed', statusLabel: '已办结' }, refused).detail).toContain('不能再撤回申请');
});

test('a refusal for another reason says what would be needed', () => {
  const twice = {
    code: 'rating/follow-up-used',
    label: '评价',
    why: '已经追加过评价。',
    needed: '不用再评价。',
  };
  expect(whyNotNow({ status: 'closed', statusLabel: '已办结' }, twice)).toEqual({
    detail: twice.why,
    needed: twice.needed,
  });
});
