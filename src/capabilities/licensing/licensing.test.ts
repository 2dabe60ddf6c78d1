import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.ts';
import { findDeclarationFaults } from '../../kernel/procedure/declaration-faults.ts';
import {
  applicant,
  at,
  clerk,
  ImaginedCase,
  issuer,
  staff,
  system,
} from '../../kernel/procedure/imagined-case.fixture.ts';
import { findStep } from '../../kernel/procedure/rules.ts';
import { filing, fourOffices, immediate, jointLicence, licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const reviewer = at('reviewer');
const approver = at('approver');
const head = at('head');
const agree = { conclusion: 'agree', opinion: '符合条件' };
const begun = (item = licence, own = {}) => new ImaginedCase(licensing, item, own);
const accepted = (on: string, item = licence) => begun(item).file(on).take('accept', on, clerk);

describe('the declaration', () => {
  it('is sound', () => expect(findDeclarationFaults(licensing)).toEqual([]));
});

describe('one-time notice, 行政许可法 32(4)', () => {
  it('untold within five working days, the case is accepted as of the day of receipt', () => {
    const made = begun().file('2026-02-13').settle('2026-02-28');
    expect(made.facts.at(-1)).toMatchObject({
      kind: 'accepted',
      effectiveOn: '2026-02-13',
      data: { deemed: true },
    });
    expect(made.clock('decision-statutory').due).toBe('2026-03-19');
  });

  it('the fifth working day itself is still in time', () => {
    const made = begun().file('2026-02-13').settle('2026-02-27');
    expect(made.status).toBe('submitted');
    expect(made.light('one-time-notice', '2026-02-27')).toBe('warning');
  });

  it('a complete correction starts the five days anew; silence after it accepts as of the correction', () => {
    const made = begun()
      .file('2026-03-02')
      .take('notify-once', '2026-03-04', clerk, { items: [{ materialCode: 'plan', text: '缺平面图' }] })
      .take('correct', '2026-03-16', applicant, { materials: [{ materialCode: 'plan', documentId: 'd1' }] });
    expect(made.status).toBe('submitted');
    expect(made.clock('one-time-notice')).toMatchObject({ startedOn: '2026-03-16', due: '2026-03-23' });
    made.settle('2026-03-24');
    expect(made.facts.at(-1)).toMatchObject({ kind: 'accepted', effectiveOn: '2026-03-16' });
  });

  it('who accepts with gaps is asked why; a call without a reason is taken, as contracts §4 have it', () => {
    const asked = (made: ImaginedCase) =>
      made
        .offers('2026-03-02', clerk)
        .find(({ step }) => step.name === 'accept')
        ?.step.allows?.(made.context('2026-03-02', clerk)).reasons;
    const made = begun().file('2026-03-02');
    expect(asked(made)).toEqual({ required: true });
    expect(made.faults('accept', '2026-03-02', clerk, {})).toEqual([]);
    made.take('accept', '2026-03-02', clerk, { reasons: '原件当场核对，复印件随后' });
    expect(made.facts.at(-1)).toMatchObject({ kind: 'accepted' });
    const whole = begun({ ...licence, materials: [] }).file('2026-03-02');
    expect(asked(whole)).toEqual({ absent: true });
  });

  it('a term of three days is amber in its second half, not from the minute it was set', () => {
    const made = begun()
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ text: '说明' }], termDays: 3 });
    const lights = ['2026-03-03', '2026-03-04', '2026-03-05'].map((on) => made.light('correction', on));
    expect(lights).toEqual(['normal', 'normal', 'warning']);
  });

  it('a second notice may not add a demand', () => {
    const made = begun()
      .file('2026-03-02')
      .take('notify-once', '2026-03-04', clerk, { items: [{ materialCode: 'plan', text: '缺平面图' }] })
      .take('correct', '2026-03-05', applicant, { materials: [{ materialCode: 'plan', documentId: 'd1' }] });
    const added = { items: [{ materialCode: 'health', text: '缺健康证明' }] };
    expect(made.try('notify-once', '2026-03-06', clerk, added)?.code).toBe('notice/second-demand');
    expect(made.cautions('notify-once', '2026-03-06', clerk).join()).toContain('不能再提出新的要求');
    const underTheSameMaterial = { items: [{ materialCode: 'plan', text: '平面图缺消防标识' }] };
    expect(made.try('notify-once', '2026-03-06', clerk, underTheSameMaterial)?.code).toBe(
      'notice/second-demand',
    );
    const inWordsOnly = { items: [{ text: '缺平面图' }] };
    expect(made.try('notify-once', '2026-03-06', clerk, inWordsOnly)?.code).toBe('notice/second-demand');
    const repeated = { items: [{ materialCode: 'plan', text: ' 缺平面图 ' }] };
    expect(made.try('notify-once', '2026-03-06', clerk, repeated)).toBeUndefined();
  });

  it('nothing that could be guessed from a short demand stands in the chain', () => {
    const made = begun()
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ text: '补交身份证复印件' }] });
    expect(made.facts.at(-1)?.data).toEqual({ items: [{ materialCode: null }] });
    made.take('correct', '2026-03-04', applicant, { answers: [{ item: '补交身份证复印件', text: '已补' }] });
    expect(made.status).toBe('submitted');
  });

  it('what can be mended on the spot is, without a notice: 32(3)', () => {
    for (const actor of [applicant, clerk]) {
      const made = begun().file('2026-03-02');
      const { due } = made.clock('one-time-notice');
      made.take('correct', '2026-03-03', actor, { form: { area: '80' } });
      expect(made.facts.at(-1)).toMatchObject({
        kind: 'mended',
        basis: [{ ref: '行政许可法 第三十二条第（三）项' }],
      });
      expect(made.payloads.at(-1)?.form).toEqual({ area: '80' });
      expect({ status: made.status, due: made.clock('one-time-notice').due }).toEqual({
        status: 'submitted',
        due,
      });
      made.settle('2026-03-11');
      expect(made.facts.at(-1)).toMatchObject({ kind: 'accepted', effectiveOn: '2026-03-02' });
    }
  });

  it('after acceptance it is too late', () => {
    const refusal = accepted('2026-03-02').try('notify-once', '2026-03-03', clerk, {
      items: [{ text: '再补' }],
    });
    expect(refusal).toMatchObject({ code: 'notice/too-late', basis: [{ kind: 'law' }] });
  });

  it('stays open until every demand is answered, in any number of parts', () => {
    const made = begun()
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, {
        items: [{ materialCode: 'plan', text: '缺平面图' }, { text: '说明经营面积' }],
      })
      .take('correct', '2026-03-04', applicant, { materials: [{ materialCode: 'plan', documentId: 'd1' }] });
    expect(made.status).toBe('correcting');
    made.take('correct', '2026-03-05', applicant, { answers: [{ item: 1, text: '80 平方米' }] });
    expect(made.status).toBe('submitted');
  });

  it('a promise to bring it later does not answer a demand', () => {
    const made = begun()
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ materialCode: 'health', text: '缺健康证明' }] })
      .take('correct', '2026-03-04', applicant, { materials: [{ materialCode: 'health', deferred: true }] });
    expect(made.status).toBe('correcting');
  });

  it('lapses after the term only where the district says so', () => {
    const noticed = (own: object) =>
      begun(licence, own)
        .file('2026-03-02')
        .take('notify-once', '2026-03-03', clerk, { items: [{ text: '补正' }], termDays: 10 });
    expect(noticed({}).settle('2026-03-20').status).toBe('correcting');
    expect(noticed({ lapseAfterCorrectionTerm: true }).settle('2026-03-17').status).toBe('correcting');
    expect(noticed({ lapseAfterCorrectionTerm: true }).settle('2026-03-18').status).toBe('withdrawn');
  });

  it('what came in time keeps the term, whenever it is entered: 民法典 203', () => {
    const made = begun(licence, { lapseAfterCorrectionTerm: true })
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ text: '补正' }, { text: '说明' }], termDays: 10 })
      .settle('2026-03-19');
    expect(made.status).toBe('withdrawn');
    const answers = [
      { item: 0, text: '已补' },
      { item: 1, text: '如下' },
    ];
    const enter = (input: JsonObject) => made.try('correct', '2026-03-19', clerk, input)?.code;
    expect(enter({ answers })).toBe('correction/too-late');
    expect(enter({ answers, receivedOn: '2026-03-18' })).toBe('correction/too-late');
    expect(enter({ answers: answers.slice(1), receivedOn: '2026-03-17' })).toBe('correction/too-late');
    expect(made.try('correct', '2026-03-19', applicant, { answers })?.code).toBe('step/not-from-here');
    expect(enter({ answers, receivedOn: '2026-03-17' })).toBeUndefined();
    expect(made.status).toBe('submitted');
    expect(made.clock('one-time-notice')).toMatchObject({ startedOn: '2026-03-17', due: '2026-03-24' });
    expect(made.clock('correction')).toMatchObject({ stoppedOn: '2026-03-17', ranOut: false });
  });

  it('what she withdrew herself no paper brings back', () => {
    const made = begun(licence, { lapseAfterCorrectionTerm: true })
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ text: '补正' }], termDays: 10 })
      .take('withdraw', '2026-03-05', applicant);
    const input = { answers: [{ item: 0, text: '已补' }], receivedOn: '2026-03-04' };
    expect(made.try('correct', '2026-03-06', clerk, input)?.code).toBe('step/not-from-here');
  });

  it('lapses on the day the term ran out, whenever the system comes to see it', () => {
    const made = begun(licence, { lapseAfterCorrectionTerm: true })
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ text: '补正' }], termDays: 10 })
      .settle('2026-03-25');
    expect(made.facts.at(-1)).toMatchObject({ kind: 'lapsed', effectiveOn: '2026-03-17' });
  });
});

describe('limits', () => {
  it('bear the rule that says them: 42 ¶1, 42 ¶2 for joint handling, the own law of an item that has another', () => {
    const own = { ...licence.limits, statutory: { ...licence.limits.statutory, days: 30 } };
    const ruleOf = (item = licence) => {
      const { rule, days } = accepted('2026-04-20', item).clock('decision-statutory');
      return { rule, days };
    };
    expect(ruleOf()).toEqual({ rule: 'XK-42-1', days: 20 });
    expect(ruleOf(fourOffices)).toEqual({ rule: 'XK-42-2', days: 45 });
    expect(ruleOf({ ...licence, limits: own })).toEqual({ rule: 'item/toy-licence/statutory', days: 30 });
  });

  it('promised and statutory are two clocks; an extension lengthens the statutory one only', () => {
    const made = accepted('2026-04-20').take('extend', '2026-05-18', head, { days: 10, reasons: '情况复杂' });
    expect(made.clock('decision-promised').due).toBe('2026-05-07');
    expect(made.clock('decision-statutory').due).toBe('2026-06-03');
  });

  it('expert review is excluded: 2026-04-24 to 2026-05-12 moves 2026-05-20 to 2026-06-03', () => {
    const made = accepted('2026-04-20');
    expect(made.clock('decision-statutory').due).toBe('2026-05-20');
    made.take('suspend', '2026-04-24', reviewer, { reason: 'expert-review', days: 8, notice: '需专家评审' });
    expect(made.light('decision-statutory', '2026-04-27')).toBe('paused');
    made.take('resume', '2026-05-12', reviewer);
    expect(made.clock('decision-statutory').due).toBe('2026-06-03');
  });

  it('a pause that nobody ends lasts beyond its announced days, for whoever looks', () => {
    const made = accepted('2026-04-20').take('suspend', '2026-04-24', reviewer, {
      reason: 'testing',
      days: 2,
      notice: '检测',
    });
    const seen = made.clockSeenOn('2026-05-20', 'decision-statutory');
    expect(seen.due > '2026-05-20').toBe(true);
    const counted = seen.lines.filter(({ kind }) => kind === 'counted').map(({ to }) => to);
    expect(counted.every((day) => day <= '2026-04-24' || day > '2026-05-20')).toBe(true);
    made.take('resume', '2026-05-20', reviewer, {});
    expect(made.clock('decision-statutory').due).toBe(seen.due);
    // Within the announced days a look changes nothing.
    const early = accepted('2026-04-20').take('suspend', '2026-04-24', reviewer, {
      reason: 'testing',
      days: 10,
      notice: '检测',
    });
    expect(early.clockSeenOn('2026-04-28', 'decision-statutory').due).toBe(
      early.clock('decision-statutory').due,
    );
  });

  it('two offices that pause at the same time pause once', () => {
    const made = accepted('2026-04-20', jointLicence)
      .take('suspend', '2026-04-24', reviewer, { reason: 'testing', days: 5, notice: '检测' })
      .take('suspend', '2026-04-28', at('reviewer', 'fire'), {
        reason: 'inspection',
        days: 5,
        notice: '检验',
      })
      .take('resume', '2026-05-07', reviewer)
      .take('resume', '2026-05-12', at('reviewer', 'fire'));
    expect(made.clock('decision-statutory').due).toBe('2026-06-03');
  });

  it('an extension is lawful once, before the end, by the head, up to ten days', () => {
    const made = accepted('2026-04-20');
    expect(made.try('extend', '2026-04-21', head, { days: 11, reasons: '难' })?.code).toBe(
      'extension/too-long',
    );
    expect(made.try('extend', '2026-05-21', head, { days: 5, reasons: '难' })?.code).toBe(
      'extension/after-end',
    );
    expect(made.try('extend', '2026-05-20', head, { days: 5, reasons: '难' })).toBeUndefined();
    expect(made.try('extend', '2026-05-20', head, { days: 5, reasons: '难' })?.code).toBe(
      'extension/already',
    );
    expect(() =>
      accepted('2026-04-20').try('extend', '2026-04-21', approver, { days: 1, reasons: '难' }),
    ).toThrow();
  });

  it('what had ended is not paused: a special procedure that begins later leaves nothing out of it', () => {
    const made = accepted('2026-04-20');
    expect(made.clock('decision-statutory').due).toBe('2026-05-20');
    made.take('suspend', '2026-05-22', reviewer, { reason: 'testing', days: 20, notice: '检测' });
    expect(made.light('decision-statutory', '2026-05-25')).toBe('overdue');
    expect(made.clock('decision-statutory')).toMatchObject({ due: '2026-05-20', pauses: [] });
    expect(made.try('extend', '2026-05-25', head, { days: 10, reasons: '难' })?.code).toBe(
      'extension/after-end',
    );
    made.take('resume', '2026-06-12', reviewer);
    expect(made.clock('decision-statutory').due).toBe('2026-05-20');
  });

  it('what began in time stands still until it ends, and so does what begins meanwhile', () => {
    const made = accepted('2026-04-20', jointLicence)
      .take('suspend', '2026-05-20', reviewer, { reason: 'testing', days: 5, notice: '检测' })
      .take('suspend', '2026-05-22', at('reviewer', 'fire'), {
        reason: 'inspection',
        days: 5,
        notice: '检验',
      });
    expect(made.light('decision-statutory', '2026-06-30')).toBe('paused');
    expect(made.clock('decision-statutory').pauses).toHaveLength(2);
    expect(made.try('extend', '2026-05-25', head, { days: 10, reasons: '难' })).toBeUndefined();
  });

  it('a limit that has ended is paused by nothing, another of the same case that runs on is', () => {
    const made = accepted('2026-04-20').take('suspend', '2026-05-11', reviewer, {
      reason: 'testing',
      days: 5,
      notice: '检测',
    });
    expect(made.light('decision-promised', '2026-05-12')).toBe('overdue');
    expect(made.light('decision-statutory', '2026-05-12')).toBe('paused');
  });

  it('other types have what their own law names: no pause, no extension, no 行政许可法', () => {
    const made = accepted('2026-04-20', filing);
    const pause = { reason: 'hearing', days: 5, notice: '听证' };
    expect(made.try('suspend', '2026-04-21', reviewer, pause)?.code).toBe('suspension/not-in-law');
    expect(made.try('extend', '2026-04-21', head, { days: 1, reasons: '难' })?.code).toBe(
      'extension/not-in-law',
    );
    made
      .take('review', '2026-04-21', reviewer, agree)
      .take('decide', '2026-04-21', approver, { outcome: 'grant' });
    expect(JSON.stringify([made.facts, made.clocks()])).not.toContain('行政许可法');
  });

  it('a granted licence reaches the applicant within ten working days, 行政许可法 44', () => {
    const made = accepted('2026-09-15')
      .take('review', '2026-09-18', reviewer, agree)
      .take('decide', '2026-09-18', approver, { outcome: 'grant' });
    expect(made.clock('issue').due).toBe('2026-10-09');
    made.take('issue', '2026-09-21', issuer).take('deliver', '2026-09-22', issuer, { method: 'electronic' });
    expect(made.light('issue', '2026-09-22')).toBe('stopped');
  });
});

describe('somebody with several posts', () => {
  const both = staff({ role: 'clerk', office: 'hall' }, { role: 'approver', office: 'market-regulation' });

  it('decides as the approver she is, though she serves at a window too', () => {
    const reviewed = () => accepted('2026-04-20').take('review', '2026-04-21', reviewer, agree);
    expect(reviewed().open('2026-04-22', both)).toContain('decide');
    const denied = reviewed().take('decide', '2026-04-22', both, { outcome: 'deny', reasons: '不符合条件' });
    expect(denied.status).toBe('denied');
  });

  it('grants at once as the clerk she is, and denies only what was reviewed', () => {
    const atWindow = () => accepted('2026-04-20', immediate);
    expect(atWindow().take('decide', '2026-04-20', both, { outcome: 'grant' }).status).toBe('granted');
    const no = { outcome: 'deny', reasons: '不符合条件' };
    expect(atWindow().try('decide', '2026-04-20', both, no)?.code).toBe('decision/clerk-grants-only');
    const reviewed = atWindow().take('review', '2026-04-20', reviewer, agree);
    expect(reviewed.take('decide', '2026-04-21', both, no).status).toBe('denied');
  });
});

describe('review and decision', () => {
  it('a check on the spot is one of this application: not before it came, 34 ¶3', () => {
    const made = accepted('2026-04-20');
    const faultsOn = (siteCheckOn: string) =>
      findStep(made.procedure, 'review')?.faults?.(made.context('2026-04-22', reviewer), {
        ...agree,
        siteCheckOn,
        secondOfficer: '丁',
      });
    expect(faultsOn('2026-04-19')).toMatchObject([{ pointer: '/siteCheckOn' }]);
    expect(faultsOn('2026-04-20')).toEqual([]);
  });

  it('a decision says which special procedures it ended', () => {
    const made = accepted('2026-04-20')
      .take('suspend', '2026-04-21', reviewer, { reason: 'testing', days: 20, notice: '检测' })
      .take('review', '2026-04-22', reviewer, agree)
      .take('decide', '2026-04-23', approver, { outcome: 'grant' });
    expect(made.facts.at(-1)?.data).toEqual({ specialsEnded: ['market-regulation'] });
    expect(made.clock('decision-statutory').pauses).toMatchObject([{ to: '2026-04-23' }]);
  });

  it('is reviewed when every office has concluded', () => {
    const made = accepted('2026-04-20', jointLicence).take('review', '2026-04-21', reviewer, agree);
    expect(made.status).toBe('reviewing');
    made.take('review', '2026-04-21', at('reviewer', 'fire'), agree);
    expect(made.try('decide', '2026-04-22', approver, { outcome: 'grant' })?.code).toBe('step/not-from-here');
    made.take('review', '2026-04-22', at('reviewer', 'planning'), agree);
    expect(made.status).toBe('reviewed');
  });

  it('a grant against an office that disagreed is asked for its reasons, 34, 37, and the decision names the office', () => {
    const made = accepted('2026-04-20', jointLicence)
      .take('review', '2026-04-21', reviewer, agree)
      .take('review', '2026-04-21', at('reviewer', 'planning'), agree)
      .take('review', '2026-04-21', at('reviewer', 'fire'), { conclusion: 'disagree', opinion: '出口不足' });
    const grant = { outcome: 'grant' };
    const asked = made.offers('2026-04-22', approver).find(({ step }) => step.name === 'decide');
    expect(asked?.step.allows?.(made.context('2026-04-22', approver))).toMatchObject({
      reasons: { required: true },
    });
    // As contracts §4 has it, a call without them is taken.
    expect(made.faults('decide', '2026-04-22', approver, grant)).toEqual([]);
    expect(made.cautions('decide', '2026-04-22', approver).join()).toContain('fire审查不同意');
    const given = { ...grant, reasons: '已另设出口' };
    expect(made.faults('decide', '2026-04-22', approver, given)).toEqual([]);
    made.take('decide', '2026-04-22', approver, given);
    expect(made.facts.at(-1)?.data).toEqual({ against: ['fire'] });
  });

  it('an office that agreed after all needs no reasons any more', () => {
    const made = accepted('2026-04-20')
      .take('review', '2026-04-21', reviewer, { conclusion: 'disagree', opinion: '面积不符' })
      .take('send-back', '2026-04-22', approver, { to: 'review', reasons: '核实面积' })
      .take('review', '2026-04-23', reviewer, agree);
    const decide = made.offers('2026-04-24', approver).find(({ step }) => step.name === 'decide');
    expect(decide?.step.allows?.(made.context('2026-04-24', approver))).toEqual({});
    expect(made.cautions('decide', '2026-04-24', approver)).toEqual([]);
  });

  it('an office concludes once, until it is sent back', () => {
    const made = accepted('2026-04-20').take('review', '2026-04-21', reviewer, agree);
    expect(made.try('review', '2026-04-21', reviewer, agree)?.code).toBe('step/not-from-here');
    made.take('send-back', '2026-04-22', approver, { to: 'review', reasons: '核实面积' });
    expect(made.status).toBe('reviewing');
    made.take('review', '2026-04-23', reviewer, agree);
    expect(made.status).toBe('reviewed');
  });

  it('sending back keeps acceptance, its clocks and the other offices', () => {
    const made = accepted('2026-04-20', jointLicence);
    for (const office of jointLicence.reviewOffices)
      made.take('review', '2026-04-21', at('reviewer', office), agree);
    const due = made.clock('decision-statutory').due;
    made.take('send-back', '2026-04-22', approver, { to: 'review', office: 'fire', reasons: '补充' });
    expect(made.clock('decision-statutory').due).toBe(due);
    expect(made.facts.at(-1)?.data.survives).toEqual([
      'acceptance',
      'clocks',
      'review/market-regulation',
      'review/planning',
    ]);
    expect(made.open('2026-04-22', at('reviewer', 'fire'))).toContain('review');
    expect(made.open('2026-04-22', reviewer)).not.toContain('review');
  });

  it('sent back to the materials, a single office stands at accepted again', () => {
    const made = accepted('2026-04-20').take('review', '2026-04-21', reviewer, agree);
    made.take('send-back', '2026-04-22', approver, { to: 'materials', reasons: '材料' });
    expect(made.status).toBe('accepted');
  });

  it('an immediate item is decided on the spot by the clerk', () => {
    const made = accepted('2026-04-20', immediate);
    expect(made.duties('2026-04-20')).toContainEqual({ role: 'clerk', office: 'hall', step: 'decide' });
    made.take('decide', '2026-04-20', clerk, { outcome: 'grant' });
    expect(made.status).toBe('granted');
  });

  it("a promised item is not the clerk's to decide", () => {
    expect(() => accepted('2026-04-20').try('decide', '2026-04-20', clerk, { outcome: 'grant' })).toThrow(
      'not hers',
    );
  });

  it('without a result document the grant is delivered without issue', () => {
    const made = accepted('2026-04-20', filing)
      .take('review', '2026-04-21', reviewer, agree)
      .take('decide', '2026-04-21', approver, { outcome: 'grant' });
    expect(made.try('issue', '2026-04-21', issuer)?.code).toBe('step/not-from-here');
    made.take('deliver', '2026-04-21', issuer, { method: 'electronic' });
    expect(made.status).toBe('closed');
  });

  it('a licence is not delivered before it is issued', () => {
    const made = accepted('2026-04-20')
      .take('review', '2026-04-21', reviewer, agree)
      .take('decide', '2026-04-21', approver, { outcome: 'grant' });
    expect(made.try('deliver', '2026-04-21', issuer, { method: 'window' })?.code).toBe('step/not-from-here');
  });
});

describe('the applicant', () => {
  it('may withdraw before the decision and not after it', () => {
    const made = accepted('2026-04-20').take('review', '2026-04-21', reviewer, agree);
    expect(made.open('2026-04-21', applicant)).toContain('withdraw');
    made.take('decide', '2026-04-21', approver, { outcome: 'deny', reasons: '不符合' });
    expect(made.try('withdraw', '2026-04-21', applicant)?.code).toBe('step/not-from-here');
  });

  it('rates once and follows up once', () => {
    const made = begun().file('2026-04-20');
    made
      .take('rate', '2026-04-20', applicant, { grade: 2 })
      .take('rate', '2026-04-21', applicant, { grade: 5 });
    expect(made.facts.at(-1)?.data).toMatchObject({ grade: 5, followUp: true });
    expect(made.try('rate', '2026-04-22', applicant, { grade: 5 })?.code).toBe('rating/already-given');
  });
});

describe('work', () => {
  it('stands with the post whose turn it is, and with nobody at the end', () => {
    const made = begun().file('2026-04-20');
    expect(made.duties('2026-04-20')).toEqual([{ role: 'clerk', office: 'hall', step: 'accept' }]);
    made.take('accept', '2026-04-20', clerk);
    expect(made.duties('2026-04-20')).toEqual([
      { role: 'reviewer', office: 'market-regulation', instance: 'market-regulation', step: 'review' },
    ]);
    made.take('withdraw', '2026-04-21', applicant);
    expect(made.duties('2026-04-21')).toEqual([]);
  });

  it('the system takes no step that is not its own', () => {
    expect(() => begun().file('2026-04-20').try('review', '2026-04-20', system, agree)).toThrow('not hers');
  });
});
