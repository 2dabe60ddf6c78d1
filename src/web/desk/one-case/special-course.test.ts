import { expect, test } from 'vitest';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { describe as inWords } from '../../../capabilities/licensing/words.ts';
import { sentBack, specialProcedure } from './special-course.ts';

const entry = (step: string, note = ''): CaseView['timeline'][number] => ({
  version: 1,
  step,
  label: step,
  effectiveOn: '2026-03-09',
  recordedAt: '2026-03-09T01:00:00.000Z',
  actor: '示例',
  office: null,
  officeName: null,
  lane: null,
  basis: [],
  note,
  documents: [],
  hash: '',
});
const lane = (state: string): CaseView['lanes'][number] => ({
  lane: 'review',
  label: '审查',
  per: 'office',
  instance: 'market-regulation',
  instanceLabel: '市场监管局',
  state,
  stateLabel: state,
  over: state === 'agreed',
  since: '2026-03-09',
  officer: null,
  urgedOn: null,
  note: null,
});
const clock = (light: CaseView['clocks'][number]['light']): CaseView['clocks'][number] => ({
  name: 'decision-promised',
  of: null,
  laneName: null,
  label: '承诺期限',
  rule: '',
  basis: [],
  against: 'agency',
  startedOn: '2026-03-02',
  stoppedOn: null,
  ranOut: false,
  voided: false,
  due: '2026-03-19',
  light,
  mayLapse: false,
  daysLeft: 8,
  provisional: false,
  pauses: [],
  extendedDays: 0,
  days: 10,
  unit: 'working',
});

test('a case is sent back until every office has concluded anew', () => {
  const timeline = [entry('review'), entry('send-back', '退回重新审查。')];
  expect(sentBack({ timeline, lanes: [lane('working')], clocks: [] })?.note).toBe('退回重新审查。');
  expect(sentBack({ timeline, lanes: [lane('agreed')], clocks: [] })).toBeUndefined();
  expect(sentBack({ timeline: [entry('review')], lanes: [lane('waiting')], clocks: [] })).toBeUndefined();
});

test('a special procedure is called as the record of its beginning calls it, while it stops a clock', () => {
  const suspended = {
    kind: 'suspended',
    data: { office: 'market-regulation', reason: 'appraisal', days: 10 },
    basis: [],
    effectiveOn: '2026-03-09',
    payload: {},
    version: 1,
    recordedAt: '2026-03-09T01:00:00.000Z',
    actor: { capacity: 'post' as const, person: 'p', office: 'market-regulation', role: 'reviewer' as const },
  };
  const timeline = [
    entry(
      'suspend',
      inWords(suspended, {}, () => '市场监管局'),
    ),
  ];
  expect(specialProcedure({ timeline, lanes: [], clocks: [clock('paused')] })).toEqual({ kind: '鉴定' });
  expect(specialProcedure({ timeline, lanes: [], clocks: [clock('normal')] })).toBeUndefined();
});
