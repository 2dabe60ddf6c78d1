/** Requests beyond what is reasonable: their reasons are asked for and given, 政府信息公开条例 35. */
import Type from 'typebox';
import { lastDayOf } from '../../kernel/procedure/clocks.ts';
import type { Gate, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { longText, step } from '../../kernel/procedure/step.ts';
import { getRule } from '../../kernel/rules/rule-register.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { article, clocks } from './clocks.ts';
import { refusal } from './refusals.ts';
import { applicant, confirmed, disclosure } from './request-steps.ts';

const askReasons = step({
  name: 'ask-reasons',
  label: '要求说明理由',
  hint: '申请的数量、频次明显超过合理范围时，可以要求申请人说明理由；答复期限照常计算。',
  who: [disclosure],
  from: confirmed,
  input: Type.Object(
    {
      text: longText('要求说明理由的缘由'),
      termDays: Type.Optional(
        Type.Integer({
          title: '请在几个工作日内说明（不填的依照本区的设置）',
          minimum: 3,
          maximum: getRule('XXGK-33').days,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  gates: [
    {
      name: 'reasons/already-asked',
      check: ({ state }) =>
        lastFact(state, 'reasons-asked')
          ? refusal('reasons/already-asked', '已经要求过申请人说明理由。', '请等待或者答复。', [
              article('第三十五条'),
            ])
          : undefined,
    },
  ],
  basis: () => [article('第三十五条')],
  facts: ({ today, settings }, { text, termDays }) => [
    {
      kind: 'reasons-asked',
      effectiveOn: today,
      basis: [article('第三十五条')],
      data: { termDays: termDays ?? settings.reasonsDays },
      payload: { text },
    },
  ],
  aside: true,
});

export const reasonsWereAsked: Gate<unknown> = {
  name: 'reasons/not-asked',
  check: ({ state }) => {
    const last = lastFact(state, 'reasons-asked', 'reasons-given');
    return last?.kind === 'reasons-asked'
      ? undefined
      : refusal('reasons/not-asked', '没有要求说明理由，或者已经说明。', '无需再办理这一步。', [
          article('第三十五条'),
        ]);
  },
};

const giveReasons = step({
  name: 'give-reasons',
  label: '说明理由',
  hint: '说明为什么需要这么多或者这么频繁地申请。',
  who: [applicant],
  // Also while something is to be made clear: her term runs on.
  from: [{ all: [{ lane: 'request', states: ['confirmed', 'clarifying'] }] }],
  input: Type.Object({ text: longText('理由') }, { additionalProperties: false }),
  gates: [reasonsWereAsked],
  basis: () => [article('第三十五条')],
  facts: ({ today }, { text }) => [
    {
      kind: 'reasons-given',
      effectiveOn: today,
      basis: [article('第三十五条')],
      data: {},
      payload: { text },
    },
  ],
});

/**
 * 条例 35: not handled is what has no good reason, so the reasons are heard first; whoever stays silent had her time. The
 * article names no term: it is the one that she was told.
 */
export const reasonsBeforeExcessive: Gate<{ kind: string }> = {
  name: 'answer/reasons-first',
  check: (context, input) => {
    if (input?.kind !== 'excessive' || lastFact(context.state, 'reasons-given')) return undefined;
    const basis = [article('第三十五条')];
    if (!lastFact(context.state, 'reasons-asked')) {
      const needed = '先要求申请人说明理由。';
      return refusal('answer/reasons-first', '尚未要求申请人说明理由。', needed, basis);
    }
    const due = lastDayOf('reasons', clocks, context);
    return context.today > due
      ? undefined
      : refusal(
          'answer/reasons-awaited',
          `申请人说明理由的期限到${chineseDate(due)}，目前还没有收到理由。`,
          '请等申请人说明理由，或者等期限届满以后再答复。',
          basis,
        );
  },
};

export const reasonsSteps: StepDeclaration[] = [askReasons, giveReasons];
