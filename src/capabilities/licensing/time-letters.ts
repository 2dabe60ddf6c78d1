/** Letters about time: what does not count, and one extension (行政许可法 42, 45, or the item's own law). */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';
import { dueDay, given, letterBasis, theApplication, whereToAsk, you } from './letter-words.ts';
import type { LetterBody } from './letters.ts';
import { suspensionReasons } from './review-steps.ts';

export function timeNeeded(source: LetterSource): LetterBody {
  const { fact, payload, officeName } = source;
  const reason = suspensionReasons[String(fact.data.reason)] ?? '特别程序';
  const due = dueDay(source, 'decision-statutory');
  const needed = `${theApplication(source)}，依法需要进行${reason}，由${officeName(String(fact.data.office))}组织实施，自${chineseDate(fact.effectiveOn)}起预计需要${fact.data.days}个工作日。`;
  if (hadEnded(source)) {
    return {
      paragraphs: [
        `${needed}依据${letterBasis(source, 'time-needed')}，现将所需时间告知${you(source)}。`,
        ...(payload.notice ? [`${given(payload.notice)}。`] : []),
        ...(fact.data.ground === undefined ? [] : [hearingCalledFor(fact.data.ground)]),
        `办理期限已于${due}届满，所需时间不改变这一期限。本机关将在${reason}结束后尽快作出决定，由此给${you(source)}带来的不便，敬请谅解。`,
      ],
      footnotes: [whereToAsk(source)],
    };
  }
  return {
    paragraphs: [
      `${needed}依据${letterBasis(source, 'time-needed')}，所需时间不计算在办理期限内。`,
      ...(payload.notice ? [`${given(payload.notice)}。`] : []),
      ...(fact.data.ground === undefined ? [] : [hearingCalledFor(fact.data.ground)]),
      `${reason}提前结束的，自结束之日起恢复计算期限。${due ? `按预计时间计算，办理期限至${due}届满。` : ''}`,
    ],
    footnotes: [whereToAsk(source)],
  };
}

/** What begins after the limit has ended leaves nothing out of it; the letter does not say that it does. */
function hadEnded({ due, fact }: LetterSource): boolean {
  const statutory = due['decision-statutory'];
  return statutory !== undefined && statutory < fact.effectiveOn;
}

function hearingCalledFor(ground: unknown): string {
  return ground === 'requested'
    ? '听证的时间、地点将另行书面通知。组织听证的费用由本机关承担。'
    : '本机关将就听证向社会公告，并将时间、地点另行书面通知。组织听证的费用由本机关承担。';
}

export function extension(source: LetterSource): LetterBody {
  const { fact, payload, item } = source;
  const approver = item.extension?.by === 'leader' ? '本级人民政府负责人' : '本机关负责人';
  const due = dueDay(source, 'decision-statutory');
  return {
    paragraphs: [
      `${theApplication(source)}，不能在规定的期限内作出决定。依据${letterBasis(source, 'extension')}，经${approver}批准，办理期限延长${fact.data.days}个工作日${due ? `，延长后至${due}届满` : ''}。`,
      `延长期限的理由：${given(payload.reasons)}。`,
    ],
    footnotes: [whereToAsk(source)],
  };
}
