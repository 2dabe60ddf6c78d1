/** Conditions around a hearing, each with its article: 行政许可法 46–48. */
import type { Gate, RuleContext } from '../../kernel/procedure/declaration.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { addWorkingDays } from '../../kernel/time/deadline.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { article48, licensingLaw } from './bases.ts';
import {
  chairOf,
  earliestHearing,
  hearingStanding,
  isHearingPending,
  lastDayOfNotice,
  lastDayToAsk,
  lastDayToHold,
  nameKey,
  openChallenge,
  reviewersOf,
  rightsTold,
  scheduledHearing,
} from './hearing-standing.ts';
import { refusal } from './refusals.ts';

/** 行政许可法 48 ¶2: once there is to be a hearing, what is decided is decided on its record. */
export const decidedOnTheRecord: Gate<unknown> = {
  name: 'hearing/no-record',
  check: (context) => lawWantsHearing(context) ?? recordIsMissing(context) ?? mayStillBeRequested(context),
};

/** 行政许可法 46: of some matters the law says that they are heard. */
function lawWantsHearing({ item, state }: RuleContext) {
  const needs = item.hearing !== undefined && hearingStanding(state) !== 'recorded';
  return needs
    ? refusal(
        'hearing/required-by-law',
        '法律、法规或者规章规定本事项应当听证，目前还没有经签字的听证笔录。',
        '先决定举行听证，向社会公告，举行后由参加人在笔录上签字。',
        [licensingLaw('第四十六条'), ...(item.hearing?.basis ?? [])],
      )
    : undefined;
}

function recordIsMissing({ state }: RuleContext) {
  if (!isHearingPending(state)) return undefined;
  const reasons: Record<string, string> = {
    required: '应当举行听证，但是还没有通知时间、地点',
    scheduled: `听证定于${day(scheduledHearing(state)?.data.on)}举行，还没有听证笔录`,
    held: '听证已经举行，笔录还没有经参加人签字',
  };
  return refusal(
    'hearing/no-record',
    `${reasons[hearingStanding(state) ?? ''] ?? '还没有听证笔录'}；决定应当根据听证笔录作出。`,
    '完成听证，并由参加人确认笔录、签字或者盖章。',
    [licensingLaw('第四十八条第二款')],
  );
}

/** 行政许可法 47 ¶1: the right is told before the decision, so nothing is decided while it can be used. */
function mayStillBeRequested(context: RuleContext) {
  if (hearingStanding(context.state) === 'recorded') return undefined;
  const open = Object.entries(rightsTold(context.state))
    .flatMap(([party, standing]) => (standing === 'told' ? [lastDayToAsk(context, party) ?? ''] : []))
    .filter((last) => last >= context.today);
  if (open.length === 0) return undefined;
  const last = open.reduce((a, b) => (a > b ? a : b));
  return refusal(
    'hearing/may-be-requested',
    `还有 ${open.length} 人可以在${day(last)}以前（含当日）要求听证，此前不能作出决定。`,
    '等期限届满，或者由他们表明不要求听证。',
    [licensingLaw('第四十七条第一款')],
  );
}

/** Nobody is told after the hearing was notified: she would have less than seven working days. */
export const notYetNotified: Gate<unknown> = {
  name: 'hearing/under-way',
  check: ({ state }) =>
    ['scheduled', 'held', 'recorded'].includes(hearingStanding(state) ?? '')
      ? refusal(
          'hearing/under-way',
          '听证已经通知或者举行，现在告知的人来不及参加。',
          '新发现的利害关系人，请听取其陈述、申辩，并记入审查意见。',
          [article48('一')],
        )
      : undefined,
};

export const noneCalledYet: Gate<unknown> = {
  name: 'hearing/already-required',
  check: ({ state }) => {
    const standing = hearingStanding(state);
    return standing === undefined || standing === 'dropped'
      ? undefined
      : refusal(
          'hearing/already-required',
          standing === 'recorded' ? '听证已经举行，笔录已经签字。' : '听证程序已经启动。',
          '请继续办理已经启动的听证。',
          [licensingLaw('第四十六条')],
        );
  },
};

export interface Plan {
  on: string;
  chair: string;
}

/** 行政许可法 48(1): seven working days between the notice and the hearing, the day of the hearing not counted. */
export const noticeInTime: Gate<Plan> = {
  name: 'hearing/notice-too-short',
  check: ({ calendar, today }, input) => {
    if (!input || lastDayOfNotice(calendar, input.on) >= today) return undefined;
    return refusal(
      'hearing/notice-too-short',
      `应当于举行听证的七个工作日前通知。今天通知，${day(input.on)}举行的听证来不及。`,
      `最早可以定在${day(earliestHearing(calendar, today))}。`,
      [article48('一')],
    );
  },
};

/** 行政许可法 47 ¶1. An authority that is late already may still choose the first day that leaves time for the notice. */
export const heldInTime: Gate<Plan> = {
  name: 'hearing/after-limit',
  check: (context, input) => {
    const limit = lastDayToHold(context);
    if (!input || limit === undefined) return undefined;
    const first = earliestHearing(context.calendar, context.today);
    const latest = limit > first ? limit : first;
    if (input.on <= latest) return undefined;
    return refusal(
      'hearing/after-limit',
      `应当自收到听证要求之日起${getRule('XK-47-hearing').days}个工作日内组织听证，${day(input.on)}已经超过。`,
      `最迟可以定在${day(latest)}。`,
      [licensingLaw('第四十七条第一款')],
    );
  },
};

/** 行政许可法 48(3): whoever reviews the application does not chair its hearing. */
export const chairIsNoReviewer: Gate<{ chair?: string }> = {
  name: 'hearing/chair-reviews',
  check: (context, input) =>
    input?.chair !== undefined && reviewersOf(context).includes(nameKey(input.chair))
      ? refusal(
          'hearing/chair-reviews',
          `“${input.chair.trim()}”审查了这项申请，不能主持听证。`,
          '请指定审查该申请的工作人员以外的人员；同名的，请在姓名后写明科室。',
          [article48('三')],
        )
      : undefined,
};

/** The same from the other side: whoever chairs the hearing does not review afterwards, nor as the second officer. */
export const reviewerIsNotChair: Gate<{ secondOfficer?: string }> = {
  name: 'hearing/reviewer-chairs',
  check: (context, input) => {
    const chair = chairOf(context);
    if (chair === undefined) return undefined;
    const officers = [context.actor.name, input?.secondOfficer ?? ''].map(nameKey);
    return officers.includes(nameKey(chair))
      ? refusal(
          'hearing/reviewer-chairs',
          `“${chair.trim()}”是本申请的听证主持人，不能同时审查这项申请。`,
          '请由其他工作人员审查，或者更换听证主持人。',
          [article48('三')],
        )
      : undefined;
  },
};

export const noOpenChallenge: Gate<unknown> = {
  name: 'hearing/challenge-open',
  check: ({ state }) =>
    openChallenge(state)
      ? refusal(
          'hearing/challenge-open',
          '有人申请主持人回避，还没有决定。',
          '先由部门负责人决定主持人是否回避。',
          [article48('三')],
        )
      : undefined,
};

export const someChallenge: Gate<unknown> = {
  name: 'hearing/no-challenge',
  check: ({ state }) =>
    openChallenge(state)
      ? undefined
      : refusal('hearing/no-challenge', '没有人申请主持人回避。', '无需办理这一步。', [article48('三')]),
};

/** A hearing is recorded on its day or later. */
export const dayHasCome: Gate<unknown> = {
  name: 'hearing/not-yet',
  check: ({ state, today }) => {
    const on = String(scheduledHearing(state)?.data.on ?? today);
    if (on <= today) return undefined;
    return {
      ...refusal('hearing/not-yet', `听证定于${day(on)}举行，还没有到。`, '当日举行以后再记录。', [
        article48('五'),
      ]),
      opensOn: on,
    };
  },
};

/** 行政许可法 47 ¶1: within five working days of being told; one that came late is told by when it was needed. */
export function askedTooLate(context: RuleContext, party: string, received: LegalDay, toldOn?: LegalDay) {
  const days = getRule('XK-47-request').days;
  const last =
    toldOn === undefined ? lastDayToAsk(context, party) : addWorkingDays(context.calendar, toldOn, days);
  if (last === undefined || received <= last) return undefined;
  return refusal(
    'hearing/too-late',
    `应当自被告知之日起${days}个工作日内要求听证，最迟是${day(last)}；${day(received)}提出已经超过期限。`,
    `需要在${day(last)}以前（含当日）提出。仍然可以陈述、申辩，行政机关应当听取。`,
    [licensingLaw('第四十七条第一款')],
  );
}

function day(value: unknown): string {
  return typeof value === 'string' && value !== '' ? chineseDate(value) : '期限届满';
}
