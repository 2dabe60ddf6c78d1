/**
 * Why information is withheld. 政府信息公开条例 13 lets everything be disclosed but what 14, 15 and 16 name, and 36(3) wants the
 * reason told: so the grounds are a closed list. Part of an answer may also leave out what is no government information (37).
 */
import Type, { type Static } from 'typebox';
import type { JsonObject } from '../../kernel/json.ts';
import { choice } from '../../kernel/procedure/step.ts';

/** Labels for people; each a category of its article, as its text divides it. */
export const withholdingGrounds = {
  secret: '依法确定为国家秘密（第十四条）',
  'prohibited-by-law': '法律、行政法规禁止公开（第十四条）',
  'endangers-safety': '公开后可能危及国家安全、公共安全、经济安全、社会稳定（第十四条）',
  'third-party': '涉及商业秘密、个人隐私等，公开会损害第三方合法权益（第十五条）',
  'internal-affairs': '内部事务信息：人事管理、后勤管理、内部工作流程等（第十六条第一款）',
  'in-process': '过程性信息：讨论记录、过程稿、磋商信函、请示报告等（第十六条第二款）',
  'enforcement-file': '行政执法案卷信息（第十六条第二款）',
  'not-information': '不属于政府信息的内容（第三十七条）',
} as const;

export type WithholdingGround = keyof typeof withholdingGrounds;

export const groundArticles: Record<WithholdingGround, string> = {
  secret: '第十四条',
  'prohibited-by-law': '第十四条',
  'endangers-safety': '第十四条',
  'third-party': '第十五条',
  'internal-affairs': '第十六条第一款',
  'in-process': '第十六条第二款',
  'enforcement-file': '第十六条第二款',
  'not-information': '第三十七条',
};

/** Kinds of answers that keep something back. */
export const withholding = ['not-disclosed', 'partly-disclosed'] as const;
export type Withholding = (typeof withholding)[number];

export const groundsOf = (kind: Withholding): WithholdingGround[] =>
  (Object.keys(withholdingGrounds) as WithholdingGround[]).filter(
    (ground) => kind === 'partly-disclosed' || ground !== 'not-information',
  );

/** Every form asks for it where something is withheld; contracts §5 does not demand it, and then it counts as not told. */
export const groundsInput = Type.Optional(
  Type.Array(choice('不予公开的依据', withholdingGrounds), {
    title: '不予公开的部分依据哪一条（可以多选）',
    maxItems: Object.keys(withholdingGrounds).length,
    uniqueItems: true,
    'x-asked-when': { kind: [...withholding] },
  }),
);

interface Answered {
  kind: string;
  grounds?: Static<typeof groundsInput>;
}

/** What was told of an answer that withholds; of other answers nothing. */
export function groundsTold({ kind, grounds = [] }: Answered): WithholdingGround[] {
  return withholding.some((one) => one === kind) ? grounds : [];
}

/** As the fact of the answer has them; none where they were not told. */
export function groundsIn({ grounds }: JsonObject): WithholdingGround[] {
  const told = Array.isArray(grounds) ? grounds : [];
  return groundsOf('partly-disclosed').filter((ground) => told.includes(ground));
}

export function groundFaults({ kind, grounds = [] }: Answered) {
  return kind === 'not-disclosed' && grounds.includes('not-information')
    ? [
        {
          pointer: '/grounds',
          message: '全部不予公开的，应当依据第十四条至第十六条；“不属于政府信息的内容”只用于部分公开。',
        },
      ]
    : [];
}
