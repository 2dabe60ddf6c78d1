/** What the letters of licensing have in common: words in a document number, citations, remedies, polite forms. */
import type { Basis } from '../../kernel/basis.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource } from '../cases/public.ts';
import type { LicensingLetterKind } from '../catalogue/public.ts';

/** Between the authority's word and the year: 明市监受〔2026〕1号. One for each kind, as each is counted by itself. */
export const letterWords: Record<LicensingLetterKind, string> = {
  acceptance: '受',
  'one-time-notice': '补',
  'non-acceptance': '不受',
  'refusal-of-acceptance': '不予受',
  'time-needed': '特',
  extension: '延',
  grant: '准',
  denial: '不准',
  filing: '备',
  'filing-denial': '不备',
  delivery: '送',
  'hearing-right': '听告',
  'hearing-notice': '听通',
  'hearing-announcement': '听公',
  // A record of what was said is no document that the authority issues: it bears no number.
  'hearing-record': '',
};

/** 行政许可法 and its vocabulary belong to licences alone. */
export const isLicenceItem = ({ item }: LetterSource): boolean => item.taskType === '01';

/**
 * What the letter rests on, as a text cites it. A licence cites what its step did (the ground decides the article);
 * other types what their own law or the district's rules say of this letter.
 */
export function letterBasis(source: LetterSource, kind: LicensingLetterKind): string {
  return cite(basesOf(source, kind));
}

export function basesOf(source: LetterSource, kind: LicensingLetterKind): readonly Basis[] {
  const { fact, item } = source;
  const own = item.letters[kind]?.basis ?? [];
  return isLicenceItem(source) && fact.basis.length > 0 ? fact.basis : own;
}

/** `行政许可法 第三十二条` → `《行政许可法》第三十二条`; several joined by 、, each once, a law named once with its articles. */
export function cite(bases: readonly Basis[]): string {
  const places = new Map<string, Set<string>>();
  for (const { ref } of bases) {
    const [, title = ref, place = ''] = /^(\S+) (.+)$/.exec(ref) ?? [];
    const name = title.startsWith('《') ? title : `《${title}》`;
    places.set(name, (places.get(name) ?? new Set()).add(place));
  }
  return [...places].map(([name, cited]) => name + [...cited].filter(Boolean).join('、')).join('、');
}

/** How the letter speaks to the applicant. */
export function you({ record }: LetterSource): string {
  return record.applicant.kind === 'organization' ? '贵单位' : '您';
}

/** 您于2026年2月13日提出的“…”申请（办件编号…） */
export function theApplication(source: LetterSource): string {
  const { record } = source;
  const filed = record.facts.find((fact) => fact.kind === 'submitted');
  const on = filed ? `于${chineseDate(filed.effectiveOn)}` : '';
  return `${you(source)}${on}提出的“${record.itemName}”申请（办件编号：${record.caseNo}）`;
}

/** A day as written, or words that stand when the clock is unknown. */
export function dueDay({ due, provisional }: LetterSource, clock: string): string | undefined {
  const day = due[clock];
  if (day === undefined) return undefined;
  // A day in a year whose arrangement is not published may still move.
  return provisional.includes(clock) ? `${chineseDate(day)}（暂定）` : chineseDate(day);
}

/**
 * 行政复议法 20 and 24, 行政诉讼法 46: where and until when the decision can be fought. Which remedies there are is the
 * item's; to whom one turns follows the authority in whose name it was decided.
 */
export function remedies(source: LetterSource): string[] {
  return source.item.remedies.map((remedy) => remedyText(remedy, source.superiorName));
}

function remedyText({ kind, text }: Remedy, superior: string): string {
  switch (kind) {
    case 'reconsideration':
      return `如不服本决定，可以自知道本决定之日起六十日内，依据《行政复议法》第二十条向${superior}申请行政复议。`;
    case 'litigation':
      return '也可以自知道本决定之日起六个月内，依据《行政诉讼法》第四十六条直接向有管辖权的人民法院提起行政诉讼。';
    case 'complaint':
      return text;
  }
}

type Remedy = LetterSource['item']['remedies'][number];

export function whereToAsk({ item, officeName, record }: LetterSource): string {
  return `办理部门：${officeName(record.office)}。咨询电话：${item.guide.phone}。\n办理地点：${item.guide.where}。`;
}

/** Free text that was given with the step; a sentence in its place once it was lawfully erased. */
export function given(text: unknown): string {
  return typeof text === 'string' && text.trim() ? text.trim().replace(/[。；]$/, '') : '（内容已依法删除）';
}
