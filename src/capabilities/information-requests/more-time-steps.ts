/** When an answer may come later: 政府信息公开条例 33 ¶2, 35. */
import Type from 'typebox';
import { isPaused, readClocks } from '../../kernel/procedure/clocks.ts';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { longText, step } from '../../kernel/procedure/step.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { article, clocks } from './clocks.ts';
import { refusal } from './refusals.ts';
import { confirmed, disclosure } from './request-steps.ts';

const days = (title: string, maximum: number) => Type.Integer({ title, minimum: 1, maximum });

const longestExtension = getRule('XXGK-33-extension').days;

const extend = step({
  name: 'extend',
  label: '延长答复期限',
  hint: '经政府信息公开工作机构负责人同意，可以延长一次，最长二十个工作日，并告知申请人。',
  who: [{ role: 'head-disclosure', at: 'office' }],
  from: confirmed,
  input: Type.Object(
    {
      days: days('延长工作日', 365),
      reasons: longText('延长理由（将告知申请人）'),
    },
    { additionalProperties: false },
  ),
  allows: () => ({ days: { maximum: longestExtension } }),
  gates: [{ name: 'extension', check: extensionRefusal }],
  basis: () => [article('第三十三条第二款')],
  facts: ({ today }, input) => [
    {
      kind: 'extended',
      effectiveOn: today,
      basis: [article('第三十三条第二款')],
      data: { days: input.days },
      payload: { reasons: input.reasons },
    },
  ],
  letter: () => 'extension',
  aside: true,
});

function extensionRefusal(context: RuleContext, input?: { days: number }) {
  const basis = [article('第三十三条第二款')];
  if (lastFact(context.state, 'extended')) {
    return refusal('extension/already', '答复期限已经延长过一次。', '请在延长后的期限内答复。', basis);
  }
  const ended = answerEnded(context);
  if (ended !== undefined) {
    const reason = `答复期限已于 ${ended} 届满，不能再延长。`;
    return refusal('extension/after-end', reason, '请立即答复。', basis);
  }
  return input && input.days > longestExtension
    ? refusal(
        'extension/too-long',
        `最多可以延长 ${longestExtension} 个工作日，申请延长 ${input.days} 个。`,
        `请填写 ${longestExtension} 或更少。`,
        basis,
      )
    : undefined;
}

/** The day on which the answer was due, once that is over and nothing that began before it stands still. */
function answerEnded(context: RuleContext): LegalDay | undefined {
  const answer = readClocks(clocks, context.state.facts, context).find((clock) => clock.name === 'answer');
  return answer && context.today > answer.due && !isPaused(answer) ? answer.due : undefined;
}

/** 条例 35: for what cannot be answered within the limit of 33. Once that has ended there is nothing left to put off. */
const delayInTime: Gate<unknown> = {
  name: 'delay/after-end',
  check: (context) => {
    const ended = answerEnded(context);
    return ended === undefined
      ? undefined
      : refusal('delay/after-end', `答复期限已于 ${ended} 届满，不能再确定延迟期限。`, '请立即答复。', [
          article('第三十五条'),
        ]);
  },
};

const delay = step({
  name: 'delay',
  label: '确定延迟答复的期限',
  hint: '申请人说明的理由合理但无法按期答复的，确定合理的延迟期限并告知申请人。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    { days: days('延迟工作日', 365), reasons: longText('理由（将告知申请人）') },
    { additionalProperties: false },
  ),
  gates: [
    {
      name: 'reasons/not-given',
      check: ({ state }) => {
        const basis = [article('第三十五条')];
        if (!lastFact(state, 'reasons-given')) {
          return refusal('reasons/not-given', '申请人尚未说明理由。', '先要求申请人说明理由。', basis);
        }
        return lastFact(state, 'delayed')
          ? refusal('delay/already', '已经确定过延迟答复的期限。', '请在该期限内答复。', basis)
          : undefined;
      },
    },
    delayInTime,
  ],
  basis: () => [article('第三十五条')],
  facts: ({ today }, input) => [
    {
      kind: 'delayed',
      effectiveOn: today,
      basis: [article('第三十五条')],
      data: { days: input.days },
      payload: { reasons: input.reasons },
    },
  ],
  letter: () => 'delay',
  aside: true,
});

export const moreTimeSteps: StepDeclaration[] = [extend, delay];
