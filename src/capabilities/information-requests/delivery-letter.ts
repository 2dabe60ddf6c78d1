/** 送达回证: filled in by the program as far as it knows, signed by hand where it is handed over on paper. */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';
import type { LetterBody } from './letter-words.ts';
import { deliveryMethods } from './words.ts';

const handSigned = '\n　　　　　　　　　　　年　　月　　日';

export function deliveryReceipt(source: LetterSource): LetterBody {
  const { record, fact, payload } = source;
  const method = deliveryMethods[String(fact.data.method)] ?? '直接送达';
  return {
    paragraphs: [],
    table: {
      head: [],
      rows: [
        ['事　　由', record.itemName],
        ['编　　号', record.caseNo],
        ['送达文书', answerServed(source)],
        ['受送达人', record.applicant.name],
        ['送达方式', payload.trackingNo ? `${method}（单号：${payload.trackingNo}）` : method],
        ['送达日期', chineseDate(fact.effectiveOn)],
        ['收 件 人', receiverOf(source)],
        ['收件人签名或者盖章', handSigned],
        ['送达人签名', handSigned],
        ['备　　注', fact.data.method === 'electronic' ? '电子送达，以系统记录的时间为准。' : ''],
      ],
    },
    footnotes: [],
  };
}

/** Online it reached the applicant herself; who took paper is known only where somebody wrote it down. */
function receiverOf({ record, fact, payload }: LetterSource): string {
  if (typeof payload.receiver === 'string') return payload.receiver;
  return fact.data.method === 'electronic' ? record.applicant.name : '（未登记）';
}

function answerServed({ record, item }: LetterSource): string {
  const name = item.letters.answer?.name ?? '答复书';
  const made = record.facts.findLast(({ kind }) => kind === 'answered')?.data.letter;
  return made !== null && typeof made === 'object' && !Array.isArray(made)
    ? `${name}（${made.docNo}）`
    : name;
}
