/**
 * Asking others, 政府信息公开条例 32, 34. Who asked for the information is not theirs to know: the letters say what is
 * asked for and no more.
 */
import { getRule } from '../../kernel/rules/rule-register.ts';
import type { LetterSource } from '../cases/public.ts';
import { cite, type LetterBody, whatIsAsked, whereToAsk } from './letter-words.ts';

export function thirdPartyInquiry(source: LetterSource): LetterBody {
  return {
    paragraphs: [
      `本机关收到一件政府信息公开申请（编号：${source.record.caseNo}），所申请公开的下列信息涉及您（贵单位）的权益：`,
      `${whatIsAsked(source)}。`,
      `依据${cite(source.fact.basis)}，请自收到本征询书之日起${getRule('XXGK-32').days}个工作日内书面提出是否同意公开的意见；不同意公开的，请说明理由。`,
      '逾期未提出意见的，由本机关依照条例的规定决定是否公开。不同意公开且有合理理由的，本机关不予公开；不公开可能对公共利益造成重大影响的，本机关可以决定公开，并将公开的内容和理由书面告知您（贵单位）。',
    ],
    footnotes: [whereToAsk(source)],
  };
}

export function officeInquiry(source: LetterSource): LetterBody {
  return {
    paragraphs: [
      `本机关收到一件政府信息公开申请（编号：${source.record.caseNo}），所申请公开的下列信息由你单位与本机关共同制作：`,
      `${whatIsAsked(source)}。`,
      `依据${cite(source.fact.basis)}，请自收到本函之日起${getRule('XXGK-34').days}个工作日内提出是否同意公开的意见；不同意公开的，请写明法律依据和理由。逾期未提出意见的，视为同意公开。`,
    ],
    footnotes: [whereToAsk(source)],
  };
}
