/** What happened around a hearing, one sentence for each fact; it must read well when the payload is gone or hidden. */
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { challengeOutcomes, hearingGrounds, openness } from './hearing-plan-steps.ts';
import { inFull, type Told } from './sentence-parts.ts';

const who = ({ data }: Told) => (data.role === 'applicant' ? '申请人' : '利害关系人');

/** Staff is told the name; where it is hidden or erased, nobody is. */
const named = ({ payload }: Told) => (payload.name ? `：${payload.name}` : '');

function called({ data, payload }: Told): string {
  const time = `预计需要 ${data.days} 个工作日，其间暂停计算办理期限。`;
  if (data.ground === 'requested') return `应当举行听证，${time}`;
  const ground = Object.entries(hearingGrounds).find(([key]) => key === data.ground)?.[1];
  return `决定举行听证${ground ? `（${ground}）` : ''}${inFull(payload.reasons)}${time}`;
}

function scheduled({ data, payload }: Told): string {
  const how = Object.entries(openness).find(([key]) => key === data.openness)?.[1] ?? '公开举行';
  return [
    `听证${data.again === true ? '改于' : '定于'} ${typeof data.on === 'string' ? chineseDate(data.on) : '另行通知的日期'} ${data.at ?? ''}`.trim(),
    payload.place ? `在${payload.place}` : '',
    `${data.again === true || payload.place ? '' : ''}举行，${how.startsWith('不公开') ? how : '公开举行'}`,
    payload.chair ? `，主持人：${payload.chair}` : '',
    data.announced === true ? '，已向社会公告' : '',
    inFull(payload.reasons),
  ].join('');
}

export const hearingSentences: Record<string, (told: Told) => string> = {
  'interested-party-named': (told) => `列为利害关系人${named(told)}。`,
  'hearing-right-told': (told) =>
    `告知${who(told)}可以陈述、申辩，可以自被告知之日起五个工作日内要求听证${inFull(told.payload.reasons)}`,
  'views-stated': ({ payload }) => `提出陈述、申辩意见${inFull(payload.text)}`,
  'hearing-requested': ({ payload }) => `要求举行听证${inFull(payload.reasons)}`,
  'hearing-waived': () => '表明不要求听证。',
  'hearing-right-lapsed': () => '自被告知之日起五个工作日内没有要求听证。',
  'hearing-request-withdrawn': () => '撤回听证要求。',
  'hearing-required': called,
  'hearing-dropped': () => '没有人再要求听证，不再举行，恢复计算办理期限。',
  'hearing-scheduled': scheduled,
  'hearing-notified': (told) => `已向${who(told)}作出听证通知。`,
  'chair-challenged': ({ payload }) => `申请听证主持人回避${inFull(payload.reasons)}`,
  'challenge-settled': ({ data, payload }) =>
    `${Object.entries(challengeOutcomes).find(([key]) => key === data.outcome)?.[1] ?? '就主持人回避作出决定'}${
      payload.chair ? `：${payload.chair}` : ''
    }${inFull(payload.reasons)}`,
  'hearing-held': ({ data }) =>
    `听证已经举行${data.attendees ? `，${data.attendees} 人参加` : ''}，笔录交参加人确认签字。`,
  'hearing-record-signed': ({ data }) =>
    `听证笔录经参加人签字或者盖章${
      Number(data.unsigned) > 0 ? `，${data.unsigned} 人没有签字，已经注明` : ''
    }，恢复计算办理期限。决定将根据笔录作出。`,
};
