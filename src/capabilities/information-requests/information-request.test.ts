import { describe, expect, it } from 'vitest';
import { applicant, at, ImaginedCase, staff } from '../../kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { findStep } from '../../kernel/procedure/rules.ts';
import { informationRequest } from './information-request.ts';

const disclosure = at('disclosure', 'committee-office');
const head = at('head-disclosure', 'committee-office');
const terms: ItemTerms = {
  itemId: 'information-request',
  version: 1,
  name: '政府信息公开申请',
  taskType: '20',
  authority: 'administration',
  office: 'committee-office',
  reviewOffices: [],
  projectType: 'promised',
  siteCheck: 'never',
  limits: {
    statutory: { days: 20, unit: 'working', basis: [] },
    promised: { days: 20, unit: 'working', basis: [] },
  },
  extension: null,
  suspension: { reasons: [], basis: [] },
  hasResultDocument: false,
  letters: { 'third-party-notice': '政府信息公开决定告知书' },
  materials: [],
};

const filed = (on: string, more = {}) => new ImaginedCase(informationRequest, terms).file(on, more);
const confirmedOn = (on: string) => filed(on).take('confirm-receipt', on, disclosure, { on });

describe('the day of receipt, 政府信息公开条例 31', () => {
  it('online, fax and ordinary mail wait for confirmation', () => {
    for (const channel of ['online', 'fax', 'mail'] as const) {
      expect(filed('2026-09-15', { channel }).status).toBe('submitted');
    }
  });
  it('at the window it is the day of submission, by signed mail the day of signing', () => {
    expect(filed('2026-09-15', { channel: 'window' }).clock('answer').startedOn).toBe('2026-09-15');
    const mailed = filed('2026-09-17', { channel: 'mail', signedMail: true, receivedOn: '2026-09-15' });
    expect(mailed.status).toBe('confirmed');
    expect(mailed.clock('answer')).toMatchObject({ startedOn: '2026-09-15', due: '2026-10-19' });
  });
  it('the answer is due twenty working days after confirmation, forty when extended', () => {
    const made = confirmedOn('2026-09-15');
    expect(made.clock('answer').due).toBe('2026-10-19');
    expect(made.clock('clarification-notice').due).toBe('2026-09-23');
    made.take('extend', '2026-10-12', head, { days: 20, reasons: '检索量大' });
    expect(made.clock('answer').due).toBe('2026-11-16');
    expect(made.try('extend', '2026-10-13', head, { days: 1, reasons: '再延' })?.code).toBe(
      'extension/already',
    );
  });
  it('it is extended by twenty working days at most, 33 ¶2, and the form says so', () => {
    const made = confirmedOn('2026-09-15');
    const tooLong = made.try('extend', '2026-10-12', head, { days: 21, reasons: '检索量大' });
    expect(tooLong).toMatchObject({
      code: 'extension/too-long',
      basis: [{ ref: '政府信息公开条例 第三十三条第二款' }],
    });
    const allowed = findStep(informationRequest, 'extend')?.allows?.(made.context('2026-10-12', head));
    expect(allowed).toEqual({ days: { maximum: 20 } });
  });
});

describe('clarification, 30', () => {
  it('is asked once; the answer clock starts anew from the clarified request', () => {
    const made = confirmedOn('2026-03-02')
      .take('ask-clarification', '2026-03-04', disclosure, { what: '哪一年', termDays: 10 })
      .take('clarify', '2026-03-09', applicant, { text: '2025 年' });
    expect(made.clock('answer')).toMatchObject({ startedOn: '2026-03-09', due: '2026-04-07' });
    const again = { what: '哪个月', termDays: 5 };
    expect(made.try('ask-clarification', '2026-03-10', disclosure, again)?.code).toBe('clarification/once');
  });
  it('on paper it counts from the day on which it came, whenever it is entered', () => {
    const made = confirmedOn('2026-03-02').take('ask-clarification', '2026-03-04', disclosure, {
      what: '哪一年',
      termDays: 10,
    });
    expect(made.open('2026-03-10', applicant)).not.toContain('enter-clarification');
    const faults = (receivedOn: string) =>
      findStep(informationRequest, 'enter-clarification')?.faults?.(made.context('2026-03-10', disclosure), {
        text: '2025 年',
        receivedOn,
      });
    expect(faults('2026-03-03')?.[0]?.message).toContain('不能早于 2026-03-04');
    expect(faults('2026-03-11')?.[0]?.message).toContain('不能晚于今天');
    expect(faults('2026-03-09')).toEqual([]);
    made.take('enter-clarification', '2026-03-10', disclosure, { text: '2025 年', receivedOn: '2026-03-09' });
    expect(made.clock('answer')).toMatchObject({ startedOn: '2026-03-09', due: '2026-04-07' });
  });
  it('a withdrawal on paper ends it, a reason on paper is a reason', () => {
    const asked = confirmedOn('2026-03-02');
    const reasons = { text: '做研究用' };
    expect(asked.try('enter-reasons', '2026-03-03', disclosure, reasons)?.code).toBe('reasons/not-asked');
    asked
      .take('ask-reasons', '2026-03-03', disclosure, { text: '本月第四十次' })
      .take('enter-reasons', '2026-03-05', disclosure, reasons);
    expect(asked.open('2026-03-05', disclosure)).toContain('delay');
    asked.take('enter-withdrawal', '2026-03-06', disclosure, { reasons: '来信撤回' });
    expect(asked.status).toBe('withdrawn');
  });
  it('leaves the answer clock without a term until then', () => {
    const made = confirmedOn('2026-03-02').take('ask-clarification', '2026-03-04', disclosure, {
      what: '哪一年',
      termDays: 10,
    });
    expect(made.clock('answer')).toMatchObject({ stoppedOn: '2026-03-04', voided: true });
    made.take('clarify', '2026-03-09', applicant, { text: '2025 年' });
    expect(made.clock('answer')).toMatchObject({ stoppedOn: null, voided: false });
    made.take('answer', '2026-03-10', disclosure, { kind: 'not-held', text: '没有' });
    expect(made.clock('answer')).toMatchObject({ stoppedOn: '2026-03-10', voided: false });
  });
  it('unanswered after its term the request is given up', () => {
    const made = confirmedOn('2026-03-02').take('ask-clarification', '2026-03-04', disclosure, {
      what: '哪一年',
      termDays: 10,
    });
    expect(made.settle('2026-03-18').status).toBe('clarifying');
    expect(made.settle('2026-03-19').status).toBe('abandoned');
  });
  it('is given up on the day its term ran out, whenever the system comes to see it', () => {
    const made = confirmedOn('2026-03-02')
      .take('ask-clarification', '2026-03-04', disclosure, { what: '哪一年', termDays: 10 })
      .settle('2026-03-27');
    expect(made.facts.at(-1)).toMatchObject({ kind: 'abandoned', effectiveOn: '2026-03-18' });
  });
  it('what came in time keeps the term, whenever it is entered: 民法典 203', () => {
    const made = confirmedOn('2026-03-02')
      .take('ask-clarification', '2026-03-04', disclosure, { what: '哪一年', termDays: 10 })
      .settle('2026-03-19');
    expect(made.status).toBe('abandoned');
    const enter = (receivedOn?: string) =>
      made.try('enter-clarification', '2026-03-20', disclosure, {
        text: '2025 年',
        ...(receivedOn ? { receivedOn } : {}),
      })?.code;
    expect(enter()).toBe('clarification/too-late');
    expect(enter('2026-03-19')).toBe('clarification/too-late');
    expect(made.try('clarify', '2026-03-20', applicant, { text: '2025 年' })?.code).toBe(
      'step/not-from-here',
    );
    expect(enter('2026-03-18')).toBeUndefined();
    expect(made.status).toBe('confirmed');
    expect(made.clock('answer')).toMatchObject({
      startedOn: '2026-03-18',
      due: '2026-04-16',
      stoppedOn: null,
    });
  });
  it('asked after seven working days it stops nothing and starts nothing anew', () => {
    const made = confirmedOn('2026-03-02');
    expect(made.clock('clarification-notice').due).toBe('2026-03-11');
    made.take('ask-clarification', '2026-03-12', disclosure, { what: '哪一年', termDays: 20 });
    expect(made.status).toBe('clarifying');
    expect(made.light('answer', '2026-03-27')).toBe('warning');
    expect(made.open('2026-03-27', disclosure)).toContain('answer');
    made.take('clarify', '2026-04-01', applicant, { text: '2025 年' });
    expect(made.clock('answer')).toMatchObject({ startedOn: '2026-03-02', due: '2026-03-30' });
    expect(made.light('answer', '2026-04-01')).toBe('overdue');
  });
  it('asked in time there is nothing to answer until it is clear', () => {
    const made = confirmedOn('2026-03-02').take('ask-clarification', '2026-03-11', disclosure, {
      what: '哪一年',
      termDays: 10,
    });
    expect(made.light('answer', '2026-03-12')).toBe('stopped');
    expect(made.open('2026-03-12', disclosure)).not.toContain('answer');
  });
});

describe('asking others, 32–34', () => {
  it('time of overlapping consultations is excluded once', () => {
    const made = confirmedOn('2026-03-02');
    const due = made.clock('answer').due;
    expect(due).toBe('2026-03-30');
    made
      .take('consult-office', '2026-03-03', disclosure, { office: 'planning' })
      .take('consult-third-party', '2026-03-04', disclosure, { name: '示例公司' })
      .take('office-replies', '2026-03-06', at('reviewer', 'planning'), { agrees: true })
      .take('third-party-replies', '2026-03-10', disclosure, { agrees: true });
    expect(made.clock('answer').due).toBe('2026-04-07');
  });
  it('an office that stays silent agrees, on the day its term ends', () => {
    const made = confirmedOn('2026-03-02').take('consult-office', '2026-03-03', disclosure, {
      office: 'fire',
    });
    expect(made.clocks().find((clock) => clock.of === 'fire')?.due).toBe('2026-03-24');
    made.settle('2026-03-30');
    expect(made.facts.at(-1)).toMatchObject({ kind: 'office-silent', effectiveOn: '2026-03-24' });
    expect(made.clock('answer').due).toBe('2026-04-21');
  });
  it('a third party that stays silent has not agreed: the office decides', () => {
    const made = confirmedOn('2026-03-02')
      .take('consult-third-party', '2026-03-03', disclosure, { name: '示例公司' })
      .settle('2026-03-30');
    expect(made.facts.at(-1)?.kind).toBe('third-party-silent');
    expect(made.try('answer', '2026-03-30', disclosure, { kind: 'disclosed', text: '附后' })).toBeUndefined();
  });
  it('an office is asked once, and neither the own one nor the hall, 34', () => {
    const made = confirmedOn('2026-03-02');
    const among = () =>
      findStep(informationRequest, 'consult-office')?.allows?.({
        ...made.context('2026-03-03', disclosure),
        offices: ['hall', 'committee-office', 'registry', 'planning'],
        authorityOf: (office) => (office === 'registry' ? 'administration' : office),
      }).office?.ids?.among;
    expect(among()).toEqual(['planning']);
    made.take('consult-office', '2026-03-03', disclosure, { office: 'planning' });
    const again = () => made.try('consult-office', '2026-03-05', disclosure, { office: 'planning' })?.code;
    expect(again()).toBe('consultation/running');
    made.take('office-replies', '2026-03-04', at('reviewer', 'planning'), { agrees: true });
    expect(again()).toBe('consultation/once');
  });
  it('nothing is disclosed while an opinion is awaited', () => {
    const made = confirmedOn('2026-03-02').take('consult-office', '2026-03-03', disclosure, {
      office: 'fire',
    });
    const disclosed = { kind: 'disclosed', text: '附后' };
    expect(made.try('answer', '2026-03-04', disclosure, disclosed)?.code).toBe('consultation/open');
    expect(
      made.try('answer', '2026-03-04', disclosure, { kind: 'not-held', text: '不存在' }),
    ).toBeUndefined();
  });
  it('two offices silent at once are both settled', () => {
    const made = confirmedOn('2026-03-02')
      .take('consult-office', '2026-03-03', disclosure, { office: 'fire' })
      .take('consult-office', '2026-03-03', disclosure, { office: 'planning' })
      .settle('2026-03-30');
    expect(made.facts.filter((fact) => fact.kind === 'office-silent')).toHaveLength(2);
  });
  it('the office asked answers for itself, by its reviewer, approver or head; nobody answers in its place', () => {
    const asked = () =>
      confirmedOn('2026-03-02').take('consult-office', '2026-03-03', disclosure, { office: 'fire' });
    for (const other of [disclosure, head, at('reviewer', 'planning'), at('clerk', 'fire')])
      expect(() => asked().try('office-replies', '2026-03-04', other, { agrees: true })).toThrow();
    for (const role of ['reviewer', 'approver', 'head'] as const) {
      const made = asked().take('office-replies', '2026-03-04', at(role, 'fire'), { agrees: false });
      expect(made.facts.at(-1)?.data).toMatchObject({ office: 'fire', agrees: false });
    }
    const named = (office: string) =>
      asked().faults('office-replies', '2026-03-04', at('head', 'fire'), { agrees: true, office });
    expect(named('fire')).toEqual([]);
    expect(named('planning')).toMatchObject([{ pointer: '/office' }]);
  });
  it('it is the work of its reviewer until it has answered', () => {
    const made = confirmedOn('2026-03-02').take('consult-office', '2026-03-03', disclosure, {
      office: 'fire',
    });
    const replies = () => made.duties('2026-03-04').filter(({ step }) => step === 'office-replies');
    expect(replies()).toMatchObject([{ role: 'reviewer', office: 'fire' }]);
    made.take('office-replies', '2026-03-04', at('head', 'fire'), { agrees: true });
    expect(replies()).toEqual([]);
    expect(made.try('office-replies', '2026-03-04', at('reviewer', 'fire'), { agrees: true })?.code).toBe(
      'consultation/none',
    );
  });
});

describe('disclosure against an objection, 32', () => {
  /** Of three third parties the first and the last object. */
  const opposed = (item = terms) => {
    const made = new ImaginedCase(informationRequest, item).file('2026-03-02', {});
    made.take('confirm-receipt', '2026-03-02', disclosure, { on: '2026-03-02' });
    for (const name of ['甲公司', '乙公司', '丙公司'])
      made.take('consult-third-party', '2026-03-03', disclosure, { name });
    for (const [party, agrees] of Object.entries({ t1: false, t2: true, t3: false }))
      made.take('third-party-replies', '2026-03-04', disclosure, { party, agrees });
    return made;
  };
  const disclosed = { kind: 'disclosed', text: '附后', objectionNotice: '事关公共安全' };
  const answer = (input: object) => opposed().take('answer', '2026-03-05', disclosure, { ...input });

  it('is told in writing to each who objected, and to nobody else', () => {
    const told = answer(disclosed).facts.filter(({ kind }) => kind === 'third-party-told');
    expect(told.map(({ data }) => data.party)).toEqual(['t1', 't3']);
    expect(told.map(({ basis }) => basis.map(({ ref }) => ref))).toEqual([
      ['政府信息公开条例 第三十二条'],
      ['政府信息公开条例 第三十二条'],
    ]);
  });
  it('rests on 32 too', () => {
    const fact = answer(disclosed).facts.find(({ kind }) => kind === 'answered');
    expect(fact?.basis.map(({ ref }) => ref)).toEqual([
      '政府信息公开条例 第三十六条第（二）项',
      '政府信息公开条例 第三十二条',
    ]);
  });
  it('needs the reasons; what overrules nobody needs none and takes none', () => {
    const faults = (input: object) =>
      opposed().faults('answer', '2026-03-05', disclosure, { text: '说明', ...input });
    expect(faults({ kind: 'disclosed' })).toMatchObject([{ pointer: '/objectionNotice' }]);
    expect(faults({ kind: 'not-disclosed' })).toEqual([]);
    expect(faults({ kind: 'partly-disclosed' })).toMatchObject([{ pointer: '/objectionNotice' }]);
    expect(faults({ kind: 'partly-disclosed', grounds: ['third-party'] })).toEqual([]);
    expect(faults({ kind: 'not-disclosed', objectionNotice: '理由' })).toHaveLength(1);
    const kinds = answer({ kind: 'not-disclosed', text: '说明' }).facts.map(({ kind }) => kind);
    expect(kinds).not.toContain('third-party-told');
    const partly = answer({ kind: 'partly-disclosed', grounds: ['third-party'], text: '其余公开' }).facts;
    expect(partly.map(({ kind }) => kind)).not.toContain('third-party-told');
    expect(answer({ ...disclosed, kind: 'partly-disclosed' }).facts.at(-1)?.kind).toBe('third-party-told');
  });
  it('is not said to be told under a version of the item that has no such letter', () => {
    const old = opposed({ ...terms, letters: {} });
    expect(old.try('answer', '2026-03-05', disclosure, disclosed)?.code).toBe('answer/notice-not-provided');
  });
  it('the form asks for them only where somebody objected', () => {
    const allowed = (made: ImaginedCase) =>
      findStep(informationRequest, 'answer')?.allows?.(made.context('2026-03-05', disclosure));
    expect(allowed(confirmedOn('2026-03-02'))).toEqual({ objectionNotice: { absent: true } });
    expect(allowed(opposed())).toEqual({});
  });
});

describe('a request that nobody has confirmed, 31(3)', () => {
  it('has a reminder and no time to answer yet; once confirmed it is the other way about', () => {
    const made = filed('2026-03-02', { channel: 'online' });
    expect(made.clocks().map(({ name }) => name)).toEqual(['confirmation']);
    expect(made.clock('confirmation')).toMatchObject({ due: '2026-03-04', basis: [{ kind: 'internal' }] });
    expect(made.light('confirmation', '2026-03-05')).toBe('overdue');
    made.take('confirm-receipt', '2026-03-05', disclosure, { on: '2026-03-05' });
    expect(made.light('confirmation', '2026-03-05')).toBe('stopped');
    expect(made.clock('answer').due).toBe('2026-04-02');
  });
});

describe('excessive requests, 35', () => {
  it('are refused only after reasons were asked for; good reasons may delay the answer', () => {
    const made = confirmedOn('2026-03-02');
    const excessive = { kind: 'excessive', text: '不予处理' };
    expect(made.try('answer', '2026-03-03', disclosure, excessive)?.code).toBe('answer/reasons-first');
    made.take('ask-reasons', '2026-03-03', disclosure, { text: '已申请 80 件' });
    expect(made.try('delay', '2026-03-04', disclosure, { days: 30, reasons: '多' })?.code).toBe(
      'reasons/not-given',
    );
    made
      .take('give-reasons', '2026-03-05', applicant, { text: '研究' })
      .take('delay', '2026-03-06', disclosure, { days: 30, reasons: '量大' });
    expect(made.clock('answer').extendedDays).toBe(30);
  });
  it('may be explained while something else is to be made clear: the term runs on', () => {
    const made = confirmedOn('2026-03-02')
      .take('ask-reasons', '2026-03-03', disclosure, { text: '80 件' })
      .take('ask-clarification', '2026-03-03', disclosure, { what: '年份', termDays: 10 });
    expect(made.try('give-reasons', '2026-03-04', applicant, { text: '研究' })).toBeUndefined();
  });
  it('are not refused before the applicant has said why, or let her term pass', () => {
    const asked = (more = {}) =>
      confirmedOn('2026-03-02').take('ask-reasons', '2026-03-03', disclosure, { text: '80 件', ...more });
    const refused = (made: ImaginedCase, on: string) =>
      made.try('answer', on, disclosure, { kind: 'excessive', text: '不予处理' })?.code;
    expect(asked().clock('reasons')).toMatchObject({ due: '2026-03-12', mayLapse: true });
    expect(refused(asked(), '2026-03-03')).toBe('answer/reasons-awaited');
    expect(refused(asked(), '2026-03-12')).toBe('answer/reasons-awaited');
    expect(refused(asked(), '2026-03-13')).toBeUndefined();
    expect(refused(asked({ termDays: 3 }), '2026-03-06')).toBe('answer/reasons-awaited');
    expect(refused(asked({ termDays: 3 }), '2026-03-09')).toBeUndefined();
    const given = asked().take('give-reasons', '2026-03-04', applicant, { text: '研究' });
    expect(given.clock('reasons').stoppedOn).toBe('2026-03-04');
    expect(refused(given, '2026-03-04')).toBeUndefined();
  });
  it('what is said after that term is heard all the same, and no other answer waits for it', () => {
    const asked = confirmedOn('2026-03-02').take('ask-reasons', '2026-03-03', disclosure, { text: '多' });
    expect(asked.open('2026-03-20', applicant)).toContain('give-reasons');
    const other = { kind: 'not-held', text: '没有' };
    expect(asked.try('answer', '2026-03-04', disclosure, other)).toBeUndefined();
  });
});

describe('what is withheld, 13–16, 36(3)', () => {
  const answered = (input: object) =>
    confirmedOn('2026-03-02')
      .take('answer', '2026-03-03', disclosure, { text: '说明', ...input })
      .facts.at(-1)
      ?.basis.map(({ ref }) => ref);
  it('names the article by which it is withheld', () => {
    expect(answered({ kind: 'not-disclosed', grounds: ['third-party', 'in-process'] })).toEqual([
      '政府信息公开条例 第三十六条第（三）项',
      '政府信息公开条例 第十五条',
      '政府信息公开条例 第十六条第二款',
    ]);
  });
  it('is nothing where everything is given', () => {
    expect(answered({ kind: 'disclosed', grounds: ['secret'] })).toHaveLength(1);
  });
  it('cites an article once, and keeps each ground as a code', () => {
    const input = { text: '说明', kind: 'not-disclosed', grounds: ['secret', 'endangers-safety'] };
    const fact = confirmedOn('2026-03-02').take('answer', '2026-03-03', disclosure, input).facts.at(-1);
    expect(fact?.basis.map(({ ref }) => ref).slice(1)).toEqual(['政府信息公开条例 第十四条']);
    expect(fact?.data.grounds).toEqual(['secret', 'endangers-safety']);
  });
  it('may be left unsaid by whoever calls as the contracts say', () => {
    const fact = confirmedOn('2026-03-02')
      .take('answer', '2026-03-03', disclosure, { text: '说明', kind: 'not-disclosed' })
      .facts.at(-1);
    expect(fact?.data.grounds).toBeUndefined();
  });
  it('what is no government information is left out of a part, never the ground for all', () => {
    const input = { text: '说明', grounds: ['not-information'] };
    const faults = (kind: string) =>
      confirmedOn('2026-03-02').faults('answer', '2026-03-03', disclosure, { ...input, kind });
    expect(faults('not-disclosed')).toMatchObject([{ pointer: '/grounds' }]);
    expect(faults('partly-disclosed')).toEqual([]);
  });
});

describe('a limit that has ended', () => {
  const late = () => {
    const made = confirmedOn('2026-03-02');
    expect(made.clock('answer').due).toBe('2026-03-30');
    return made;
  };
  it('is not moved by asking others afterwards, nor lengthened while they are asked', () => {
    const made = late().take('consult-third-party', '2026-04-01', disclosure, { name: '示例公司' });
    expect(made.light('answer', '2026-04-02')).toBe('overdue');
    expect(made.try('extend', '2026-04-02', head, { days: 20, reasons: '多' })?.code).toBe(
      'extension/after-end',
    );
    made.take('third-party-replies', '2026-04-10', disclosure, { agrees: true });
    expect(made.clock('answer').due).toBe('2026-03-30');
  });
  it('is not put off for the reasons that were given, 35', () => {
    const made = late()
      .take('ask-reasons', '2026-04-01', disclosure, { text: '已申请 80 件' })
      .take('give-reasons', '2026-04-02', applicant, { text: '研究' });
    expect(made.try('delay', '2026-04-03', disclosure, { days: 100, reasons: '量大' })?.code).toBe(
      'delay/after-end',
    );
  });
});

describe('the end', () => {
  it('answered, delivered; withdrawn only before the answer', () => {
    const made = confirmedOn('2026-03-02').take('answer', '2026-03-03', disclosure, {
      kind: 'already-public',
      text: '见官网',
    });
    expect(made.try('withdraw', '2026-03-03', applicant)?.code).toBe('step/not-from-here');
    made.take('deliver', '2026-03-03', disclosure, { method: 'electronic' });
    expect(made.status).toBe('closed');
    expect(made.duties('2026-03-03')).toEqual([]);
  });
  it("is nobody else's work", () => {
    expect(() =>
      filed('2026-03-02').try('confirm-receipt', '2026-03-02', staff(), { on: '2026-03-02' }),
    ).toThrow();
  });
});
