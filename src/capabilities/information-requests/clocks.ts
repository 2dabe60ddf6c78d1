/** The clocks of an information request: 政府信息公开条例 30, 32–34. Every number of days comes from the register of rules. */
import { internal, law } from '../../kernel/basis.ts';
import type { ClockDeclaration, PauseDeclaration } from '../../kernel/procedure/clock-declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';

const decree = '政府信息公开条例';
export const article = (number: string) => law(`${decree} ${number}`);

function limitOf(id: string) {
  const rule = getRule(id);
  return { rule: id, days: rule.days, unit: rule.unit, basis: [article(rule.article)] };
}

const ended = ['answered', 'withdrawn', 'abandoned'];
const consultationDays = () => getRule('XXGK-32').days;

/** 条例 33 ¶3: time in which others are asked does not count. */
const opinions: PauseDeclaration[] = [
  {
    from: 'third-party-consulted',
    to: ['third-party-replied', 'third-party-silent'],
    of: (fact) => `party/${fact.data.party}`,
    announcedDays: consultationDays,
  },
  {
    from: 'office-consulted',
    to: ['office-replied', 'office-silent'],
    of: (fact) => `office/${fact.data.office}`,
    announcedDays: consultationDays,
  },
];

const reminderDays = 2;

/**
 * 条例 31(3): online, by fax and by ordinary mail the answer's time begins on the day that both sides confirm, and the law
 * says by when nobody confirms. So that no request lies about without any clock, the office reminds itself.
 */
const confirmation: ClockDeclaration = {
  name: 'confirmation',
  label: '答复期限未起算；内部提醒：与申请人确认收到',
  against: 'agency',
  reminder: true,
  starts: (fact) => fact.kind === 'submitted',
  limit: () => ({
    rule: 'internal/confirm-receipt',
    days: reminderDays,
    unit: 'working',
    basis: [internal('内部提醒：尽快与申请人确认收到申请的日期')],
  }),
  stops: ['confirmed', ...ended],
};

const clarificationNotice: ClockDeclaration = {
  name: 'clarification-notice',
  label: '告知补正期限',
  against: 'agency',
  starts: (fact) => fact.kind === 'confirmed',
  limit: () => limitOf('XXGK-30'),
  // A clear request needs no clarification: only asking late would be wrong.
  mayLapse: true,
  stops: ['clarification-asked', ...ended],
};

/** 条例 30: a reasonable term, set in the notice; unreasonable silence gives the request up. */
const clarification: ClockDeclaration = {
  name: 'clarification',
  label: '补正期限',
  against: 'applicant',
  starts: (fact) => fact.kind === 'clarification-asked',
  limit: (_item, _settings, fact) => ({
    rule: 'XXGK-30',
    days: Number(fact.data.termDays),
    unit: 'working',
    basis: [article('第三十条')],
  }),
  stops: ['clarified', 'withdrawn', 'abandoned'],
  // What had come in time takes the abandonment back.
  reopenedBy: ['clarified'],
  onExpiry: { step: 'abandon', when: () => true },
};

/** 条例 35 names no term to give reasons: it is told when they are asked for. The answer's own time runs on meanwhile. */
const reasons: ClockDeclaration = {
  name: 'reasons',
  label: '说明理由期限',
  against: 'applicant',
  starts: (fact) => fact.kind === 'reasons-asked',
  limit: (_item, settings, { data }) => ({
    rule: 'local/reasons',
    days: typeof data.termDays === 'number' ? data.termDays : settings.reasonsDays,
    unit: 'working',
    basis: [article('第三十五条')],
  }),
  stops: ['reasons-given', ...ended],
  mayLapse: true,
};

/** 条例 30: asked after the seven working days, the applicant's clarification does not give the authority its limit anew. */
const isLateClarification = ({ kind, data }: Fact): boolean =>
  (kind === 'clarification-asked' || kind === 'clarified') && data.late === true;

/** 条例 33; it starts anew from the clarified request, when that was asked for in time (30). */
const answer: ClockDeclaration = {
  name: 'answer',
  label: '答复期限',
  against: 'agency',
  startedBy: ['confirmed', 'clarified'],
  starts: (fact) => fact.kind === 'confirmed' || (fact.kind === 'clarified' && !isLateClarification(fact)),
  limit: () => limitOf('XXGK-33'),
  stops: ['clarification-asked', ...ended],
  runsOnAfter: isLateClarification,
  voidedBy: ['clarification-asked'],
  pausedBy: opinions,
  extendedBy: (fact) => (fact.kind === 'extended' || fact.kind === 'delayed' ? Number(fact.data.days) : 0),
};

/** 条例 32, 34: fifteen working days for each of those asked. */
const officeConsultation: ClockDeclaration = {
  name: 'consultation',
  label: '征求机关意见期限',
  against: 'outside',
  starts: (fact) => fact.kind === 'office-consulted',
  each: (fact) => (typeof fact.data.office === 'string' ? fact.data.office : undefined),
  limit: () => limitOf('XXGK-34'),
  stops: ['office-replied', 'office-silent', ...ended],
  onExpiry: { step: 'office-stays-silent', when: () => true, input: (office) => ({ office }) },
};

const thirdPartyConsultation: ClockDeclaration = {
  name: 'consultation',
  label: '征求第三方意见期限',
  against: 'outside',
  starts: (fact) => fact.kind === 'third-party-consulted',
  each: (fact) => (typeof fact.data.party === 'string' ? fact.data.party : undefined),
  limit: () => limitOf('XXGK-32'),
  stops: ['third-party-replied', 'third-party-silent', ...ended],
  onExpiry: { step: 'third-party-stays-silent', when: () => true, input: (party) => ({ party }) },
};

export const clocks: ClockDeclaration[] = [
  confirmation,
  clarificationNotice,
  clarification,
  reasons,
  answer,
  officeConsultation,
  thirdPartyConsultation,
];
