/** 备案: what was handed in is taken, looked over and put on record. Nothing is applied for and nothing is granted. */
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import type { Wording } from '../../kernel/procedure/wording.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { inFull, type Told } from './sentence-parts.ts';

export const isFiling = ({ nature }: Pick<ItemTerms, 'nature'>): boolean => nature === 'filing';

const filing: Wording = {
  headlines: {
    submitted: '已提交，待接收',
    accepted: '已接收，待核对',
    reviewing: '核对中',
    reviewed: '已核对，待备案',
    'not-accepted': '不予接收',
    granted: '已备案，待送达',
    denied: '不予备案',
  },
  facts: {
    accepted: '接收',
    'acceptance-refused': '不予接收',
    reviewed: '核对',
    'sent-back': '退回核对',
    granted: '备案',
    denied: '不予备案',
  },
  steps: {
    accept: { label: '接收', hint: '材料收齐即接收，开始计算办结时限；将生成接收凭证。' },
    'refuse-acceptance': { label: '不予接收' },
    review: { label: '核对', hint: '核对备案材料是否齐全、符合规定形式，并写明意见。' },
    decide: {
      label: '备案',
      hint: '予以备案的，生成备案信息确认书并在网上公布；不予备案的，说明理由。',
      choices: { outcome: { grant: '予以备案', deny: '不予备案' } },
    },
  },
  lanes: {
    case: { accepted: '已接收', 'not-accepted': '不予接收', granted: '已备案', denied: '不予备案' },
    review: { waiting: '待核对', working: '核对中' },
  },
  clocks: { issue: '确认书送达期限' },
};

export const wordingOf = (item: ItemTerms): Wording | undefined => (isFiling(item) ? filing : undefined);

/** In place of the sentences of a licence; erased or hidden words read well too. */
export const filingSentences: Record<string, (told: Told) => string> = {
  accepted: ({ fact, data, payload }) =>
    data.deemed === true
      ? `没有在期限内一次性告知补正内容，视为自 ${chineseDate(fact.effectiveOn)}收到之日起接收。`
      : `备案材料已经接收，正在核对。${payload.reasons ? `材料没有交齐，仍然接收${inFull(payload.reasons)}` : ''}`,
  'acceptance-refused': ({ payload }) =>
    `不予接收${inFull(payload.reasons)}${payload.rightAuthority ? `请向${payload.rightAuthority}提出。` : ''}`,
  reviewed: ({ data, payload, officeName }) =>
    `${officeName(String(data.office))}核对，${data.conclusion === 'agree' ? '符合要求' : '不符合要求'}${inFull(payload.opinion)}`,
  granted: ({ payload }) => `已经备案，备案信息在网上公布${inFull(payload.reasons)}`,
  denied: ({ payload }) => `不予备案${inFull(payload.reasons)}`,
};
