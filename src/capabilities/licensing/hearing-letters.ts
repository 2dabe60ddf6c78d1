/** The papers of a hearing: 行政许可法 36, 46–48. Each is written to the one it concerns; the announcement to everybody. */
import type { JsonObject } from '../../kernel/json.ts';
import { maskName } from '../../kernel/masking.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LetterSource, RecordedFact } from '../cases/public.ts';
import { openness } from './hearing-plan-steps.ts';
import { standings } from './hearing-record-steps.ts';
import { given, letterBasis, whereToAsk } from './letter-words.ts';
import type { LetterBody } from './letters.ts';

const noCosts = '申请人、利害关系人不承担组织听证的费用。';

/** 36, 47: what touches her, that she may speak, that she may ask for a hearing, by when, and that it costs nothing. */
export function hearingRight(source: LetterSource): LetterBody {
  const { fact, payload, due } = source;
  const last = due[`hearing-request:${fact.data.party}`];
  const { days } = getRule('XK-47-request');
  return {
    paragraphs: [
      `${applicationTold(source)}，经审查，直接关系${isToApplicant(source) ? '您与他人之间的' : '您的'}重大利益：${given(payload.reasons)}。`,
      `依据${letterBasis(source, 'hearing-right')}，现告知：`,
      '一、您有权进行陈述和申辩，本机关应当听取您的意见。',
      `二、您有权要求举行听证。要求听证的，请自被告知之日起${days}个工作日内${last ? `（至${chineseDate(last)}）` : ''}向本机关提出；逾期没有提出的，本机关可以不组织听证。${noCosts}`,
    ],
    footnotes: [
      '可以网上提出，也可以书面或者当面提出。有政务服务账号的，登录后在“我的办件”中查看和办理。',
      whereToAsk(source),
    ],
  };
}

/** 48(1): time and place, seven working days before; what one may do there. */
export function hearingNotice(source: LetterSource): LetterBody {
  const plan = planOf(source);
  return {
    paragraphs: [
      `${applicationTold(source)}，本机关${plan.data.again === true ? '已将听证改期' : '将举行听证'}。依据${letterBasis(source, 'hearing-notice')}，现将有关事项通知如下：`,
    ],
    table: { head: [], rows: [...planRows(plan), ['公开情况', opennessOf(plan)]] },
    footnotes: [
      ...(plan.payload.reasons ? [`说明：${given(plan.payload.reasons)}。`] : []),
      '您可以在听证会上提出证据，进行申辩和质证。认为主持人与该行政许可事项有直接利害关系的，有权申请回避。',
      `请携带身份证明参加；委托代理人的，请提交授权委托书。${noCosts}`,
      whereToAsk(source),
    ],
  };
}

/** 46, 48(1): to the public. A natural person's name is not published in full. */
export function hearingAnnouncement(source: LetterSource): LetterBody {
  const { record } = source;
  const plan = planOf(source);
  const name =
    record.applicant.kind === 'organization' ? record.applicant.name : maskName(record.applicant.name);
  return {
    paragraphs: [
      `依据${letterBasis(source, 'hearing-announcement')}，本机关将就下列行政许可申请公开举行听证，现予公告：`,
    ],
    table: { head: [], rows: [['许可事项', record.itemName], ['申 请 人', name], ...planRows(plan)] },
    footnotes: ['公众可以旁听，请提前与下列部门联系。', whereToAsk(source)],
  };
}

/** 48(5): read by those who were there, and signed. It bears no number. */
export function hearingRecord(source: LetterSource): LetterBody {
  const { record, fact, payload } = source;
  const plan = planOf(source);
  const attendees = objectsIn(payload.attendees);
  return {
    paragraphs: [],
    table: {
      head: [],
      rows: [
        ['许可事项', `${record.itemName}（办件编号：${record.caseNo}）`],
        ['申 请 人', record.applicant.name],
        ['时　　间', `${chineseDate(fact.effectiveOn)} ${plan.data.at ?? ''}`.trim()],
        ['地　　点', given(plan.payload.place)],
        ['主 持 人', given(chairOf(source))],
        ['记 录 员', typeof plan.payload.recorder === 'string' ? plan.payload.recorder : ''],
        ['参 加 人', attendees.map(attendeeInWords).join('\n') || given(undefined)],
        ['审查人员的意见、证据和理由', given(payload.review)],
        ['申请人、利害关系人的证据、申辩和质证', given(payload.statements)],
        [
          '以上笔录确认无误，参加人签字或者盖章',
          attendees.map(() => '\n　　　　　　　　　　　年　　月　　日').join('\n') || '\n\n',
        ],
        ['主持人签字', '\n　　　　　　　　　　　年　　月　　日'],
        ['记录员签字', '\n　　　　　　　　　　　年　　月　　日'],
      ],
    },
    footnotes: [],
  };
}

function isToApplicant({ fact }: LetterSource): boolean {
  return fact.data.role === 'applicant';
}

/** To the applicant her own application, to others the application of somebody else. */
function applicationTold(source: LetterSource): string {
  const { record } = source;
  const whose = isToApplicant(source) ? '您（贵单位）' : record.applicant.name;
  return `${whose}提出的“${record.itemName}”申请（办件编号：${record.caseNo}）`;
}

/** The plan that this paper tells of: the last one made up to it. */
function planOf({ record, fact }: LetterSource): RecordedFact {
  const plan = record.facts.findLast(
    ({ kind, version }) => kind === 'hearing-scheduled' && version <= fact.version,
  );
  return plan ?? { ...fact, hash: '', data: {}, payload: {} };
}

function chairOf({ record, fact }: LetterSource): unknown {
  const appointed = record.facts.findLast(
    ({ kind, version, payload }) =>
      version <= fact.version &&
      (kind === 'hearing-scheduled' || kind === 'challenge-settled') &&
      typeof payload.chair === 'string',
  );
  return appointed?.payload.chair;
}

function planRows({ data, payload }: RecordedFact): string[][] {
  const on = typeof data.on === 'string' ? chineseDate(data.on) : '';
  return [
    ['时　　间', `${on} ${data.at ?? ''}`.trim()],
    ['地　　点', given(payload.place)],
    ['主 持 人', given(payload.chair)],
  ];
}

function opennessOf({ data }: RecordedFact): string {
  return Object.entries(openness).find(([key]) => key === data.openness)?.[1] ?? openness.public;
}

function attendeeInWords({ name, standing }: JsonObject): string {
  const as = Object.entries(standings).find(([key]) => key === standing)?.[1];
  return as ? `${name}（${as}）` : String(name);
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value)
    ? value.filter((one): one is JsonObject => one !== null && typeof one === 'object' && !Array.isArray(one))
    : [];
}
