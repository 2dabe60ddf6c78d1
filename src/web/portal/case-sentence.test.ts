import { describe, expect, it } from 'vitest';
import type { CaseView, ClockView } from '../../capabilities/cases/public.ts';
import { caseSentence } from './case-sentence.ts';

const today = '2026-03-09';

describe('the sentence on top of a case', () => {
  it('says what is done, the last day, and how many working days are left', () => {
    const view = standing('reviewing', [clock('decision-promised', { due: '2026-03-19', daysLeft: 8 })]);
    expect(caseSentence(view, today)).toMatchObject({
      says: '正在审查，最迟 3月19日 周四（还有 8 个工作日）',
      tone: 'normal',
      clock: { name: 'decision-promised' },
    });
  });

  it('says before acceptance by when an answer must come, and that silence is acceptance', () => {
    const view = standing('submitted', [clock('one-time-notice', { due: '2026-03-13', daysLeft: 4 })]);
    const { says, means } = caseSentence(view, today);
    expect(says).toContain('最迟 3月13日 周五 答复您是否受理');
    expect(means).toContain('视为从收到之日起已经受理');
  });

  it('counts what is still to be mended', () => {
    const items = [true, false].map((answered, index) => ({
      index,
      materialCode: null,
      materialName: null,
      text: '',
      answered,
      answer: null,
    }));
    const view = { ...standing('correcting', []), notice: { on: today, termDays: null, items } };
    expect(caseSentence(view, today).says).toBe('需要您补正 1 项内容');
  });

  it('does not count days while the clock is paused', () => {
    const view = standing('reviewing', [clock('decision-promised', { light: 'paused', due: '2026-03-26' })]);
    expect(caseSentence(view, today)).toMatchObject({ says: '正在审查，时限暂停计算', tone: 'paused' });
  });

  it('tells a broken promise from a broken law', () => {
    const promised = clock('decision-promised', { light: 'overdue', due: '2026-03-05', daysLeft: -2 });
    const within = clock('decision-statutory', { due: '2026-03-19', daysLeft: 8 });
    const beyond = clock('decision-statutory', { light: 'overdue', due: '2026-03-06', daysLeft: -1 });
    expect(caseSentence(standing('reviewing', [promised, within]), today).means).toBe(
      '部门没有做到承诺的时间。法律规定的最后一天是 3月19日 周四。',
    );
    expect(caseSentence(standing('reviewing', [promised, beyond]), today).means).toContain('行政复议');
  });

  it('is of use for the states of other procedures too', () => {
    const view = standing('listed', [clock('answer', { due: '2026-03-27', daysLeft: 14 })], '等待答复');
    expect(caseSentence(view, today).says).toBe('等待答复，最迟 3月27日 周五（还有 14 个工作日）');
    expect(caseSentence(standing('heard', [], '已经听证'), today).says).toBe('已经听证。');
  });

  it('of an information request follows its own law', () => {
    const request = (status: string, clocks: ClockView[]) => ({
      ...standing(status, clocks),
      procedure: 'information-request',
    });
    const answering = request('confirmed', [clock('answer', { due: '2026-03-27', daysLeft: 14 })]);
    expect(caseSentence(answering, today).says).toBe('正在准备答复，最迟 3月27日 周五（还有 14 个工作日）');
    expect(caseSentence(request('submitted', []), today).means).toContain('从双方确认的那一天起算');
    expect(caseSentence(request('closed', []), today)).toMatchObject({
      says: '已经答复，答复书已经送达。',
      tone: 'good',
    });
    const term = clock('clarification', { against: 'applicant', due: '2026-03-13' });
    expect(caseSentence(request('clarifying', [term]), today)).toMatchObject({
      says: '需要您补充说明要哪些信息，最迟 3月13日 周五（含当日）',
      clock: { name: 'clarification' },
    });
  });

  it('asks for reasons while there is time to give them, 政府信息公开条例 35', () => {
    const answering = clock('answer', { due: '2026-03-27', daysLeft: 14 });
    const sentence = (term: Partial<ClockView>) => {
      const reasons = clock('reasons', { against: 'applicant', due: '2026-03-13', ...term });
      return caseSentence(
        { ...standing('confirmed', [reasons, answering]), procedure: 'information-request' },
        today,
      ).says;
    };
    expect(sentence({})).toBe('请您说明申请的理由，最迟 3月13日 周五（含当日）');
    expect(sentence({ light: 'stopped' })).toContain('正在准备答复，最迟 3月27日');
  });

  it('says at the end what was decided', () => {
    const decided = (label: string): CaseView['timeline'][number] => ({
      version: 5,
      step: 'decide',
      label,
      effectiveOn: today,
      recordedAt: '2026-03-09T01:00:00Z',
      actor: '',
      office: null,
      officeName: null,
      lane: null,
      basis: [],
      note: '',
      documents: [],
      hash: '',
    });
    const closed = standing('closed', []);
    expect(caseSentence({ ...closed, timeline: [decided('准予决定')] }, today)).toMatchObject({
      says: '准予，已经办结。',
      tone: 'good',
    });
    expect(caseSentence({ ...closed, timeline: [decided('不予准予决定')] }, today)).toMatchObject({
      says: '不予准予，已经办结。',
      tone: 'stopped',
    });
  });

  it('asks for a rating once it is over, and thanks for one', () => {
    const view = standing('closed', []);
    expect(caseSentence(view, today).means).toContain('请您评价');
    const rated = { ...view, ratings: [{ grade: 5, tags: [], comment: null, on: today, followUp: false }] };
    expect(caseSentence(rated, today).means).toContain('谢谢');
  });
});

type Standing = Parameters<typeof caseSentence>[0];

function standing(status: string, clocks: ClockView[], statusLabel: CaseView['statusLabel'] = ''): Standing {
  return {
    procedure: 'licensing',
    status,
    statusLabel,
    clocks,
    notice: null,
    licences: [],
    projectType: 'promised',
    ratings: [],
    timeline: [],
    lanes: [],
  };
}

function clock(name: string, more: Partial<ClockView>): ClockView {
  return {
    name,
    of: null,
    laneName: null,
    label: name,
    rule: '',
    basis: [],
    against: 'agency',
    startedOn: '2026-03-02',
    stoppedOn: null,
    ranOut: false,
    voided: false,
    due: '2026-03-16',
    light: 'normal',
    mayLapse: false,
    daysLeft: 5,
    provisional: false,
    pauses: [],
    extendedDays: 0,
    days: 10,
    unit: 'working',
    ...more,
  };
}
