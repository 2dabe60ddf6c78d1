/** What the letters of an information request have in common: words in a document number, citations, polite forms. */
import type { Basis } from '../../kernel/basis.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterContent, LetterSource } from '../cases/public.ts';
import type { RequestLetterKind } from '../catalogue/public.ts';

export type LetterBody = Omit<LetterContent, 'title' | 'addressee'>;

/** Between the authority's word and the year: 明管公开答〔2026〕1号. One for each kind, as each is counted by itself. */
export const letterWords: Record<RequestLetterKind, string> = {
  registration: '公开登',
  clarification: '公开补',
  'third-party-inquiry': '公开询',
  'office-inquiry': '公开函',
  extension: '公开延',
  delay: '公开迟',
  answer: '公开答',
  delivery: '公开送',
};

/** What its step rested on, as a text cites it: 《政府信息公开条例》第三十条. */
export function cite(bases: readonly Basis[]): string {
  return [...new Set(bases.map(({ ref }) => ref.replace(/^(\S+) (.+)$/, '《$1》$2')))].join('、');
}

export function you({ record }: LetterSource): string {
  return record.applicant.kind === 'organization' ? '贵单位' : '您';
}

/** 您于2026年2月13日提出的政府信息公开申请（编号…） */
export function theRequest(source: LetterSource): string {
  const { record } = source;
  const filed = record.facts.find((fact) => fact.kind === 'submitted');
  const on = filed ? `于${chineseDate(filed.effectiveOn)}` : '';
  return `${you(source)}${on}提出的政府信息公开申请（编号：${record.caseNo}）`;
}

/** The request as it was last made clear: what was filed, and what the applicant added when asked. */
export function whatIsAsked({ record, fact }: LetterSource): string {
  const earlier = record.facts.filter(({ version }) => version <= fact.version);
  const form = earlier.findLast(({ payload }) => payload.form !== undefined)?.payload.form;
  const filed = form !== null && typeof form === 'object' && !Array.isArray(form) ? form?.description : null;
  const added = earlier.findLast(({ kind }) => kind === 'clarified')?.payload.text;
  return added ? `${shortened(given(filed))}（补正：${shortened(given(added))}）` : shortened(given(filed));
}

const mostQuoted = 300;

/** A letter says which request it answers; a request of pages is read in the case. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= mostQuoted
    ? text
    : `${characters.slice(0, mostQuoted).join('')}……（全文见申请表）`;
}

export function dueDay({ due, provisional }: LetterSource, clock: string): string | undefined {
  const day = due[clock];
  if (day === undefined) return undefined;
  // A day in a year whose arrangement is not published may still move.
  return provisional.includes(clock) ? `${chineseDate(day)}（暂定）` : chineseDate(day);
}

export function whereToAsk({ item, officeName, record }: LetterSource): string {
  return `承办机构：${officeName(record.office)}。咨询电话：${item.guide.phone}。\n地址：${item.guide.where}。`;
}

/** Free text that was given with the step; a sentence in its place once it was lawfully erased. */
export function given(text: unknown): string {
  return typeof text === 'string' && text.trim() ? text.trim().replace(/[。；]$/, '') : '（内容已依法删除）';
}
