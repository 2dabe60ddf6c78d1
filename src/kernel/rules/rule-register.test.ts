import { describe, expect, it } from 'vitest';
import { publishedCalendar } from '../time/calendar.ts';
import { isLegalDay } from '../time/legal-day.ts';
import { ruleDeadline } from './rule-deadline.ts';
import { citation, findRule, getRule, listRules } from './rule-register.ts';

const calendar = publishedCalendar();

describe('the register of clock rules', () => {
  it('has every id once, and every rule is complete', () => {
    const ids = listRules().map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of listRules()) {
      expect(isLegalDay(rule.lawVersion), rule.id).toBe(rule.read);
      expect(rule.days, rule.id).toBeGreaterThan(0);
      for (const text of [rule.law, rule.article, rule.trigger, rule.expiry, rule.summary])
        expect(text).not.toBe('');
    }
  });

  it('extensions name an existing rule of the same length', () => {
    for (const { extension } of listRules())
      if (extension) expect(getRule(extension.rule).days).toBe(extension.days);
  });

  it('what was not read in a text is only a default of a setting', () => {
    for (const rule of listRules()) if (!rule.read) expect(rule.kind, rule.id).toBe('local');
  });

  it('行政许可法 §82: agency periods are working days', () => {
    const own = listRules().filter((rule) => rule.id.startsWith('XK-') && rule.against === 'agency');
    expect(own.every((rule) => rule.unit === 'working')).toBe(true);
  });

  it.each([
    ['XK-32-4', 5],
    ['XK-42-1', 20],
    ['XK-42-1-extension', 10],
    ['XK-42-2', 45],
    ['XK-42-2-extension', 15],
    ['XK-43', 20],
    ['XK-44', 10],
    ['XK-47-request', 5],
    ['XK-47-hearing', 20],
    ['SCZT-19', 3],
    ['XXGK-30', 7],
    ['XXGK-33', 20],
    ['XXGK-34', 15],
  ])('%s is %i working days', (id, days) => {
    expect(getRule(id)).toMatchObject({ days, unit: 'working' });
  });

  it('finds nothing under an unknown id', () => {
    expect(findRule('XK-99')).toBeUndefined();
    expect(() => getRule('XK-99')).toThrow(RangeError);
  });
});

describe('the deadline of a rule', () => {
  it('deemed acceptance: received 2026-02-13, notice by 2026-02-27, decision by 2026-03-19', () => {
    expect(ruleDeadline(calendar, getRule('XK-32-4'), '2026-02-13', []).due).toBe('2026-02-27');
    const decision = ruleDeadline(calendar, getRule('XK-42-1'), '2026-02-13', []);
    expect(decision.due).toBe('2026-03-19');
    expect(decision.lines.at(-1)).toMatchObject({ kind: 'due', basis: '行政许可法第四十二条第一款' });
  });

  it('counts back from the event where the law says 前 (行政许可法 §50, §48)', () => {
    expect(ruleDeadline(calendar, getRule('XK-50'), '2026-03-31', [])).toMatchObject({
      due: '2026-03-01',
      provisional: false,
    });
    expect(ruleDeadline(calendar, getRule('XK-48-1'), '2026-03-05', []).due).toBe('2026-02-25');
    const pause = { from: '2026-02-01', to: '2026-02-03' };
    expect(() => ruleDeadline(calendar, getRule('XK-50'), '2026-03-31', [pause])).toThrow('倒数');
    expect(() => ruleDeadline(calendar, getRule('XK-50'), '31.3.2026', [])).toThrow('有效日期');
  });

  it('is cited without the long name of the state', () => {
    expect(citation(getRule('SCZT-19'))).toBe('市场主体登记管理条例第十九条第一款');
  });
});
