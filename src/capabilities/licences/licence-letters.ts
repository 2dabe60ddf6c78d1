/** Letters about a certificate: what is intended, and each ending, with its articles, reasons and remedies. */
import type { Basis } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { addWorkingDays } from '../../kernel/time/deadline.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import type { LetterInput } from '../cases/public.ts';
import { type Ending, endings, findGround } from './grounds.ts';
import type { OpenLicence, RecordedFact } from './open-licence.ts';
import { text } from './standing.ts';

export const licenceLetterKinds = [
  'ending-notice',
  'revocation',
  'licence-withdrawal',
  'cancellation',
] as const;
export type LicenceLetterKind = (typeof licenceLetterKinds)[number];

const isLetterKind = (kind: unknown): kind is LicenceLetterKind =>
  licenceLetterKinds.some((known) => known === kind);

/** Between the authority's word and the year in a document number. */
export const letterWords: Record<LicenceLetterKind, string> = {
  'ending-notice': '撤告',
  revocation: '撤',
  'licence-withdrawal': '撤回',
  cancellation: '注',
};

export interface LicenceLetter {
  id: string;
  kind: LicenceLetterKind;
  name: string;
  docNo: string;
  on: string;
}

export function lettersOf(open: OpenLicence): LicenceLetter[] {
  return open.facts.flatMap((fact) => {
    const found = letterIn(fact);
    return found ? [{ ...found, name: nameOf(open, found.kind, fact), on: dayMade(fact) }] : [];
  });
}

/** A letter is rendered from the fact that made it; undefined where there is none of this id. */
export function letterOf(open: OpenLicence, letterId: string): LetterInput | undefined {
  const { licence, directory } = open;
  for (const fact of open.facts) {
    const found = letterIn(fact);
    if (found?.id !== letterId) continue;
    return {
      content: {
        title: nameOf(open, found.kind, fact),
        addressee: licence.data.holder.name,
        ...bodies[found.kind](open, fact),
      },
      docNo: found.docNo,
      madeOn: dayMade(fact),
      authorityName: directory.authorities.get(licence.authority)?.name ?? licence.authority,
      caseNo: licence.caseNo,
    };
  }
  return undefined;
}

function letterIn({ data }: RecordedFact): Pick<LicenceLetter, 'id' | 'kind' | 'docNo'> | undefined {
  const letter = data.letter;
  if (letter === null || typeof letter !== 'object' || Array.isArray(letter)) return undefined;
  const { id, kind, docNo } = letter;
  return isLetterKind(kind) ? { id: String(id), kind, docNo: String(docNo) } : undefined;
}

const dayMade = ({ recordedAt }: RecordedFact) => legalDayOf(new Date(recordedAt));

/** 行政许可 is said of licences alone; what else has a certificate is a certificate. */
function nameOf({ terms }: OpenLicence, kind: LicenceLetterKind, { data }: RecordedFact): string {
  const what = terms.taskType === '01' ? '行政许可' : '证照';
  switch (kind) {
    case 'ending-notice':
      return `拟${endings[endingIn(data)]}${what}告知书`;
    case 'revocation':
      return `撤销${what}决定书`;
    case 'licence-withdrawal':
      return `撤回${what}决定书`;
    case 'cancellation':
      return `注销${what}决定书`;
  }
}

const endingIn = ({ ending }: JsonObject): Ending => (ending === 'withdraw' ? 'withdraw' : 'revoke');

type Body = Pick<LetterInput['content'], 'paragraphs' | 'footnotes'>;

const bodies: Record<LicenceLetterKind, (open: OpenLicence, fact: RecordedFact) => Body> = {
  'ending-notice': endingNotice,
  revocation: revocation,
  'licence-withdrawal': withdrawal,
  cancellation,
};

function endingNotice(open: OpenLicence, fact: RecordedFact): Body {
  const { data } = fact;
  const end = addWorkingDays(open.calendar, fact.effectiveOn, Number(data.termDays));
  const [right, ...grounds] = fact.basis;
  return {
    paragraphs: [
      `${theLicence(open)}，经查，${reason(fact)}。`,
      `事实和理由：${given(fact.payload.reasons)}。`,
      `依据${cite(grounds)}，本机关拟${endings[endingIn(data)]}。`,
      `依据${cite(right ? [right] : [])}，${you(open)}有权陈述、申辩，可以在${chineseDate(end)}以前书面或者在网上提出。逾期没有提出的，本机关将依法作出决定。`,
    ],
    footnotes: [whereToAsk(open)],
  };
}

function revocation(open: OpenLicence, fact: RecordedFact): Body {
  const { ground, barredUntil } = fact.data;
  return {
    paragraphs: [
      `${theLicence(open)}，${reason(fact)}。`,
      `事实和理由：${given(fact.payload.reasons)}。`,
      `依据${cite(fact.basis)}，决定撤销，自${chineseDate(fact.effectiveOn)}起失效。${superior(fact)}`,
      ground === 'fraud'
        ? `${you(open)}基于该许可取得的利益不受保护（行政许可法第六十九条第四款）。`
        : `${you(open)}的合法权益因此受到损害的，可以依法要求赔偿（行政许可法第六十九条第四款）。`,
      ...(typeof barredUntil === 'string'
        ? [`${you(open)}至${chineseDate(barredUntil)}（含当日）不得再次申请该许可（行政许可法第七十九条）。`]
        : []),
      ...remedies(open),
    ].filter((paragraph) => open.terms.taskType === '01' || !paragraph.includes('行政许可法')),
    footnotes: [whereToAsk(open)],
  };
}

function withdrawal(open: OpenLicence, fact: RecordedFact): Body {
  return {
    paragraphs: [
      `${theLicence(open)}，因${reason(fact)}，为了公共利益的需要，依据${cite(fact.basis)}，决定撤回，自${chineseDate(fact.effectiveOn)}起失效。${superior(fact)}`,
      `事实和理由：${given(fact.payload.reasons)}。`,
      `由此给${you(open)}造成财产损失的，依法给予补偿：${given(fact.payload.compensation)}。`,
      ...remedies(open),
    ],
    footnotes: [whereToAsk(open)],
  };
}

function cancellation(open: OpenLicence, fact: RecordedFact): Body {
  return {
    paragraphs: [
      `${theLicence(open)}，${reason(fact)}。依据${cite(fact.basis)}，现予注销，自${chineseDate(fact.effectiveOn)}起从登记中除去。`,
      `事实和理由：${given(fact.payload.reasons)}。`,
      ...remedies(open),
    ],
    footnotes: [whereToAsk(open)],
  };
}

const reason = ({ kind, data }: RecordedFact) =>
  findGround(kind, text(data, 'ground'))?.label ?? '具有依法应当终止的情形';

const you = ({ licence }: OpenLicence) => (licence.holderKind === 'organization' ? '贵单位' : '您');

function theLicence(open: OpenLicence): string {
  const { name, number, issuedOn } = open.licence;
  return `${you(open)}持有的${name}（编号：${number}，${chineseDate(issuedOn)}发证）`;
}

function superior({ data, payload }: RecordedFact): string {
  if (data.decidedBy !== 'superior') return '';
  return payload.superiorDocNo
    ? `本决定依上级行政机关${payload.superiorDocNo}作出。`
    : '本决定依上级行政机关的决定作出。';
}

/** 行政复议法 20, 行政诉讼法 46: to whom one turns follows the authority in whose name it was decided. */
function remedies({ licence, directory }: OpenLicence): string[] {
  const above = directory.authorities.get(licence.authority)?.superior ?? '上一级行政机关';
  return [
    `如不服本决定，可以自知道本决定之日起六十日内，依据《行政复议法》第二十条向${above}申请行政复议。`,
    '也可以自知道本决定之日起六个月内，依据《行政诉讼法》第四十六条直接向有管辖权的人民法院提起行政诉讼。',
  ];
}

function whereToAsk({ licence, directory }: OpenLicence): string {
  const office = directory.offices.get(licence.office);
  return `办理部门：${office?.name ?? licence.office}。咨询电话：${office?.phone ?? ''}。`;
}

/** `行政许可法 第六十九条` → `《行政许可法》第六十九条` */
function cite(bases: readonly Basis[]): string {
  return bases
    .map(({ ref }) => {
      const [, title = ref, place = ''] = /^(\S+) (.+)$/.exec(ref) ?? [];
      return `${title.startsWith('《') ? title : `《${title}》`}${place}`;
    })
    .join('、');
}

/** Free text that was given with the step; a sentence in its place once it was lawfully erased. */
function given(value: unknown): string {
  return typeof value === 'string' && value.trim()
    ? value.trim().replace(/[。；]$/, '')
    : '（内容已依法删除）';
}
