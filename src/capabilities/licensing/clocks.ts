/** The clocks of licensing. Promised and statutory limits are two clocks; the licence's delivery has its own (行政许可法 44). */
import type { ClockDeclaration, PauseDeclaration } from '../../kernel/procedure/clock-declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { type ItemTerms, isLicence } from '../../kernel/procedure/item-terms.ts';
import { versionMoveOf } from '../../kernel/procedure/standing/standing-facts.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import { licensingLaw, serviceRules } from './bases.ts';

/** 行政许可法 45: hearing, tender, auction … do not count; the applicant was told in writing how long. */
const suspensions: PauseDeclaration = {
  from: 'suspended',
  to: ['resumed'],
  of: (fact) => String(fact.data.office),
  announcedDays: (fact) => Number(fact.data.days),
};

/** 行政许可法 32(4): five working days from receipt, and again from a complete correction; silence is acceptance. */
const oneTimeNotice: ClockDeclaration = {
  name: 'one-time-notice',
  label: '一次性告知期限',
  against: 'agency',
  starts: (fact) => fact.kind === 'submitted' || fact.kind === 'corrected',
  limit: (item, settings) =>
    isLicence(item)
      ? {
          rule: 'XK-32-4',
          days: getRule('XK-32-4').days,
          unit: 'working',
          basis: [licensingLaw('第三十二条第（四）项')],
        }
      : {
          rule: 'service-rules/notice',
          days: settings.serviceRules.noticeDays,
          unit: 'working',
          basis: [serviceRules(settings, '一次性告知')],
        },
  stops: ['one-time-notice-given', 'accepted', 'acceptance-refused', 'withdrawn'],
  onExpiry: {
    step: 'accept',
    when: (item, settings) => isLicence(item) || settings.serviceRules.deemedAcceptance,
  },
};

/** The applicant's term in a correction notice. National law gives none; it ends nothing unless the district's rule says so. */
const correction: ClockDeclaration = {
  name: 'correction',
  label: '补正期限',
  against: 'applicant',
  startedBy: ['one-time-notice-given'],
  starts: (fact) => fact.kind === 'one-time-notice-given' && typeof fact.data.termDays === 'number',
  limit: (_item, settings, fact) => ({
    rule: 'local/correction-term',
    days: Number(fact.data.termDays),
    unit: 'working',
    basis: [serviceRules(settings, '补正')],
  }),
  stops: ['corrected', 'withdrawn', 'lapsed'],
  // What had come in time takes the lapse back.
  reopenedBy: ['corrected'],
  onExpiry: { step: 'lapse', when: (_item, settings) => settings.lapseAfterCorrectionTerm },
};

const decided = ['granted', 'denied', 'withdrawn'];

/**
 * 行政许可法 42 ¶1 has twenty days, ¶2 forty-five for what is handled jointly (26); where a law or regulation says otherwise
 * the limit is the item's own. A rule is named only for what it says.
 */
function ruleOfDecision(item: ItemTerms): string {
  const { days, unit, basis } = item.limits.statutory;
  const isUnder42 = isLicence(item) && basis.some(({ ref }) => ref.startsWith('行政许可法 第四十二条'));
  const rule = ['XK-42-1', 'XK-42-2'].map(getRule).find((one) => one.days === days && one.unit === unit);
  return isUnder42 && rule ? rule.id : `item/${item.itemId}/statutory`;
}

/** 行政许可法 42, or the item's own law. Moved by pauses and by an extension. */
const decisionStatutory: ClockDeclaration = {
  name: 'decision-statutory',
  label: '法定办结时限',
  against: 'agency',
  starts: (fact) => fact.kind === 'accepted',
  limit: (item) => ({ rule: ruleOfDecision(item), ...item.limits.statutory }),
  stops: decided,
  pausedBy: [suspensions],
  extendedBy: (fact) => (fact.kind === 'extended' ? Number(fact.data.days) : 0),
};

/** 优化营商环境条例 36: a shortened limit, published and kept. Pauses move it, an extension does not. */
const decisionPromised: ClockDeclaration = {
  name: 'decision-promised',
  label: '承诺办结时限',
  against: 'agency',
  starts: (fact) => fact.kind === 'accepted',
  limit: (item) => ({ rule: `item/${item.itemId}/promised`, ...item.limits.promised }),
  stops: decided,
  pausedBy: [suspensions],
};

/** 行政许可法 44: ten working days from the grant until the document is in the applicant's hands. */
const issue: ClockDeclaration = {
  name: 'issue',
  label: '颁证送达期限',
  against: 'agency',
  starts: (fact) => fact.kind === 'granted' || fact.kind === 'renewal-deemed',
  limit: (item, settings) =>
    isLicence(item)
      ? { rule: 'XK-44', days: getRule('XK-44').days, unit: 'working', basis: [licensingLaw('第四十四条')] }
      : {
          rule: 'service-rules/delivery',
          days: settings.serviceRules.deliveryDays,
          unit: 'working',
          basis: [serviceRules(settings, '送达')],
        },
  stops: ['delivered'],
};

/** Which offices' lanes a fact is about; none in particular when it is about the case. */
function officesOf(fact: Fact): string[] | undefined {
  const { office, offices } = fact.data;
  if (typeof office === 'string') return [office];
  if (Array.isArray(offices)) return offices.map(String);
  return versionMoveOf(fact)?.opens.map(({ instance }) => instance);
}

/** Each office's own limit, where joint handling or the district's rules set one; only its own special procedure moves it. */
const review: ClockDeclaration = {
  name: 'review',
  label: '部门审查时限',
  against: 'agency',
  lane: 'review',
  // Sent back, an office has its term anew; what it took back itself goes on in the old one.
  starts: ({ kind }) => kind === 'accepted' || kind === 'sent-back' || kind === 'version-moved',
  each: officesOf,
  limit: (item, settings) => {
    if (item.reviewLimit) return { rule: `item/${item.itemId}/review`, ...item.reviewLimit };
    const { reviewDays } = settings.serviceRules;
    return reviewDays === undefined
      ? undefined
      : {
          rule: 'service-rules/review',
          days: reviewDays,
          unit: 'working',
          basis: [serviceRules(settings, '部门审查')],
        };
  },
  stops: ['reviewed', ...decided],
  reopenedBy: ['conclusion-withdrawn'],
  pausedBy: [suspensions],
};

/** Against the office asked, where the district's rules give it a term; no law does. */
const consultation: ClockDeclaration = {
  name: 'consultation',
  label: '征求意见期限',
  against: 'outside',
  lane: 'consultation',
  starts: ({ kind }) => kind === 'office-consulted',
  each: officesOf,
  limit: (_item, settings) => {
    const { consultationDays } = settings.serviceRules;
    return consultationDays === undefined
      ? undefined
      : {
          rule: 'service-rules/consultation',
          days: consultationDays,
          unit: 'working',
          basis: [serviceRules(settings, '征求意见')],
        };
  },
  stops: ['office-replied', ...decided],
};

/** Limits of the case itself. */
export const caseClocks: ClockDeclaration[] = [
  oneTimeNotice,
  correction,
  decisionStatutory,
  decisionPromised,
  issue,
];

/** Limits of single offices. */
export const laneClocks: ClockDeclaration[] = [review, consultation];
