/**
 * 政府信息公开条例 32: disclosure against an objection is told to the third party in writing: what, and why. Who asked for the
 * information is not hers to know.
 */
import type { LetterSource } from '../cases/public.ts';
import { cite, given, type LetterBody, whatIsAsked, whereToAsk } from './letter-words.ts';
import { remediesOfThirdParty } from './remedies.ts';

export function thirdPartyNotice(source: LetterSource): LetterBody {
  const { record, fact, payload } = source;
  const disclosed = fact.data.kind === 'partly-disclosed' ? '公开其中可以公开的部分' : '予以公开';
  return {
    paragraphs: [
      `本机关收到一件政府信息公开申请（编号：${record.caseNo}），曾就所申请公开的下列信息征求您（贵单位）的意见：`,
      `${whatIsAsked(source)}。`,
      `您（贵单位）不同意公开。经审查，依据${cite(fact.basis)}，本机关决定${disclosed}。现将决定公开的内容和理由书面告知如下：`,
      `${given(payload.reasons)}。`,
      ...remediesOfThirdParty(source),
    ],
    footnotes: [whereToAsk(source)],
  };
}
