/** The decision and its delivery: 行政许可法 38, 44, or what the item's own law says. */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';
import { grantedContent } from './granted-content.ts';
import {
  basesOf,
  cite,
  dueDay,
  given,
  isLicenceItem,
  remedies,
  theApplication,
  whereToAsk,
  you,
} from './letter-words.ts';
import type { LetterBody } from './letters.ts';
import { promisedIn } from './promised-materials.ts';
import { deliveryMethods } from './words.ts';

export function grant(source: LetterSource): LetterBody {
  const { payload, item } = source;
  const rows = grantedContent(source);
  return {
    paragraphs: [
      `${theApplication(source)}，经审查${afterHearing(source)}，符合规定的条件。依据${decisionBasis(source, 'grant')}，本机关决定准予${object(source)}${rows.length > 0 ? '，内容见下表' : ''}。`,
      ...grantReasons(source),
      ...(payload.conditions ? [`附加要求：${given(payload.conditions)}。`] : []),
      ...stillOwed(source),
      ...(item.resultType === 'none' ? [] : [resultFollows(source)]),
    ],
    ...(rows.length > 0 ? { table: { head: [], rows } } : {}),
    footnotes: [whereToAsk(source)],
  };
}

/** An opinion that was not followed is named with the reasons, or letter and timeline would say two things. */
function grantReasons({ fact, payload, officeName }: LetterSource): string[] {
  const against = Array.isArray(fact.data.against) ? fact.data.against.map(String).map(officeName) : [];
  if (against.length > 0) {
    const why = payload.reasons ? `，理由：${given(payload.reasons)}` : '';
    return [`${against.join('、')}的审查意见为不同意，本机关没有采纳${why}。`];
  }
  return payload.reasons ? [`${given(payload.reasons)}。`] : [];
}

/** What was promised at acceptance is brought after the grant too, by the day it was promised for. */
export function stillOwed(source: LetterSource): string[] {
  const { record, fact, item } = source;
  const owed = promisedIn(record.facts.filter(({ version }) => version < fact.version)).map((code) => {
    const name = item.materials.find(({ materialCode }) => materialCode === code)?.name ?? '承诺的材料';
    const until = dueDay(source, `tolerance:${code}`);
    return `“${name}”${until ? `（至迟于${until}）` : ''}`;
  });
  return owed.length > 0 ? [`请${you(source)}按照承诺补交：${owed.join('、')}。`] : [];
}

function resultFollows(source: LetterSource): string {
  const due = dueDay(source, 'issue');
  return `本机关将${due ? `至迟于${due}` : ''}制作并向${you(source)}送达${source.item.result?.name ?? '办理结果'}。`;
}

/** 行政许可法 38 ¶2: a refusal gives its reasons and says how it can be fought. */
export function denial(source: LetterSource): LetterBody {
  return {
    paragraphs: [
      `${theApplication(source)}，经审查${afterHearing(source)}，不符合规定的条件。依据${decisionBasis(source, 'denial')}，本机关决定不予${object(source)}。`,
      `理由：${given(source.payload.reasons)}。`,
      ...remedies(source),
    ],
    footnotes: [whereToAsk(source)],
  };
}

/** 行政许可法 48 ¶2: the decision says that it rests on the record. */
function afterHearing({ record, fact }: LetterSource): string {
  const held = record.facts.findLast(
    ({ kind, version }) => kind === 'hearing-held' && version < fact.version,
  );
  return held ? `，并根据${chineseDate(held.effectiveOn)}的听证笔录` : '';
}

const object = (source: LetterSource) => (isLicenceItem(source) ? '行政许可' : '办理');

/** The law that gives the conditions stands before the article on the decision. */
function decisionBasis(source: LetterSource, kind: 'grant' | 'denial'): string {
  const conditions = isLicenceItem(source) ? source.item.basis.slice(0, 1) : [];
  return cite([...conditions, ...basesOf(source, kind)]);
}

/** Filled in by the program as far as it knows, signed by hand where it is handed over on paper. */
export function deliveryReceipt(source: LetterSource): LetterBody {
  const { record, fact, payload } = source;
  const method = deliveryMethods[String(fact.data.method)] ?? '直接送达';
  return {
    paragraphs: [],
    table: {
      head: [],
      rows: [
        ['事　　项', record.itemName],
        ['办件编号', record.caseNo],
        ['送达文书', documentsServed(source).join('\n')],
        ['受送达人', record.applicant.name],
        ['送达方式', payload.trackingNo ? `${method}（单号：${payload.trackingNo}）` : method],
        ['送达日期', chineseDate(fact.effectiveOn)],
        ['收 件 人', receiverOf(source)],
        ['收件人签名或者盖章', '\n　　　　　　　　　　　年　　月　　日'],
        ['送达人签名', '\n　　　　　　　　　　　年　　月　　日'],
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

/** What ends the case: the decision with its number, and the certificate where there is one. */
function documentsServed({ record, item, fact }: LetterSource): string[] {
  const decisive = record.facts.filter(
    ({ kind, version }) =>
      version < fact.version && ['acceptance-refused', 'granted', 'denied', 'issued'].includes(kind),
  );
  const served = decisive.flatMap(({ data }) => {
    const made = data.letter;
    const named =
      made !== null && typeof made === 'object' && !Array.isArray(made)
        ? [`${letterName(item, String(made.kind))}（${made.docNo}）`]
        : [];
    return data.licenceNumber ? [...named, `${data.licenceName}（${data.licenceNumber}）`] : named;
  });
  return served.length > 0 ? served : ['办理结果'];
}

function letterName(item: LetterSource['item'], kind: string): string {
  return Object.entries(item.letters).find(([key]) => key === kind)?.[1]?.name ?? '决定书';
}
