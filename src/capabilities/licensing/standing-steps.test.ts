/** What may happen to any case, whatever its law: urged, given to somebody, taken over by another office. */
import { describe, expect, it } from 'vitest';
import { local } from '../../kernel/basis.ts';
import {
  applicant,
  at,
  clerk,
  ImaginedCase,
  issuer,
  person,
  staff,
} from '../../kernel/procedure/imagined-case.fixture.ts';
import { fourOffices, licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const agree = { conclusion: 'agree', opinion: '符合条件' };
const supervisor = at('supervisor', 'hall');
const officers = ['r1', 'r2'].map((id) => ({
  person: id,
  name: id,
  role: 'reviewer' as const,
  office: 'market-regulation',
  absent: false,
}));
const reviewer = (id: string) => person(id, { role: 'reviewer', office: 'market-regulation' });
const accepted = (item = licence) => {
  const made = new ImaginedCase(licensing, item).file('2025-09-01').take('accept', '2025-09-01', clerk);
  made.officers = officers;
  return made;
};

describe('urging', () => {
  it('marks the work that waits, and is answered when that has moved', () => {
    const made = accepted().take('urge', '2025-09-02', applicant, { text: '快开业了' });
    expect(made.duties('2025-09-02')).toMatchObject([{ step: 'review', urgedOn: '2025-09-02' }]);
    made.take('review', '2025-09-03', reviewer('r1'), agree);
    expect(made.duties('2025-09-03')).toMatchObject([{ step: 'decide' }]);
    made.take('send-back', '2025-09-04', at('approver'), { to: 'review', reasons: '再看' });
    expect(made.duties('2025-09-04')[0]).not.toHaveProperty('urgedOn');
  });

  it('changes no status and no limit', () => {
    const made = accepted();
    const before = [made.status, made.clocks().map(({ due }) => due)];
    made.take('urge', '2025-09-02', applicant);
    expect([made.status, made.clocks().map(({ due }) => due)]).toEqual(before);
  });

  it('of the supervisor may be for one office alone', () => {
    const made = accepted(fourOffices).take('urge', '2025-09-02', supervisor, { office: 'fire' });
    const urged = made.duties('2025-09-02').filter(({ urgedOn }) => urgedOn);
    expect(urged.map(({ office }) => office)).toEqual(['fire']);
  });

  it('is once a day for each, and not where nobody of the authority is to act', () => {
    const made = accepted().take('urge', '2025-09-02', applicant);
    expect(made.try('urge', '2025-09-02', applicant)?.code).toBe('urging/today');
    expect(made.try('urge', '2025-09-02', supervisor)).toBeUndefined();
    expect(made.try('urge', '2025-09-03', applicant)).toBeUndefined();
    const noticed = new ImaginedCase(licensing, licence)
      .file('2025-09-01')
      .take('notify-once', '2025-09-02', clerk, { items: [{ text: '补正' }] });
    expect(noticed.try('urge', '2025-09-02', applicant)?.code).toBe('urging/nobody-waits');
  });

  it('is nobody else’s, and ends with the case', () => {
    expect(() => accepted().try('urge', '2025-09-02', issuer)).toThrow('not hers');
    const made = accepted().take('withdraw', '2025-09-02', applicant);
    expect(made.offers('2025-09-02', applicant).map(({ step }) => step.name)).not.toContain('urge');
    expect(made.try('urge', '2025-09-02', applicant)?.code).toBe('step/not-from-here');
  });
});

describe('giving a case to an officer', () => {
  const head = at('head');

  it('makes it hers; a colleague at the same post sees why not', () => {
    const made = accepted().take('assign', '2025-09-02', head, { officer: 'r2' });
    expect(made.duties('2025-09-02')).toMatchObject([{ step: 'review', officer: 'r2' }]);
    expect(made.try('review', '2025-09-03', reviewer('r1'), agree)).toMatchObject({
      code: 'assignment/other-officer',
      basis: [{ kind: 'internal' }],
    });
    expect(made.try('review', '2025-09-03', reviewer('r2'), agree)).toBeUndefined();
  });

  it('binds nobody at another post', () => {
    const made = accepted().take('assign', '2025-09-02', head, { officer: 'r2' });
    made.take('review', '2025-09-03', reviewer('r2'), agree);
    expect(made.open('2025-09-03', at('approver'))).toContain('decide');
  });

  it('can be given to another, and back to everybody', () => {
    const made = accepted()
      .take('assign', '2025-09-02', head, { officer: 'r2' })
      .take('assign', '2025-09-03', head, { officer: 'r1' });
    expect(made.open('2025-09-03', reviewer('r2'))).not.toContain('review');
    made.take('assign', '2025-09-04', head, {});
    expect(made.open('2025-09-04', reviewer('r2'))).toContain('review');
  });

  it('binds no longer than she is there: gone from her post or away, it is everybody’s', () => {
    const made = accepted().take('assign', '2025-09-02', head, { officer: 'r2' });
    made.officers = officers.map((one) => ({ ...one, absent: one.person === 'r2' }));
    expect(made.open('2025-09-03', reviewer('r1'))).toContain('review');
    made.officers = officers.filter((one) => one.person !== 'r2');
    expect(made.open('2025-09-03', reviewer('r1'))).toContain('review');
  });

  it('is for the head of that office, for people who are there', () => {
    const made = accepted();
    made.officers = officers.map((one) => ({ ...one, absent: one.person === 'r2' }));
    const { step } = made.offers('2025-09-02', head).find((offer) => offer.step.name === 'assign') ?? {};
    const [offer] = made.offers('2025-09-02', head).filter((one) => one.step.name === 'assign');
    const context = { ...made.context('2025-09-02', head), ...(offer ? { capacity: offer.capacity } : {}) };
    expect(step?.allows?.(context)).toEqual({
      officer: { ids: { of: 'person', among: ['r1'] }, required: true },
    });
    expect(() => made.try('assign', '2025-09-02', at('head', 'fire'), { officer: 'r1' })).toThrow('not hers');
    made.officers = [];
    expect(made.try('assign', '2025-09-02', head, {})?.code).toBe('assignment/nobody');
  });
});

describe('a deputy', () => {
  const deputy = person('r1', { role: 'reviewer', office: 'market-regulation', standsInFor: 'r2' });

  it('acts in the place of the one it was given to, and the fact says for whom', () => {
    const made = accepted().take('assign', '2025-09-02', at('head'), { officer: 'r2' });
    made.take('review', '2025-09-03', deputy, agree);
    expect(made.facts.at(-1)?.actor).toMatchObject({ person: 'r1', standsInFor: 'r2' });
  });

  it('acts as herself where she holds the post herself and it was given to nobody', () => {
    const both = person(
      'r1',
      { role: 'reviewer', office: 'market-regulation', standsInFor: 'r2' },
      { role: 'reviewer', office: 'market-regulation' },
    );
    const made = accepted().take('review', '2025-09-03', both, agree);
    expect(made.facts.at(-1)?.actor).not.toHaveProperty('standsInFor');
    const given = accepted()
      .take('assign', '2025-09-02', at('head'), { officer: 'r2' })
      .take('review', '2025-09-03', both, agree);
    expect(given.facts.at(-1)?.actor).toMatchObject({ standsInFor: 'r2' });
  });
});

describe('an office that another took over', () => {
  const over = (office: string) => ({
    fire: { office, authority: office, basis: local('机构改革方案（示范）') },
  });
  const expert = { reason: 'expert-review', days: 5, notice: '评审' };
  const reviewerAt = (office: string) => at('reviewer', office);

  it('leaves its lane to it as it stands, with its pause and its limit; the system records it', () => {
    const made = accepted(fourOffices).take('suspend', '2025-09-03', reviewerAt('fire'), expert);
    const before = made.clock('decision-statutory').due;
    made.successions = over('emergency');
    made.settle('2025-09-04');
    expect(made.facts.at(-1)).toMatchObject({
      kind: 'handed-over',
      actor: { capacity: 'system' },
      data: { from: 'fire', to: 'emergency', handling: false },
      basis: [{ kind: 'local', ref: '机构改革方案（示范）' }],
    });
    expect(made.state.lanes.review).toEqual({
      'market-regulation': 'waiting',
      planning: 'waiting',
      health: 'waiting',
      emergency: 'waiting',
    });
    expect(made.clock('decision-statutory').due).toBe(before);
    expect(made.clock('review', 'emergency')).toMatchObject({
      startedOn: '2025-09-01',
      pauses: [{ to: null }],
    });
    // The successor ends what the other began.
    made.take('resume', '2025-09-08', reviewerAt('emergency'));
    expect(made.clock('decision-statutory').pauses).toMatchObject([{ from: '2025-09-03', to: '2025-09-08' }]);
    made.take('review', '2025-09-09', reviewerAt('emergency'), agree);
    expect(made.state.lanes.review?.emergency).toBe('agreed');
  });

  it('is settled once: nothing more is due', () => {
    const made = accepted(fourOffices);
    made.successions = over('emergency');
    made.settle('2025-09-04').settle('2025-09-05');
    expect(made.facts.filter(({ kind }) => kind === 'handed-over')).toHaveLength(1);
  });

  it('before acceptance too: its successor is asked when it is accepted', () => {
    const made = new ImaginedCase(licensing, fourOffices).file('2025-09-01');
    made.successions = over('emergency');
    made.settle('2025-09-02').take('accept', '2025-09-02', clerk);
    expect(Object.keys(made.state.lanes.review ?? {})).toEqual([
      'market-regulation',
      'emergency',
      'planning',
      'health',
    ]);
  });

  // What one office is now was two lanes: alike stands, unlike or open is concluded by the one.
  it.each([
    ['agree', 'agree', 'agreed'],
    ['disagree', 'disagree', 'disagreed'],
    ['agree', 'disagree', 'working'],
    ['disagree', 'agree', 'working'],
    ['agree', undefined, 'waiting'],
    [undefined, 'agree', 'waiting'],
    [undefined, undefined, 'waiting'],
  ])('joins two lanes of the case: %s and %s give %s', (ofFire, ofHealth, expected) => {
    const made = accepted(fourOffices);
    if (ofFire) made.take('review', '2025-09-03', reviewerAt('fire'), { ...agree, conclusion: ofFire });
    if (ofHealth) made.take('review', '2025-09-03', reviewerAt('health'), { ...agree, conclusion: ofHealth });
    made.successions = over('health');
    made.settle('2025-09-04');
    expect(made.state.lanes.review).toEqual({
      'market-regulation': 'waiting',
      planning: 'waiting',
      health: expected,
    });
    const isOpen = !['agreed', 'disagreed'].includes(expected);
    expect(made.clock('review', 'health').stoppedOn === null).toBe(isOpen);
    expect(made.clocks().filter(({ name }) => name === 'review')).toHaveLength(3);
  });

  it('takes the whole case with it when it handled it: decision, numbers and authority are the successor’s', () => {
    const made = accepted().take('review', '2025-09-02', reviewer('r1'), agree);
    made.successions = {
      'market-regulation': {
        office: 'emergency',
        authority: 'emergency',
        basis: local('机构改革方案（示范）'),
      },
    };
    made.settle('2025-09-03');
    expect(made.item).toMatchObject({
      office: 'emergency',
      authority: 'emergency',
      reviewOffices: ['emergency'],
    });
    expect(() => made.try('decide', '2025-09-03', at('approver'), { outcome: 'grant' })).toThrow('not hers');
    made.take('decide', '2025-09-03', at('approver', 'emergency'), { outcome: 'grant' });
    expect(made.status).toBe('granted');
  });

  it('is never somebody’s choice', () => {
    const made = accepted(fourOffices);
    made.successions = over('emergency');
    for (const actor of [at('head'), at('hall', 'hall'), staff({ role: 'admin', office: 'hall' })]) {
      expect(() => made.try('hand-over', '2025-09-04', actor, { from: 'fire' })).toThrow('not hers');
    }
  });
});
