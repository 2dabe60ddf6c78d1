/** The clocks of a certificate: until when its renewal is applied for, when its holder is reminded, how long she may speak. */
import type { ClockDeclaration } from '../../kernel/procedure/clock-declaration.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { addDays } from '../../kernel/time/legal-day.ts';
import { basisOf, penaltyLaw } from './bases.ts';
import { limitOf } from './renewal-window.ts';
import { dayOf, validitySetting } from './standing.ts';

const over = ['revoked', 'licence-withdrawn', 'forfeited', 'cancelled'];
const hasEnd = ({ data }: Fact) => dayOf(data.validTo) !== null;

/** 行政许可法 50 ¶1. The day was reckoned when the validity was set: a later calendar does not shorten what was told. */
const renewalApplication: ClockDeclaration = {
  name: 'renewal-application',
  label: '申请延续的期限',
  against: 'applicant',
  starts: (fact) => validitySetting.includes(fact.kind) && dayOf(fact.data.applyBy) !== null,
  limit: (item, settings, { data }) =>
    limitOf(settings, data, basisOf({ item, settings }, '第五十条第一款', '延续')),
  stops: ['renewal-applied-for', ...over],
  mayLapse: true,
};

/** Runs out on the day before a reminder is due, each time for the next of the settings' days. */
const renewalReminder: ClockDeclaration = {
  name: 'renewal-reminder',
  label: '提醒延续',
  against: 'outside',
  starts: (fact) => (validitySetting.includes(fact.kind) || fact.kind === 'renewal-reminded') && hasEnd(fact),
  limit: (item, settings, { data }) => {
    const told = typeof data.daysBefore === 'number' ? data.daysBefore : Number.POSITIVE_INFINITY;
    const next = settings.renewal.remindDaysBefore.find((days) => days < told);
    if (next === undefined) return undefined;
    return {
      rule: 'local/renewal-reminder',
      days: next,
      unit: 'natural',
      basis: basisOf({ item, settings }, '第五十条', '延续提醒'),
      endsOn: addDays(String(data.validTo), -next - 1),
    };
  },
  stops: ['renewal-applied-for', ...over],
  mayLapse: true,
  onExpiry: { step: 'remind-renewal', when: () => true },
};

/** 行政许可法 7 gives the holder the right to state her views and names no term. */
const views: ClockDeclaration = {
  name: 'views',
  label: '陈述、申辩的期限',
  against: 'applicant',
  starts: (fact) => fact.kind === 'ending-proposed',
  limit: (item, settings, { data }) => ({
    rule: 'local/views',
    days: Number(data.termDays),
    unit: 'working',
    basis: basisOf({ item, settings }, '第七条', '陈述申辩'),
  }),
  stops: ['views-stated', 'ending-dropped', ...over],
  mayLapse: true,
};

/** A suspension ends on the day the penalty decision names, without anybody asking for it. */
const suspension: ClockDeclaration = {
  name: 'suspension',
  label: '暂扣期限',
  against: 'outside',
  starts: (fact) => fact.kind === 'licence-suspended' && dayOf(fact.data.until) !== null,
  limit: (_item, _settings, { data }) => ({
    rule: 'penalty/suspension',
    days: 0,
    unit: 'natural',
    basis: [penaltyLaw],
    endsOn: String(data.until),
  }),
  stops: ['licence-restored', ...over],
  mayLapse: true,
  onExpiry: { step: 'restore-licence', when: () => true, input: () => ({ termOver: true }) },
};

export const clocks: ClockDeclaration[] = [renewalApplication, renewalReminder, views, suspension];
