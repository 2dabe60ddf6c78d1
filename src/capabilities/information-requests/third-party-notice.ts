/**
 * 政府信息公开条例 32: disclosure against an objection is told to the third party in writing: what, and why. Who asked for the
 * information is not hers to know.
 */
import type { LetterSource } from '../cases/public.ts';
import { cite, given, type LetterBody, whatIsAsked, whereToAsk } from './letter-words.ts';
import { remediesOfThirdParty } from './remedies.ts';

/** Who wrote of herself in the request stays unnamed all the same. */
function withoutApplicant(text: string, { applicant, agent, facts }: LetterSource['record']): string {
  const contact = facts.find(({ payload }) => payload.form !== undefined)?.payload.form;
  const form = contact !== null && typeof contact === 'object' && !Array.isArray(contact) ? contact : {};
  const own = [applicant.name, applicant.idNumber, agent?.name, agent?.idNumber, form?.name, form?.contact];
  return own
    .filter((word): word is string => typeof word === 'string' && [...word.trim()].length > 1)
    .toSorted((one, other) => other.length - one.length)
    .reduce((told, word) => told.replaceAll(word.trim(), '（申请人）'), text);
}

export function thirdPartyNotice(source: LetterSource): LetterBody {
  const { record, fact, payload } = source;
  const disclosed = fact.data.kind === 'partly-disclosed' ? '公开其中可以公开的部分' : '予以公开';
  return {
    paragraphs: [
      `本机关收到一件政府信息公开申请（编号：${record.caseNo}），曾就所申请公开的下列信息征求您（贵单位）的意见：`,
      `${withoutApplicant(whatIsAsked(source), record)}。`,
      `您（贵单位）不同意公开。经审查，依据${cite(fact.basis)}，本机关决定${disclosed}。现将决定公开的内容和理由书面告知如下：`,
      `${given(payload.reasons)}。`,
      ...remediesOfThirdParty(source),
    ],
    footnotes: [whereToAsk(source)],
  };
}
