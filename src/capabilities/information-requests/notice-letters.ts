/** Letters on the way to the answer: receipt, clarification, more time. 政府信息公开条例 30, 31, 33, 35. */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';
import {
  cite,
  dueDay,
  given,
  type LetterBody,
  theRequest,
  whatIsAsked,
  whereToAsk,
  you,
} from './letter-words.ts';

export function registration(source: LetterSource): LetterBody {
  const { fact, record } = source;
  const due = dueDay(source, 'answer');
  return {
    paragraphs: [
      `${theRequest(source)}已经登记。依据${cite(fact.basis)}，收到申请之日为${chineseDate(fact.effectiveOn)}。`,
      `本机关将自该日起二十个工作日内${due ? `（至${due}）` : ''}答复${you(source)}。征求第三方和其他机关意见所需时间不计算在内。`,
    ],
    table: { head: [], rows: [['所需信息', whatIsAsked(source)]] },
    footnotes: [`凭编号 ${record.caseNo} 可以随时查询办理进度。`, whereToAsk(source)],
  };
}

export function clarification(source: LetterSource): LetterBody {
  const { fact, payload } = source;
  const due = dueDay(source, 'clarification');
  return {
    paragraphs: [
      `${theRequest(source)}内容不明确。依据${cite(fact.basis)}，现一次性告知${you(source)}补正以下事项：`,
      `${given(payload.what)}。`,
      `请自收到本告知书之日起${fact.data.termDays}个工作日内${due ? `（至${due}）` : ''}补正。${
        fact.data.late === true
          ? '本次告知超过了自收到申请之日起七个工作日，答复期限不重新计算。'
          : '本机关自收到补正的申请之日起重新计算答复期限。'
      }`,
      '无正当理由逾期不补正的，视为放弃申请，本机关不再处理该申请。',
    ],
    footnotes: ['可以网上补正，也可以书面或者当面补正；需要指导的，请与下列机构联系。', whereToAsk(source)],
  };
}

export function extension(source: LetterSource): LetterBody {
  return moreTime(source, `经政府信息公开工作机构负责人同意，答复期限延长${source.fact.data.days}个工作日`);
}

export function delay(source: LetterSource): LetterBody {
  return moreTime(
    source,
    `${you(source)}说明的理由合理，但本机关无法在规定的期限内答复，确定延迟答复的期限为${source.fact.data.days}个工作日`,
  );
}

function moreTime(source: LetterSource, what: string): LetterBody {
  const due = dueDay(source, 'answer');
  return {
    paragraphs: [
      `${theRequest(source)}正在办理。依据${cite(source.fact.basis)}，${what}${due ? `，本机关将于${due}以前答复` : ''}。`,
      `理由：${given(source.payload.reasons)}。`,
    ],
    footnotes: [whereToAsk(source)],
  };
}
