/** One lane for every reviewing office: concluding, taking back, sending back, pausing and asking beside each other. */
import { describe, expect, it } from 'vitest';
import { applicant, at, clerk, ImaginedCase, staff } from '../../kernel/procedure/imagined-case.fixture.ts';
import { findStep } from '../../kernel/procedure/rules.ts';
import { fourOffices, licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const approver = at('approver');
const leader = at('leader', 'committee-office');
const agree = { conclusion: 'agree', opinion: '符合条件' };
const disagree = { conclusion: 'disagree', opinion: '疏散通道不足' };
const testing = { reason: 'testing', days: 5, notice: '检测' };

/** 2025-09-01 is domain day one of 45 + 15 working days: 2025-11-07, and extended 2025-11-28. */
const accepted = (on = '2025-09-01', settings = {}) =>
  new ImaginedCase(licensing, fourOffices, settings).file(on).take('accept', on, clerk);
const lanesOf = (made: ImaginedCase) => made.state.lanes.review;
const reviewer = (office: string) => at('reviewer', office);

describe('joint handling, 行政许可法 26 and 42 ¶2', () => {
  it('has 45 working days, and 15 more by the leader of the government', () => {
    const made = accepted();
    expect(made.clock('decision-statutory').due).toBe('2025-11-07');
    expect(() => made.try('extend', '2025-10-20', at('head'), { days: 1, reasons: '难' })).toThrow(
      'not hers',
    );
    expect(made.try('extend', '2025-10-20', leader, { days: 16, reasons: '难' })?.code).toBe(
      'extension/too-long',
    );
    made.take('extend', '2025-10-20', leader, { days: 15, reasons: '四部门意见需要协调' });
    expect(made.clock('decision-statutory').due).toBe('2025-11-28');
  });

  it('is reviewed when all four have concluded, in whatever order, and not before', () => {
    const made = accepted();
    for (const [at, office] of ['health', 'fire', 'market-regulation', 'planning'].entries()) {
      expect(made.open('2025-09-02', approver)).not.toContain('decide');
      made.take('review', '2025-09-02', reviewer(office), agree);
      expect(made.status).toBe(at === 3 ? 'reviewed' : 'reviewing');
    }
    expect(made.open('2025-09-02', approver)).toContain('decide');
  });

  it('gives every office a limit of its own where the joint rules set one', () => {
    const made = accepted();
    expect(made.clocks().filter(({ lane }) => lane === 'review')).toHaveLength(4);
    expect(made.clock('review', 'fire')).toMatchObject({
      due: '2025-09-22',
      against: 'agency',
      lane: 'review',
    });
    made.take('review', '2025-09-05', reviewer('fire'), agree);
    expect(made.clock('review', 'fire').stoppedOn).toBe('2025-09-05');
    expect(made.clock('review', 'health').stoppedOn).toBeNull();
  });

  it('gives none where neither the item nor the district sets one, and the district’s where only that does', () => {
    const without = new ImaginedCase(licensing, licence)
      .file('2025-09-01')
      .take('accept', '2025-09-01', clerk);
    expect(without.clocks().map(({ name }) => name)).not.toContain('review');
    const serviceRules = {
      title: '规则',
      noticeDays: 5,
      deliveryDays: 10,
      deemedAcceptance: true,
      reviewDays: 8,
    };
    const made = new ImaginedCase(licensing, licence, { serviceRules });
    made.file('2025-09-01').take('accept', '2025-09-01', clerk);
    expect(made.clock('review')).toMatchObject({ days: 8, basis: [{ kind: 'local' }] });
  });
});

describe('an office that takes back what it concluded', () => {
  const concludedByFire = () => accepted().take('review', '2025-09-05', reviewer('fire'), agree);

  it('does so alone, before the others have all concluded; its limit goes on as if it had not stopped', () => {
    const made = concludedByFire().take('withdraw-conclusion', '2025-09-08', reviewer('fire'), {
      reasons: '看漏一页',
    });
    expect(lanesOf(made)).toMatchObject({ fire: 'working', health: 'waiting' });
    expect(made.clock('review', 'fire')).toMatchObject({ stoppedOn: null, due: '2025-09-22' });
    expect(made.facts.at(-1)).toMatchObject({ data: { office: 'fire' }, basis: [{ kind: 'internal' }] });
    made.take('review', '2025-09-09', reviewer('fire'), disagree);
    expect(lanesOf(made)?.fire).toBe('disagreed');
  });

  it('cannot once the join has passed: then it is sent back', () => {
    const made = accepted();
    for (const office of fourOffices.reviewOffices)
      made.take('review', '2025-09-05', reviewer(office), agree);
    const refusal = made.try('withdraw-conclusion', '2025-09-08', reviewer('fire'), { reasons: '看漏一页' });
    expect(refusal).toMatchObject({ code: 'conclusion/join-passed', basis: [{ kind: 'internal' }] });
  });

  it('cannot take back what another office concluded, or what it has not', () => {
    const made = concludedByFire();
    const refusal = made.try('withdraw-conclusion', '2025-09-08', reviewer('health'), { reasons: '等等' });
    expect(refusal?.code).toBe('step/not-from-here');
  });
});

describe('sending back', () => {
  const reviewed = () => {
    const made = accepted();
    for (const office of fourOffices.reviewOffices)
      made.take('review', '2025-09-05', reviewer(office), agree);
    return made;
  };

  it('reopens the chosen lanes and no other; the fact says what stands', () => {
    const made = reviewed();
    const due = made.clock('decision-statutory').due;
    made.take('send-back', '2025-09-08', approver, {
      to: 'review',
      offices: ['fire', 'health'],
      reasons: '意见矛盾',
    });
    expect(lanesOf(made)).toEqual({
      'market-regulation': 'agreed',
      planning: 'agreed',
      fire: 'working',
      health: 'working',
    });
    expect(made.status).toBe('reviewing');
    expect(made.clock('decision-statutory').due).toBe(due);
    expect(made.facts.at(-1)?.data).toEqual({
      to: 'review',
      offices: ['fire', 'health'],
      survives: ['acceptance', 'clocks', 'review/market-regulation', 'review/planning'],
    });
    // An office that is asked again has its own limit anew; the others' stay stopped.
    expect(made.clock('review', 'fire')).toMatchObject({ startedOn: '2025-09-08', stoppedOn: null });
    expect(made.clock('review', 'planning').stoppedOn).toBe('2025-09-05');
  });

  it('to acceptance redoes every lane, or those that are chosen', () => {
    expect(
      reviewed().take('send-back', '2025-09-08', approver, { to: 'materials', reasons: '材料' }).status,
    ).toBe('accepted');
    const partly = reviewed().take('send-back', '2025-09-08', approver, {
      to: 'materials',
      office: 'fire',
      reasons: '消防材料',
    });
    expect(lanesOf(partly)).toMatchObject({ fire: 'waiting', planning: 'agreed' });
    expect(partly.status).toBe('reviewing');
  });

  it('is the stated list that decides: what it does not name is redone, whoever was meant', () => {
    const made = reviewed().take('send-back', '2025-09-08', approver, {
      to: 'review',
      office: 'fire',
      reasons: '改',
    });
    const sent = made.facts.at(-1);
    if (!sent) throw new Error('nothing was sent back');
    made.facts = [
      ...made.facts.slice(0, -1),
      { ...sent, data: { ...sent.data, survives: ['acceptance', 'clocks', 'review/planning'] } },
    ];
    expect(lanesOf(made)).toEqual({
      'market-regulation': 'working',
      planning: 'agreed',
      fire: 'working',
      health: 'working',
    });
  });

  it('leaves special procedures, opinions asked and who has it as they are', () => {
    const made = accepted();
    made.officers = [{ person: 'f1', name: '丙', role: 'reviewer', office: 'fire', absent: false }];
    made
      .take('suspend', '2025-09-03', reviewer('fire'), testing)
      .take('consult-office', '2025-09-03', reviewer('health'), { office: 'emergency', question: '有无意见' })
      .take('assign', '2025-09-03', at('head', 'fire'), { officer: 'f1' })
      .take('review', '2025-09-04', reviewer('health'), agree)
      .take('send-back', '2025-09-05', approver, { to: 'materials', reasons: '补' });
    expect(made.facts.at(-1)?.data.survives).toEqual([
      'acceptance',
      'clocks',
      'consultation/emergency',
      'suspension/fire',
      'assignment/fire',
    ]);
    expect(made.light('decision-statutory', '2025-09-05')).toBe('paused');
    expect(made.state.lanes.consultation).toEqual({ emergency: 'asked' });
    expect(made.try('review', '2025-09-05', reviewer('fire'), agree)?.code).toBe('assignment/other-officer');
    expect(made.try('resume', '2025-09-08', { ...reviewer('fire'), personId: 'f1' })).toBeUndefined();
  });
});

describe('special procedures, 行政许可法 45', () => {
  it('pause the lane they are in and the case; the other lanes work on and their clocks run', () => {
    const made = accepted().take('suspend', '2025-09-03', reviewer('fire'), testing);
    expect(made.clock('review', 'fire').pauses).toHaveLength(1);
    expect(made.clock('review', 'health').pauses).toEqual([]);
    expect(made.open('2025-09-03', reviewer('health'))).toContain('review');
    expect(made.light('decision-statutory', '2025-09-04')).toBe('paused');
  });

  it('that overlap are left out of the case once, of each lane as long as its own lasts', () => {
    const made = accepted()
      .take('suspend', '2025-09-03', reviewer('fire'), testing)
      .take('suspend', '2025-09-05', reviewer('health'), { ...testing, reason: 'inspection' })
      .take('resume', '2025-09-10', reviewer('fire'))
      .take('resume', '2025-09-12', reviewer('health'));
    // (09-03, 09-12] are seven working days; (09-03, 09-10] five; (09-05, 09-12] five.
    expect(made.clock('decision-statutory').due).toBe('2025-11-18');
    expect(made.clock('review', 'fire').due).toBe('2025-09-28');
    expect(made.clock('review', 'health').due).toBe('2025-09-28');
    expect(made.clock('review', 'planning').due).toBe('2025-09-22');
  });
});

describe('an office that is asked and does not decide', () => {
  const asked = (settings = {}) =>
    accepted('2025-09-01', settings).take('consult-office', '2025-09-03', approver, {
      office: 'emergency',
      question: '是否在重大危险源安全距离内',
    });

  it('never keeps anybody waiting: the decision needs the four and not it', () => {
    const made = asked();
    for (const office of fourOffices.reviewOffices)
      made.take('review', '2025-09-05', reviewer(office), agree);
    expect(made.status).toBe('reviewed');
    made.take('decide', '2025-09-08', approver, { outcome: 'grant' });
    expect(made.duties('2025-09-08').map(({ step }) => step)).toEqual(['issue']);
  });

  it('has the work, and gives its opinion once', () => {
    const made = asked();
    const emergency = reviewer('emergency');
    expect(made.duties('2025-09-03')).toContainEqual({
      role: 'reviewer',
      office: 'emergency',
      instance: 'emergency',
      step: 'office-replies',
    });
    made.take('office-replies', '2025-09-04', emergency, { text: '不在距离内' });
    expect(made.try('office-replies', '2025-09-04', emergency, { text: '再说' })?.code).toBe(
      'step/not-from-here',
    );
    expect(() => made.try('office-replies', '2025-09-04', reviewer('fire'), { text: '我' })).toThrow(
      'not hers',
    );
  });

  it('runs against a clock of its own only where the district’s rules set one; it pauses nothing', () => {
    expect(
      asked()
        .clocks()
        .map(({ name }) => name),
    ).not.toContain('consultation');
    const serviceRules = {
      title: '规则',
      noticeDays: 5,
      deliveryDays: 10,
      deemedAcceptance: true,
      consultationDays: 3,
    };
    const made = asked({ serviceRules });
    expect(made.clock('consultation', 'emergency')).toMatchObject({ due: '2025-09-08', against: 'outside' });
    expect(made.clock('decision-statutory').due).toBe('2025-11-07');
  });

  it('is not one that reviews anyway, nor one that is being asked, nor the hall, where nobody reviews', () => {
    const among = (made: ImaginedCase) =>
      findStep(made.procedure, 'consult-office')?.allows?.(made.context('2025-09-03', approver)).office?.ids
        ?.among;
    expect(among(accepted())).toEqual(['emergency']);
    expect(among(asked())).toEqual([]);
  });
});

describe('somebody at two offices', () => {
  const both = staff({ role: 'reviewer', office: 'fire' }, { role: 'reviewer', office: 'health' });

  it('is offered every step once in each lane, and acts in the one she names', () => {
    const made = accepted();
    const reviews = made.offers('2025-09-02', both).filter(({ step }) => step.name === 'review');
    expect(reviews.map(({ capacity }) => capacity.instance)).toEqual(['fire', 'health']);
    made.take('review', '2025-09-02', both, disagree, 'health');
    expect(lanesOf(made)).toMatchObject({ fire: 'waiting', health: 'disagreed' });
  });
});

describe('two officers, 行政许可法 34 ¶3', () => {
  it('are told by the form where every case is checked on the spot, and the second is kept by her opaque id', () => {
    const always = { ...licence, siteCheck: 'always' as const };
    const made = new ImaginedCase(licensing, always).file('2025-09-01').take('accept', '2025-09-01', clerk);
    made.officers = [
      { person: 'm2', name: '丁', role: 'reviewer', office: 'market-regulation', absent: false },
    ];
    const review = licensing.steps.find(({ name }) => name === 'review');
    expect(review?.allows?.(made.context('2025-09-01', at('reviewer')))).toEqual({
      siteCheckOn: { required: true },
      secondOfficer: { required: true },
    });
    expect(
      review?.faults?.(made.context('2025-09-01', at('reviewer')), agree).map(({ pointer }) => pointer),
    ).toEqual(['/siteCheckOn', '/secondOfficer']);
    made.take('review', '2025-09-01', at('reviewer'), {
      ...agree,
      siteCheckOn: '2025-09-01',
      secondOfficer: '丁',
    });
    expect(made.facts.at(-1)?.data).toMatchObject({ siteCheckOn: '2025-09-01', secondOfficer: 'm2' });
  });
});

describe('the applicant', () => {
  it('may withdraw while the lanes stand however they stand', () => {
    const made = accepted().take('review', '2025-09-05', reviewer('fire'), disagree);
    expect(made.take('withdraw', '2025-09-08', applicant).status).toBe('withdrawn');
    expect(made.duties('2025-09-08')).toEqual([]);
  });
});
