import { describe, expect, it } from 'vitest';
import { project } from '../../src/capabilities/cases/projection.ts';
import { licence } from '../../src/capabilities/licensing/items.fixture.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import {
  applicant,
  at,
  calendar,
  clerk,
  ImaginedCase,
} from '../../src/kernel/procedure/imagined-case.fixture.ts';

const testing = { reason: 'testing', days: 20, notice: '检测' };

/** What lists, the worklist and the board read of a case accepted on 2026-04-20 (due by 2026-05-20) and suspended later. */
function rowsWhenSuspendedOn(day: string) {
  const made = new ImaginedCase(licensing, licence)
    .file('2026-04-20')
    .take('accept', '2026-04-20', clerk)
    .take('suspend', day, at('reviewer'), testing);
  const context = made.context(day, applicant);
  return project(made.procedure, made.facts, { ...context, calendar });
}

describe('rows of a case', () => {
  it('one whose limit had ended before it was suspended stays among the overdue', () => {
    const { paused, due, clocks, worklist } = rowsWhenSuspendedOn('2026-05-22');
    expect({ paused, due }).toEqual({ paused: false, due: '2026-05-07' });
    expect(clocks.map((clock) => clock.paused)).not.toContain(true);
    expect(worklist.map((row) => row.paused)).not.toContain(true);
  });

  it('one suspended in time is paused', () => {
    const { paused } = rowsWhenSuspendedOn('2026-04-24');
    expect(paused).toBe(true);
  });
});
