/** Two declarations and several item versions side by side: a case goes by its own until a recorded step moves it. */
import { describe, expect, it } from 'vitest';
import { at, clerk, ImaginedCase, settings } from '../../kernel/procedure/imagined-case.fixture.ts';
import { versionOf } from '../../kernel/procedure/versions.ts';
import { filing, fourOffices, jointLicence, licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';
import { licensing1 } from './licensing-1.ts';

const agree = { conclusion: 'agree', opinion: '符合条件' };
const catalogue = at('catalogue', 'hall');
const reasons = { reasons: '事项更新' };
const shorter = {
  ...fourOffices,
  version: 2,
  limits: { ...fourOffices.limits, promised: { ...fourOffices.limits.promised, days: 10 } },
  reviewLimit: { ...(fourOffices.reviewLimit ?? fourOffices.limits.promised), days: 5 },
};

/** A case opened when version 1 was the newest, today. */
function openedUnder1(item = jointLicence): ImaginedCase {
  const made = new ImaginedCase(licensing1, item).file('2025-09-01').take('accept', '2025-09-01', clerk);
  made.newest = licensing;
  return made;
}

const accepted = () =>
  new ImaginedCase(licensing, fourOffices).file('2025-09-01').take('accept', '2025-09-01', clerk);

describe('declarations', () => {
  it('of before stay loadable, and one that is gone is a fault', () => {
    expect(versionOf(licensing, 1)).toBe(licensing1);
    expect(versionOf(licensing, licensing.version)).toBe(licensing);
    expect(() => versionOf(licensing, 99)).toThrow('licensing@99 cannot be loaded any more');
  });

  it('rule the cases that were opened under them: no step of a later one is there', () => {
    const made = openedUnder1().take('review', '2025-09-02', at('reviewer', 'fire'), agree);
    expect(made.procedure.version).toBe(1);
    expect(() => made.try('withdraw-conclusion', '2025-09-03', at('reviewer', 'fire'), reasons)).toThrow(
      'no step',
    );
    expect(made.clocks().map(({ name }) => name)).not.toContain('review');
  });

  it('are left by a recorded step, with everything that stands', () => {
    const made = openedUnder1().take('review', '2025-09-02', at('reviewer', 'fire'), agree);
    const due = made.clock('decision-statutory').due;
    made.take('move-version', '2025-09-03', at('head'), reasons);
    expect(made.facts.at(-1)).toMatchObject({
      kind: 'version-moved',
      basis: [{ kind: 'internal' }],
      data: {
        from: { procedure: 1, item: 1 },
        to: { procedure: licensing.version, item: 1 },
        survives: ['clocks', 'case/main', 'review/market-regulation', 'review/fire', 'review/planning'],
      },
    });
    expect(made.procedure.version).toBe(licensing.version);
    expect(made.state.lanes.review).toEqual({
      'market-regulation': 'waiting',
      fire: 'agreed',
      planning: 'waiting',
    });
    expect(made.clock('decision-statutory').due).toBe(due);
    made.take('withdraw-conclusion', '2025-09-04', at('reviewer', 'fire'), reasons);
    expect(made.state.lanes.review?.fire).toBe('working');
  });

  it('read the facts of their time: what an old send-back did is not read anew by a later rule', () => {
    const made = openedUnder1();
    for (const office of jointLicence.reviewOffices)
      made.take('review', '2025-09-02', at('reviewer', office), agree);
    made.take('send-back', '2025-09-03', at('approver'), { to: 'review', office: 'fire', reasons: '看' });
    // Under version 1 the offices decided, whatever the list said.
    made.facts = made.facts.map((fact) =>
      fact.kind === 'sent-back' ? { ...fact, data: { ...fact.data, survives: [] } } : fact,
    );
    made.take('move-version', '2025-09-04', at('head'), reasons);
    expect(made.state.lanes.review).toEqual({
      'market-regulation': 'agreed',
      fire: 'working',
      planning: 'agreed',
    });
  });
});

describe('another version of the item', () => {
  it('changes nothing for a running case by itself', () => {
    const made = accepted();
    made.items = [fourOffices, shorter];
    expect(made.item.version).toBe(1);
    expect(made.clock('decision-promised').days).toBe(20);
    expect(made.open('2025-09-02', catalogue)).toEqual(['move-version']);
  });

  it('is taken up by a recorded step; limits that run stay as they were told, those that begin follow it', () => {
    const made = accepted().take('review', '2025-09-02', at('reviewer', 'fire'), agree);
    made.items = [fourOffices, shorter];
    const before = made.clocks().map(({ name, of, due }) => [name, of, due]);
    made.take('move-version', '2025-09-03', catalogue, reasons);
    expect(made.clocks().map(({ name, of, due }) => [name, of, due])).toEqual(before);
    expect(made.item.version).toBe(2);
    made.take('send-back', '2025-09-04', at('approver'), { to: 'review', office: 'fire', reasons: '看' });
    expect(made.clock('review', 'fire')).toMatchObject({ days: 5, startedOn: '2025-09-04' });
    expect(made.clock('review', 'health').days).toBe(15);
  });

  it('brings an office it names, and lets go one it does not, with the pause that office had', () => {
    const made = accepted()
      .take('review', '2025-09-02', at('reviewer', 'planning'), agree)
      .take('suspend', '2025-09-03', at('reviewer', 'fire'), { reason: 'testing', days: 5, notice: '检测' });
    const reviewOffices = ['market-regulation', 'planning', 'health', 'emergency'];
    made.items = [fourOffices, { ...fourOffices, version: 2, reviewOffices }];
    made.take('move-version', '2025-09-08', catalogue, reasons);
    expect(made.facts.at(-1)?.data).toMatchObject({
      opens: [{ lane: 'review', instance: 'emergency', state: 'waiting' }],
      leaves: [{ lane: 'review', instance: 'fire', state: 'waiting' }],
    });
    expect(made.state.lanes.review).toEqual({
      'market-regulation': 'waiting',
      planning: 'agreed',
      health: 'waiting',
      emergency: 'waiting',
    });
    expect(made.clock('decision-statutory').pauses).toMatchObject([{ from: '2025-09-03', to: '2025-09-08' }]);
    expect(made.clock('review', 'fire').stoppedOn).toBe('2025-09-08');
    expect(made.clock('review', 'emergency').startedOn).toBe('2025-09-08');
  });

  it('comes after the decision too late', () => {
    const made = new ImaginedCase(licensing, licence)
      .file('2025-09-01')
      .take('accept', '2025-09-01', clerk)
      .take('review', '2025-09-02', at('reviewer'), agree)
      .take('decide', '2025-09-03', at('approver'), { outcome: 'grant' });
    made.items = [licence, { ...licence, version: 2 }];
    expect(made.try('move-version', '2025-09-04', catalogue, reasons)?.code).toBe('version/decided');
  });

  it('is offered to the catalogue officer and the head of the handling office alone, and only where there is one', () => {
    const made = accepted();
    expect(() => made.try('move-version', '2025-09-02', catalogue, reasons)).toThrow('not hers');
    made.items = [fourOffices, shorter];
    expect(() => made.try('move-version', '2025-09-02', at('head', 'fire'), reasons)).toThrow('not hers');
    expect(made.try('move-version', '2025-09-02', at('head'), reasons)).toBeUndefined();
    expect(() => made.try('move-version', '2025-09-03', at('head'), reasons)).toThrow('not hers');
  });
});

describe('settings', () => {
  const filed = (version: string, made: ImaginedCase) => {
    const [fact] = made.file('2025-09-01').facts;
    if (fact) made.facts = [{ ...fact, data: { ...fact.data, rules: { settings: version } } }];
    return made;
  };
  const first = { ...settings, version: '1' };
  const shortened = {
    version: '2',
    serviceRules: { ...settings.serviceRules, noticeDays: 2 },
    earlier: new Map([['1', first]]),
  };

  it('of the day on which a clock began rule it, whatever was set since', () => {
    expect(filed('1', new ImaginedCase(licensing, filing, shortened)).clock('one-time-notice').due).toBe(
      '2025-09-08',
    );
    expect(filed('2', new ImaginedCase(licensing, filing, shortened)).clock('one-time-notice').due).toBe(
      '2025-09-03',
    );
  });

  it('of that day also say what its end does', () => {
    const noDeemed = { ...settings.serviceRules, deemedAcceptance: false };
    const made = new ImaginedCase(licensing, filing, { ...shortened, serviceRules: noDeemed });
    expect(filed('1', made).settle('2025-09-20').status).toBe('accepted');
    const later = new ImaginedCase(licensing, filing, { ...shortened, serviceRules: noDeemed });
    expect(filed('2', later).settle('2025-09-20').status).toBe('submitted');
  });
});
