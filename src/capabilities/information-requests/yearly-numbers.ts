/**
 * What the yearly report says of requests received and handled, 政府信息公开条例 50(2). Each number is a named definition with a
 * version; what it means is never changed under the same version. Every number comes with the cases behind it.
 */
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { answerKinds } from './answer-steps.ts';
import type { RequestStanding } from './request-standing.ts';
import { groundsOf, type Withholding, withholding, withholdingGrounds } from './withholding-grounds.ts';

/** Both days included. */
export interface Period {
  from: LegalDay;
  to: LegalDay;
}

export interface NumberDefinition {
  id: string;
  version: number;
  label: string;
  /** What is counted, in words; with the day that decides to which year it belongs. */
  meaning: string;
  counts(request: RequestStanding, period: Period): boolean;
}

export interface CountedNumber {
  definition: string;
  version: number;
  label: string;
  meaning: string;
  basis: string;
  value: number;
  cases: string[];
}

const within = (day: LegalDay | null | undefined, { from, to }: Period) =>
  day !== null && day !== undefined && day >= from && day <= to;

const isReceivedIn = ({ receivedOn }: RequestStanding, period: Period) => within(receivedOn, period);

const endedAs = (
  how: 'answered' | 'abandoned' | 'withdrawn',
  { receivedOn, ended }: RequestStanding,
  period: Period,
) => receivedOn !== null && ended?.how === how && within(ended.on, period);

function define(
  name: string,
  label: string,
  meaning: string,
  counts: NumberDefinition['counts'],
): NumberDefinition {
  return { id: `information-requests/${name}`, version: 1, label, meaning, counts };
}

export const definitions: NumberDefinition[] = [
  define('received', '本年新收', '依照条例第三十一条收到申请之日在本年的申请。', isReceivedIn),
  define(
    'received-natural-person',
    '本年新收：自然人',
    '本年新收的申请中，申请人是自然人的。',
    (request, period) => isReceivedIn(request, period) && request.applicantKind === 'natural-person',
  ),
  define(
    'received-organization',
    '本年新收：法人或者其他组织',
    '本年新收的申请中，申请人是法人或者其他组织的。',
    (request, period) => isReceivedIn(request, period) && request.applicantKind === 'organization',
  ),
  define(
    'carried-over',
    '上年结转',
    '收到申请之日在本年以前，到上年年底还没有答复、撤回或者视为放弃的申请。',
    ({ receivedOn, ended }, { from }) =>
      receivedOn !== null && receivedOn < from && (ended === null || ended.on >= from),
  ),
  define('answered', '本年答复：合计', '本年作出的全部答复。', (request, period) =>
    endedAs('answered', request, period),
  ),
  ...Object.entries(answerKinds).flatMap(([kind, label]) => [
    define(
      `answered-${kind}`,
      `本年答复：${label}`,
      `本年作出的答复中，类型为“${label}”的。`,
      (request, period) => endedAs('answered', request, period) && request.ended?.answer === kind,
    ),
    ...withholding.filter((one) => one === kind).flatMap(byGround),
  ]),
  define('abandoned', '视为放弃', '本年因无正当理由逾期不补正视为放弃的申请。', (request, period) =>
    endedAs('abandoned', request, period),
  ),
  define('withdrawn', '申请人撤回', '收到以后、答复以前，本年由申请人撤回的申请。', (request, period) =>
    endedAs('withdrawn', request, period),
  ),
  define(
    'carried-forward',
    '结转下年度',
    '已经收到，到统计截止日还没有答复、撤回或者视为放弃的申请。',
    ({ receivedOn, ended }, { to }) => receivedOn !== null && receivedOn <= to && ended === null,
  ),
  define(
    'answered-in-time',
    '按期答复',
    '本年作出的答复中，不晚于答复期限的；期限按条例第三十三条，扣除征求意见的时间，包括延长和延迟。',
    (request, period) => endedAs('answered', request, period) && !request.overdue,
  ),
  define(
    'overdue',
    '逾期',
    '本年作出的答复中晚于答复期限的，以及到统计截止日期限已过还没有答复的。',
    (request, period) => request.overdue && (request.ended === null || endedAs('answered', request, period)),
  ),
  define('extended', '延长答复期限', '本年经负责人同意延长答复期限的申请。', ({ extendedOn }, period) =>
    within(extendedOn, period),
  ),
];

/** 条例 14–16, 36(3), 37: by ground. An answer with several is in each; one that names none is told as such. */
function byGround(kind: Withholding): NumberDefinition[] {
  const name = answerKinds[kind];
  const answers = ({ ended }: RequestStanding) => ended?.answer === kind;
  return [
    ...groundsOf(kind).map((ground) =>
      define(
        `${kind}-because-${ground}`,
        `${name}，依据：${withholdingGrounds[ground]}`,
        `本年作出的“${name}”答复中，写明这项依据的；写明几项依据的，每一项各计一次。`,
        (request, period) =>
          endedAs('answered', request, period) &&
          answers(request) &&
          request.ended?.grounds?.includes(ground) === true,
      ),
    ),
    define(
      `${kind}-because-not-told`,
      `${name}，没有写明依据`,
      `本年作出的“${name}”答复中，没有选定依据哪一条的。`,
      (request, period) =>
        endedAs('answered', request, period) && answers(request) && !request.ended?.grounds?.length,
    ),
  ];
}

/** The numbers of a period, each with its cases; `requests` stand as on the period's last day. */
export function countedNumbers(requests: readonly RequestStanding[], period: Period): CountedNumber[] {
  return definitions.map(({ id, version, label, meaning, counts }) => {
    const cases = requests.filter((request) => counts(request, period)).map(({ caseNo }) => caseNo);
    const basis = '政府信息公开条例 第五十条第一款第（二）项';
    return { definition: id, version, label, meaning, basis, value: cases.length, cases };
  });
}
