/** What was put on record: under which number, with what content, and where everybody finds it (食品安全法 35 ¶1, 条例 of the district). */

import type { LetterSource } from '../cases/public.ts';
import { stillOwed } from './decision-letters.ts';
import { grantedContent } from './granted-content.ts';
import { given, letterBasis, remedies, theApplication, whereToAsk } from './letter-words.ts';
import type { LetterBody } from './letters.ts';

export function filing(source: LetterSource): LetterBody {
  const rows = grantedContent(source);
  const number = numberOf(source);
  return {
    paragraphs: [
      `${theApplication(source)}，材料已经收到并核对。依据${letterBasis(source, 'filing')}，本机关予以备案${number ? `，备案编号：${number}` : ''}。${rows.length > 0 ? '备案内容见下表。' : ''}`,
      ...(source.payload.reasons ? [`${given(source.payload.reasons)}。`] : []),
      ...(source.payload.conditions ? [`请注意：${given(source.payload.conditions)}。`] : []),
      ...stillOwed(source),
      '备案信息在本区政务服务网站“备案公布”栏目公布，可以随时查询。备案内容有变化的，请重新备案。',
    ],
    ...(rows.length > 0 ? { table: { head: [], rows } } : {}),
    footnotes: [whereToAsk(source)],
  };
}

export function filingDenial(source: LetterSource): LetterBody {
  return {
    paragraphs: [
      `${theApplication(source)}，经核对，不符合备案的要求。依据${letterBasis(source, 'filing-denial')}，本机关不予备案。`,
      `理由：${given(source.payload.reasons)}。`,
      ...remedies(source),
    ],
    footnotes: [whereToAsk(source)],
  };
}

/** The number of the confirmation is the number of the record. */
export function numberOf({ fact }: Pick<LetterSource, 'fact'>): string | undefined {
  const { letter } = fact.data;
  const isMade = letter !== null && typeof letter === 'object' && !Array.isArray(letter);
  return isMade && letter.docNo ? String(letter.docNo) : undefined;
}
