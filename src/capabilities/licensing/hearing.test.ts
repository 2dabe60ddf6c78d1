import { describe, expect, it } from 'vitest';
import { law } from '../../kernel/basis.ts';
import {
  applicant,
  at,
  clerk,
  ImaginedCase,
  interested,
} from '../../kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { filing, jointLicence, licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const reviewer = at('reviewer');
const approver = at('approver');
const head = at('head');
const neighbour = interested('邻居甲');
const granted = { outcome: 'grant' };
const agree = { conclusion: 'agree', opinion: '符合条件' };

const accepted = (on: string, item: ItemTerms = licence) =>
  new ImaginedCase(licensing, item).file(on).take('accept', on, clerk);
const tell = {
  reasons: '油烟影响相邻住户',
  parties: [{ kind: 'natural-person', name: '邻居甲', phone: '13900000001' }],
};
const told = (on: string, item?: ItemTerms) =>
  accepted(on, item).take('tell-hearing-right', on, reviewer, tell);
const plan = (on: string, more = {}) => ({
  on,
  at: '09:30',
  place: '第一会议室',
  chair: '周主持',
  openness: 'public',
  ...more,
});
const record = {
  attendees: [{ name: '邻居甲', standing: 'interested-party' }],
  review: '油烟净化设备合格',
  statements: '要求加装净化设备',
};
/** Requested on 2026-03-04, notified the same day for 2026-03-18. */
const scheduled = () =>
  told('2026-03-02')
    .take('request-hearing', '2026-03-04', neighbour, {})
    .take('schedule-hearing', '2026-03-04', reviewer, plan('2026-03-18'));
const heard = () =>
  scheduled()
    .take('record-hearing', '2026-03-18', reviewer, record)
    .take('sign-record', '2026-03-20', reviewer, {});

describe('the right to be heard, 行政许可法 36, 47', () => {
  it('is told to the applicant and to each interested party, in a letter of her own', () => {
    const made = told('2026-03-02');
    expect(made.facts.slice(2).map(({ kind, data }) => [kind, data.party])).toEqual([
      ['interested-party-named', '邻居甲'],
      ['hearing-right-told', 'p1'],
      ['hearing-right-told', '邻居甲'],
    ]);
    expect(JSON.stringify(made.facts)).not.toContain('13900000001');
  });

  it('47 ¶1 five working days for each: told on Monday 2 March, the last day is Monday 9 March', () => {
    const made = told('2026-03-02');
    const hers = made.clocks().filter(({ name }) => name === 'hearing-request');
    expect(hers.map(({ of, due }) => [of, due])).toEqual([
      ['p1', '2026-03-09'],
      ['邻居甲', '2026-03-09'],
    ]);
    expect(made.try('request-hearing', '2026-03-09', neighbour, {})).toBeUndefined();
  });

  it('one that comes later is refused with the day by which it was needed, also after the term was noted as over', () => {
    const late = told('2026-03-02').try('request-hearing', '2026-03-10', neighbour, {});
    expect(late).toMatchObject({ code: 'hearing/too-late', basis: [{ ref: '行政许可法 第四十七条第一款' }] });
    expect(late?.needed).toContain('2026年3月9日');
    const settled = told('2026-03-02').settle('2026-03-12');
    expect(settled.facts.at(-1)).toMatchObject({ kind: 'hearing-right-lapsed', effectiveOn: '2026-03-09' });
    expect(settled.try('request-hearing', '2026-03-12', neighbour, {})?.code).toBe('hearing/too-late');
  });

  it('what reached the window in time is in time, whenever it is typed; so is what was late by post', () => {
    const onPaper = told('2026-03-02').settle('2026-03-11');
    const entered = { party: '邻居甲', receivedOn: '2026-03-09' };
    expect(onPaper.try('request-hearing', '2026-03-11', clerk, entered)).toBeUndefined();
    expect(onPaper.clock('hearing')).toMatchObject({ startedOn: '2026-03-09', due: '2026-04-07' });
    const byPost = told('2026-03-02').settle('2026-03-11');
    const letterCame = { party: '邻居甲', toldOn: '2026-03-06' };
    expect(byPost.try('request-hearing', '2026-03-13', clerk, letterCame)).toBeUndefined();
  });

  it('silence passes quietly and never makes the case late', () => {
    const made = told('2026-03-02').settle('2026-03-10');
    expect(made.light('hearing-request', '2026-03-10')).toBe('stopped');
    expect(made.clock('decision-statutory').pauses).toEqual([]);
    made.take('review', '2026-03-10', reviewer, agree);
    expect(made.duties('2026-03-10')).toContainEqual({
      role: 'approver',
      office: 'market-regulation',
      step: 'decide',
    });
  });

  it('nobody asks who was not told; the same person is not told twice', () => {
    expect(accepted('2026-03-02').try('request-hearing', '2026-03-03', applicant, {})?.code).toBe(
      'hearing/not-told',
    );
    expect(told('2026-03-02').try('request-hearing', '2026-03-03', interested('陌生人'), {})?.code).toBe(
      'hearing/not-told',
    );
    expect(told('2026-03-02').try('tell-hearing-right', '2026-03-03', reviewer, tell)?.code).toBe(
      'hearing/told-already',
    );
  });

  it('no decision while the right can still be used; a waiver by everybody ends the waiting', () => {
    const made = told('2026-03-02').take('review', '2026-03-03', reviewer, agree);
    const refusal = made.try('decide', '2026-03-03', approver, granted);
    expect(refusal).toMatchObject({ code: 'hearing/may-be-requested' });
    expect(refusal?.reason).toContain('2026年3月9日');
    made
      .take('waive-hearing', '2026-03-04', neighbour, {})
      .take('waive-hearing', '2026-03-04', applicant, {});
    expect(made.try('decide', '2026-03-04', approver, granted)).toBeUndefined();
  });

  it('other types have no hearing that their own law does not give', () => {
    const made = accepted('2026-03-02', filing);
    expect(made.try('tell-hearing-right', '2026-03-02', reviewer, tell)?.code).toBe('step/not-in-law');
    expect(made.try('require-hearing', '2026-03-02', reviewer)?.code).toBe('step/not-in-law');
  });
});

describe('time, 45, 47', () => {
  it('the hearing is due twenty working days after the first request; the second starts nothing', () => {
    const made = told('2026-03-02')
      .take('request-hearing', '2026-03-04', neighbour, {})
      .take('request-hearing', '2026-03-06', applicant, {});
    expect(made.clock('hearing')).toMatchObject({
      startedOn: '2026-03-04',
      due: '2026-04-01',
      rule: 'XK-47-hearing',
    });
    expect(made.facts.filter(({ kind }) => kind === 'hearing-required')).toHaveLength(1);
  });

  it('pauses both limits from the request to the signed record', () => {
    const made = accepted('2026-03-02');
    const before = made.clock('decision-statutory').due;
    expect(before).toBe('2026-03-30');
    const after = heard();
    // (4 March, 20 March] are twelve working days; twelve after 30 March, over Qingming, is 16 April.
    expect(after.clock('decision-statutory').due).toBe('2026-04-16');
    expect(after.clock('decision-promised').pauses).toMatchObject([{ from: '2026-03-04', to: '2026-03-20' }]);
    expect(scheduled().light('decision-statutory', '2026-03-10')).toBe('paused');
  });

  it('is a union with another pause that overlaps it', () => {
    const made = told('2026-03-02')
      .take('request-hearing', '2026-03-04', neighbour, {})
      .take('suspend', '2026-03-10', reviewer, { reason: 'testing', days: 10, notice: '检测' })
      .take('schedule-hearing', '2026-03-10', reviewer, plan('2026-03-19'))
      .take('record-hearing', '2026-03-19', reviewer, record)
      .take('sign-record', '2026-03-20', reviewer, {})
      .take('resume', '2026-03-24', reviewer);
    // (4 March, 24 March] together: fourteen working days.
    expect(made.clock('decision-statutory').due).toBe('2026-04-20');
  });

  it('ends when nobody wants the hearing any more, but not one on the own motion', () => {
    const made = told('2026-03-02')
      .take('request-hearing', '2026-03-04', neighbour, {})
      .take('request-hearing', '2026-03-04', applicant, {})
      .take('withdraw-hearing-request', '2026-03-05', neighbour, {});
    expect(made.facts.at(-1)?.kind).toBe('hearing-request-withdrawn');
    made.take('withdraw-hearing-request', '2026-03-06', applicant, {});
    expect(made.facts.at(-1)?.kind).toBe('hearing-dropped');
    expect(made.clock('decision-statutory').due).toBe('2026-04-01');
    const own = told('2026-03-02')
      .take('require-hearing', '2026-03-03', reviewer, {
        ground: 'public-interest',
        reasons: '公众关注',
        days: 20,
      })
      .take('request-hearing', '2026-03-04', neighbour, {})
      .take('withdraw-hearing-request', '2026-03-05', neighbour, {});
    expect(own.light('decision-statutory', '2026-03-06')).toBe('paused');
  });
});

describe('the notice, 48(1)', () => {
  const requested = () => told('2026-03-02').take('request-hearing', '2026-03-04', neighbour, {});

  it('is given seven working days before: notified on 4 March, 13 March is the first lawful day', () => {
    const early = requested().try('schedule-hearing', '2026-03-04', reviewer, plan('2026-03-12'));
    expect(early).toMatchObject({ code: 'hearing/notice-too-short' });
    expect(early?.needed).toContain('2026年3月13日');
    expect(requested().try('schedule-hearing', '2026-03-04', reviewer, plan('2026-03-13'))).toBeUndefined();
  });

  it('given on a day of rest, the days are counted from it all the same', () => {
    const saturday = requested().try('schedule-hearing', '2026-03-07', reviewer, plan('2026-03-17'));
    expect(saturday?.needed).toContain('2026年3月18日');
  });

  it('the hearing is held within its twenty days; an authority that is late takes the first day that is left', () => {
    const late = requested().try('schedule-hearing', '2026-03-04', reviewer, plan('2026-04-02'));
    expect(late).toMatchObject({ code: 'hearing/after-limit' });
    expect(late?.needed).toContain('2026年4月1日');
    expect(requested().try('schedule-hearing', '2026-03-30', reviewer, plan('2026-04-09'))).toBeUndefined();
  });

  it('goes to the applicant and to everybody who was named, and again when the day is changed', () => {
    const made = scheduled();
    const notified = () =>
      made.facts.filter(({ kind }) => kind === 'hearing-notified').map(({ data }) => data.party);
    expect(notified()).toEqual(['p1', '邻居甲']);
    made.take('reschedule-hearing', '2026-03-10', reviewer, plan('2026-03-20', { reasons: '场地原因' }));
    expect(notified()).toHaveLength(4);
    expect(made.facts.find(({ data }) => data.on === '2026-03-20')?.data.again).toBe(true);
  });

  it('one on the own motion is announced to the public, 46', () => {
    const own = accepted('2026-03-02').take('require-hearing', '2026-03-03', reviewer, {
      ground: 'public-interest',
      reasons: '公众关注',
      days: 25,
    });
    const schedule = licensing.steps.find(({ name }) => name === 'schedule-hearing');
    const context = own.context('2026-03-03', reviewer);
    expect(schedule?.faults?.(context, plan('2026-03-13'))).toMatchObject([{ pointer: '/announce' }]);
    expect(schedule?.faults?.(context, plan('2026-03-13', { announce: true }))).toEqual([]);
    own.take('schedule-hearing', '2026-03-03', reviewer, plan('2026-03-13', { announce: true }));
    expect(own.facts.find(({ kind }) => kind === 'hearing-scheduled')?.data.announced).toBe(true);
    expect(own.clocks().some(({ name }) => name === 'hearing')).toBe(false);
  });
});

describe('the chair, 48(3)', () => {
  const reviewed = () =>
    told('2026-03-02')
      .take(
        'review',
        '2026-03-03',
        { ...reviewer, personId: '审查人甲' },
        {
          ...agree,
          siteCheckOn: '2026-03-03',
          secondOfficer: '陪同 乙',
        },
      )
      .take('request-hearing', '2026-03-04', neighbour, {});

  it.each(['审查人甲', '陪同乙', ' 陪同 乙 '])('%s reviewed the application and does not chair', (chair) => {
    const refusal = reviewed().try('schedule-hearing', '2026-03-04', reviewer, plan('2026-03-18', { chair }));
    expect(refusal).toMatchObject({
      code: 'hearing/chair-reviews',
      basis: [{ ref: '行政许可法 第四十八条第一款第（三）项' }],
    });
  });

  it('whoever chairs does not review afterwards, nor accompany the reviewer', () => {
    const made = scheduled();
    expect(made.try('review', '2026-03-05', { ...reviewer, name: '周主持' }, agree)?.code).toBe(
      'hearing/reviewer-chairs',
    );
    const second = { ...agree, siteCheckOn: '2026-03-05', secondOfficer: '周主持' };
    expect(made.try('review', '2026-03-05', reviewer, second)?.code).toBe('hearing/reviewer-chairs');
    expect(made.try('review', '2026-03-05', reviewer, agree)).toBeUndefined();
  });

  it('a party may challenge the chair; until the head has settled it nothing is recorded', () => {
    const made = scheduled().take('challenge-chair', '2026-03-10', neighbour, {
      reasons: '主持人是申请人的亲属',
    });
    expect(made.duties('2026-03-10')).toContainEqual({
      role: 'head',
      office: 'market-regulation',
      step: 'settle-challenge',
    });
    // The same reason before the day as on it: the reviewer's worklist must not promise work that no day brings.
    for (const day of ['2026-03-11', '2026-03-18']) {
      expect(made.try('record-hearing', day, reviewer, record)?.code).toBe('hearing/challenge-open');
      expect(made.duties(day).map(({ step }) => step)).not.toContain('record-hearing');
    }
    const replace = { outcome: 'replace', chair: '吴主持', reasons: '有利害关系' };
    made.take('settle-challenge', '2026-03-11', head, replace);
    expect(made.try('settle-challenge', '2026-03-11', head, replace)?.code).toBe('hearing/no-challenge');
    expect(made.try('review', '2026-03-12', { ...reviewer, name: '吴主持' }, agree)?.code).toBe(
      'hearing/reviewer-chairs',
    );
    expect(made.try('record-hearing', '2026-03-18', reviewer, record)).toBeUndefined();
  });
});

describe('the record, 48(5) and ¶2', () => {
  it('is not made before the day of the hearing; until then it is work to come', () => {
    const made = scheduled();
    expect(made.try('record-hearing', '2026-03-17', reviewer, record)).toMatchObject({
      code: 'hearing/not-yet',
      opensOn: '2026-03-18',
    });
    expect(made.duties('2026-03-05')).toContainEqual({
      role: 'reviewer',
      office: 'market-regulation',
      step: 'record-hearing',
    });
    expect(made.open('2026-03-17', reviewer)).not.toContain('record-hearing');
  });

  it.each([
    [
      'requested and not notified',
      () => told('2026-03-02').take('request-hearing', '2026-03-04', neighbour, {}),
    ],
    ['notified', scheduled],
    ['held, the record unsigned', () => scheduled().take('record-hearing', '2026-03-18', reviewer, record)],
  ])('while it is %s, nothing is decided', (_standing, make) => {
    const made = make().take('review', '2026-03-19', reviewer, agree);
    expect(made.try('decide', '2026-03-19', approver, granted)).toMatchObject({
      code: 'hearing/no-record',
      basis: [{ ref: '行政许可法 第四十八条第二款' }],
    });
  });

  it('signed, it carries the decision', () => {
    const made = heard().take('review', '2026-03-20', reviewer, agree);
    made.take('decide', '2026-03-20', approver, granted);
    expect(made.facts.at(-1)?.basis).toContainEqual(law('行政许可法 第四十八条第二款'));
    expect(made.facts.find(({ kind }) => kind === 'hearing-held')?.effectiveOn).toBe('2026-03-18');
  });

  it('somebody must have signed, and only who was there can have refused', () => {
    const made = scheduled().take('record-hearing', '2026-03-18', reviewer, record);
    const sign = licensing.steps.find(({ name }) => name === 'sign-record');
    const faults = (unsigned: object[]) =>
      sign?.faults?.(made.context('2026-03-18', reviewer), { unsigned: unsigned as never });
    expect(faults([{ name: '没来的人', why: '—' }])).toMatchObject([
      { pointer: '/unsigned/0/name' },
      { pointer: '/unsigned' },
    ]);
    expect(faults([{ name: '邻居甲', why: '拒绝签字' }])).toMatchObject([{ pointer: '/unsigned' }]);
  });

  it('what law says must be heard is not decided without a hearing, 46', () => {
    const item = { ...licence, hearing: { basis: [law('某法 第一条')] } };
    const made = accepted('2026-03-02', item).take('review', '2026-03-03', reviewer, agree);
    expect(made.try('decide', '2026-03-03', approver, granted)?.code).toBe('hearing/required-by-law');
  });

  it('the case itself goes its way beside it: other offices review, the applicant may withdraw', () => {
    const made = told('2026-03-02', jointLicence).take('request-hearing', '2026-03-04', neighbour, {});
    made.take('review', '2026-03-05', at('reviewer', 'fire'), agree);
    expect(made.open('2026-03-05', applicant)).toContain('withdraw');
    made.take('withdraw', '2026-03-06', applicant);
    expect(made.duties('2026-03-06')).toEqual([]);
  });
});
