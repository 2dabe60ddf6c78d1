/** The one sentence that says where a case stands, and the clock that stands behind it. */
import type { CaseView, ClockView } from '../../capabilities/cases/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords, daysLeftInWords } from '../kit/day-words.ts';

export interface CaseSentence {
  says: string;
  /** What it means or what happens next; absent where the sentence says it all. */
  means?: string;
  tone: 'normal' | 'warning' | 'overdue' | 'paused' | 'good' | 'stopped';
  /** The clock whose day is in the sentence. */
  clock?: ClockView;
}

type Case = Pick<
  CaseView,
  | 'procedure'
  | 'status'
  | 'statusLabel'
  | 'clocks'
  | 'notice'
  | 'licences'
  | 'projectType'
  | 'ratings'
  | 'timeline'
  | 'lanes'
> &
  Partial<Pick<CaseView, 'result'>>;

export function caseSentence(view: Case, today: LegalDay): CaseSentence {
  return view.procedure === 'information-request'
    ? requestSentence(view, today)
    : licensingSentence(view, today);
}

/** 政府信息公开条例 29–40. */
function requestSentence(view: Case, today: LegalDay): CaseSentence {
  switch (view.status) {
    case 'submitted':
      return {
        says: '已经提交，等待与您确认收到的日期。',
        means: '工作人员会打电话给您。答复的期限从双方确认的那一天起算。',
        tone: 'normal',
      };
    case 'confirmed':
      return reasonsAsked(view, today) ?? running(view, '正在准备答复', 'answer', today);
    case 'clarifying':
      return asked(view, '需要您补充说明要哪些信息', today);
    case 'answered':
      return { says: '已经答复。', means: '答复书在下面，正在送达。', tone: 'good' };
    case 'closed':
      return {
        says: '已经答复，答复书已经送达。',
        means: '答复书在下面的文书里，不服时怎么办也写在里面。',
        tone: 'good',
      };
    case 'abandoned':
      return {
        says: '到期没有补充说明，视为放弃这次申请。',
        means: '需要时可以重新申请。',
        tone: 'stopped',
      };
    default:
      return licensingSentence(view, today);
  }
}

function asked(view: Case, what: string, today: LegalDay): CaseSentence {
  const clock = runningClock(view, 'clarification');
  const until = clock ? `，最迟 ${dayInWords(clock.due, today)}（含当日）` : '';
  return {
    says: `${what}${until}`,
    means: '到期不补充又没有正当理由的，视为放弃申请。补充以后，答复的期限重新计算。',
    tone: 'warning',
    ...(clock ? { clock } : {}),
  };
}

/** 35: her term runs beside the one to answer, and hers is what she can keep. */
function reasonsAsked(view: Case, today: LegalDay): CaseSentence | undefined {
  const clock = runningClock(view, 'reasons');
  return (
    clock && {
      says: `请您说明申请的理由，最迟 ${dayInWords(clock.due, today)}（含当日）`,
      means: '到期没有说明，或者理由不合理的，可能不予处理这次申请。答复的期限照常计算。',
      tone: 'warning',
      clock,
    }
  );
}

function licensingSentence(view: Case, today: LegalDay): CaseSentence {
  switch (view.status) {
    case 'draft':
      return { says: '这是草稿，还没有提交。', means: '提交以后才开始办理和计算时限。', tone: 'stopped' };
    case 'submitted':
      return submitted(view, today);
    case 'correcting':
      return correcting(view, today);
    case 'accepted':
    case 'reviewing':
    case 'reviewed':
      return isHearingPending(view) ? hearing(view, today) : underReview(view, today);
    case 'granted':
      return { ...running(view, granted(view), 'issue', today), ...goodUnlessLate(view) };
    case 'issued':
      return { ...running(view, '证件已经做好，正在送达', 'issue', today), ...goodUnlessLate(view) };
    case 'denied':
      return {
        says: view.result === 'filing' ? '没有予以备案。' : '没有获得准予。',
        means: '理由和申请复议、提起诉讼的办法写在下面的决定书里。补足条件以后，可以重新申请。',
        tone: 'stopped',
      };
    case 'not-accepted':
      return {
        says: view.result === 'filing' ? '没有接收。' : '没有受理。',
        means: '原因和该找哪个机关写在下面的文书里。',
        tone: 'stopped',
      };
    case 'closed':
      return closed(view);
    case 'withdrawn':
      return { says: '已经撤回，本次办理终止。', means: '需要时可以重新申请。', tone: 'stopped' };
    default:
      return running(view, view.statusLabel, undefined, today);
  }
}

/** What comes of it is a document, the decision alone, or a record that everybody can look up. */
function granted({ result }: Case): string {
  switch (result) {
    case 'filing':
      return '已经备案并公布，确认书正在送达';
    case 'decision':
      return '已经准予，决定书正在送达';
    default:
      return '已经准予，正在制证送达';
  }
}

function underReview(view: Case, today: LegalDay): CaseSentence {
  if (view.result === 'filing') {
    const doing = { accepted: '已经接收，等待核对', reviewing: '正在核对' }[view.status];
    return running(view, doing ?? '已经核对，等待备案', 'decision-promised', today);
  }
  switch (view.status) {
    case 'accepted':
      return running(view, '已经受理，等待审查', 'decision-promised', today);
    case 'reviewing':
      return running(view, '正在审查', 'decision-promised', today);
    default:
      return running(view, '已经审查完，等待决定', 'decision-promised', today);
  }
}

const isHearingPending = ({ lanes }: Case) =>
  lanes.some(({ lane, state }) => lane === 'hearing' && ['required', 'scheduled', 'held'].includes(state));

/** 行政许可法 45, 47: the decision waits for the hearing, and its time with it. */
function hearing(view: Case, today: LegalDay): CaseSentence {
  const clock = runningClock(view, 'hearing');
  const means = '举行听证所需的时间不计入办理期限，决定将根据听证笔录作出。时间、地点见听证通知书。';
  if (!clock) return { says: '正在组织听证，办理期限暂停计算。', means, tone: 'paused' };
  return {
    says: `正在组织听证，最迟 ${dayInWords(clock.due, today)} 举行`,
    means,
    tone: toneOf(clock),
    clock,
  };
}

/** What was decided comes first: an end says nothing by itself. */
function closed({ timeline, ratings }: Case): CaseSentence {
  const decision = timeline.findLast(({ step }) => step === 'decide' || step === 'refuse-acceptance');
  const outcome = decision?.label.replace(/决定$/, '');
  return {
    says: outcome ? `${outcome}，已经办结。` : '已经办结。',
    means: ratings.length === 0 ? '办得怎么样，请您评价。' : '谢谢您的评价。',
    tone: outcome?.startsWith('不') ? 'stopped' : 'good',
  };
}

function submitted(view: Case, today: LegalDay): CaseSentence {
  const clock = runningClock(view, 'one-time-notice');
  if (!clock) return { says: '已经提交，等待受理。', tone: 'normal' };
  return {
    says: `已经提交，最迟 ${dayInWords(clock.due, today)} 答复您是否${view.result === 'filing' ? '接收' : '受理'}（${daysLeftInWords(clock.daysLeft ?? 0)}）`,
    means: `${view.notice ? '正在核对您补正的内容，不会再提新的要求' : '材料不齐的，会一次告诉您要补什么'}；到期没有告诉您的，视为从收到之日起已经${view.result === 'filing' ? '接收' : '受理'}。`,
    tone: toneOf(clock),
    clock,
  };
}

function correcting(view: Case, today: LegalDay): CaseSentence {
  const open = view.notice?.items.filter(({ answered }) => !answered).length ?? 0;
  const clock = runningClock(view, 'correction');
  const until = clock ? `，最迟 ${dayInWords(clock.due, today)}（含当日）` : '';
  return {
    says: open > 0 ? `需要您补正 ${open} 项内容${until}` : `需要您补正${until}`,
    means: '要补的内容已经一次告诉您，补齐以后不会再提新的要求。等待补正期间，不计算办理时限。',
    tone: 'warning',
    ...(clock ? { clock } : {}),
  };
}

function running(view: Case, doing: string, name: string | undefined, today: LegalDay): CaseSentence {
  const clock = runningClock(view, name) ?? earliestClock(view);
  if (!clock) return { says: `${doing}。`, tone: 'normal' };
  const tone = toneOf(clock);
  if (tone === 'paused') {
    return {
      says: `${doing}，时限暂停计算`,
      means: `正在进行依法不计入时限的程序，结束以后接着算。按预计的时间，最迟 ${dayInWords(clock.due, today)}。`,
      tone,
      clock,
    };
  }
  return {
    says: `${doing}，最迟 ${dayInWords(clock.due, today)}（${daysLeftInWords(clock.daysLeft ?? 0)}）`,
    ...(tone === 'overdue' ? { means: overdueMeans(view, clock, today) } : {}),
    tone,
    clock,
  };
}

function overdueMeans(view: Case, clock: ClockView, today: LegalDay): string {
  const statutory = runningClock(view, 'decision-statutory');
  if (clock.name === 'decision-promised' && statutory && today <= statutory.due) {
    return `部门没有做到承诺的时间。法律规定的最后一天是 ${dayInWords(statutory.due, today)}。`;
  }
  return '已经超过期限。您可以打投诉电话，也可以依法申请行政复议。';
}

function goodUnlessLate(view: Case): { tone?: 'good' } {
  const clock = runningClock(view, 'issue');
  return clock?.light === 'overdue' ? {} : { tone: 'good' };
}

function runningClock({ clocks }: Case, name: string | undefined): ClockView | undefined {
  return clocks.find((clock) => clock.name === name && clock.light !== 'stopped');
}

function earliestClock({ clocks }: Case): ClockView | undefined {
  const open = clocks.filter(
    ({ light, against, laneName }) => light !== 'stopped' && against === 'agency' && laneName === null,
  );
  return open.reduce<ClockView | undefined>(
    (first, one) => (!first || one.due < first.due ? one : first),
    undefined,
  );
}

const toneOf = ({ light }: ClockView): CaseSentence['tone'] => light;
