import { expect, it, describe as suite } from 'vitest';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { facts } from './lanes.ts';
import { describe } from './words.ts';

const officeName = (id: string) =>
  ({ 'market-regulation': '市场监督管理局', fire: '消防救援大队' })[id] ?? id;

function fact(kind: string, data: JsonObject = {}): Fact {
  return {
    version: 1,
    kind,
    effectiveOn: '2026-02-13',
    recordedAt: '2026-02-13T02:00:00.000Z',
    actor: { person: 'p1', capacity: 'post' },
    basis: [],
    data,
  };
}

suite('the sentence of a fact', () => {
  it.each(Object.keys(facts))('%s reads well when its payload is erased or hidden', (kind) => {
    const data = {
      office: 'market-regulation',
      offices: ['market-regulation'],
      days: 5,
      grade: 5,
      items: [],
      answered: [],
    };
    const sentence = describe(fact(kind, data), {}, officeName);
    expect(sentence).toMatch(/。$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|：。|market-regulation/);
  });

  it('of a grant against a review says both', () => {
    const granted = fact('granted', { against: ['fire'] });
    expect(describe(granted, { reasons: '已另设出口' }, officeName)).toBe(
      '决定准予，没有采纳消防救援大队的不同意意见：已另设出口。',
    );
    expect(describe(granted, {}, officeName)).toBe('决定准予，没有采纳消防救援大队的不同意意见。');
  });

  it('names every demand of the notice and the term', () => {
    const data = {
      items: [
        { key: 'material:plan', materialCode: 'plan' },
        { key: 'text:1', materialCode: null },
      ],
      termDays: 15,
    };
    const payload = { items: ['补交布局图。', '写明经营面积'] };
    expect(describe(fact('one-time-notice-given', data), payload, officeName)).toBe(
      '一次性告知需要补正的全部内容，共 2 项：补交布局图；写明经营面积。请在 15 个工作日内补正。',
    );
  });

  it('says from which day a deemed acceptance counts', () => {
    const data = { deemed: true, offices: ['market-regulation', 'fire'] };
    expect(describe(fact('accepted', data), {}, officeName)).toBe(
      '没有在期限内一次性告知补正内容，视为自 2026年2月13日收到之日起受理，由市场监督管理局、消防救援大队审查。',
    );
  });

  it('counts materials, not files, and tells what is still to come', () => {
    const materials: Json[] = [
      { materialCode: 'plan', documentId: 'd1' },
      { materialCode: 'plan', documentId: 'd2' },
      { materialCode: 'rules', deferred: true },
    ];
    expect(
      describe(fact('submitted', { channel: 'window', materials, receivedOn: '2026-02-13' }), {}, officeName),
    ).toBe('窗口提交申请，交来 1 种材料，另有 1 种稍后补交。申请于 2026年2月13日收到，由工作人员补录。');
  });

  it('keeps rare characters and the middle dot of names', () => {
    const sentence = describe(
      fact('delivered', { method: 'collection' }),
      { receiver: '阿卜杜·𬱖' },
      officeName,
    );
    expect(sentence).toBe('办理结果已送达，方式：自取，签收人：阿卜杜·𬱖。办件办结。');
  });

  it('a rating says what was ticked and what was written', () => {
    const rated = fact('rated', { grade: 2 });
    expect(describe(rated, { tags: ['材料太多', '等得久'], comment: '跑了三趟' }, officeName)).toBe(
      '评价：不满意（材料太多、等得久）。留言：跑了三趟。',
    );
    expect(describe(rated, {}, officeName)).toBe('评价：不满意。');
  });

  it('a fact that licensing does not know is a fault', () => {
    expect(() => describe(fact('answered'), {}, officeName)).toThrow('answered');
  });
});
