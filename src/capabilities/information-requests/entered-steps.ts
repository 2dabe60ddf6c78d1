/**
 * What an applicant says on paper, by telephone or at the counter, entered by the disclosure post: whoever asked by mail
 * or fax need not have an account (政府信息公开条例 29 ¶1). It takes effect on the day on which it was received.
 */
import Type, { type Static } from 'typebox';
import { local } from '../../kernel/basis.ts';
import { lastDayOf } from '../../kernel/procedure/clocks.ts';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { lastFact } from '../../kernel/procedure/fold.ts';
import { longText, step } from '../../kernel/procedure/step.ts';
import { article, clocks } from './clocks.ts';
import { reasonsWereAsked } from './reasons-steps.ts';
import { refusal } from './refusals.ts';
import { clarifiedData, confirmed, disclosure } from './request-steps.ts';

const receivedOn = Type.Optional(Type.String({ title: '收到的日期（不填为今天）', format: 'date' }));
const textInput = Type.Object(
  { text: longText('申请人说的内容'), receivedOn },
  { additionalProperties: false },
);
type Entered = Static<typeof textInput>;

/** Between the day of what it answers and today. */
const allows = (asked: string) => (context: RuleContext) => ({
  receivedOn: { from: askedOn(context, asked), until: context.today },
});

const askedOn = ({ state, today }: RuleContext, asked: string) =>
  lastFact(state, asked)?.effectiveOn ?? state.facts[0]?.effectiveOn ?? today;

const faults =
  (asked: string) =>
  (context: RuleContext, { receivedOn }: Pick<Entered, 'receivedOn'>) => {
    if (receivedOn === undefined) return [];
    const pointer = '/receivedOn';
    if (receivedOn > context.today) return [{ pointer, message: '收到的日期不能晚于今天。' }];
    const first = askedOn(context, asked);
    return receivedOn < first ? [{ pointer, message: `收到的日期不能早于 ${first}。` }] : [];
  };

const entered = (kind: string, { today }: RuleContext, on: string | undefined, basis: NewFact['basis']) => ({
  kind,
  effectiveOn: on ?? today,
  basis,
  data: { entered: true },
});

/**
 * What reached the authority by the last day of the term (民法典 203 ¶2) kept it, whenever it is entered: then nothing was
 * given up. What came later changes nothing (条例 30).
 */
const cameInTime: Gate<Entered> = {
  name: 'clarification/too-late',
  check: (context, input) => {
    if (!input || context.state.lanes.request?.main !== 'abandoned') return undefined;
    const lastDay = lastDayOf('clarification', clocks, context);
    return (input.receivedOn ?? context.today) <= lastDay
      ? undefined
      : refusal(
          'clarification/too-late',
          `补正期限已于 ${lastDay} 届满，申请已经视为放弃。`,
          '只有在期限内收到的补正才能登记，请填写收到的日期；其他的请申请人重新申请。',
          [article('第三十条')],
        );
  },
};

const enterClarification = step({
  name: 'enter-clarification',
  enters: 'clarify',
  label: '登记申请人的补正',
  hint: '申请人书面寄来、送来或者当面说明的补正，由工作人员登记；答复期限自收到之日起重新计算。',
  who: [disclosure],
  from: [{ all: [{ lane: 'request', states: ['clarifying', 'abandoned'] }] }],
  input: textInput,
  allows: allows('clarification-asked'),
  faults: faults('clarification-asked'),
  gates: [cameInTime],
  basis: () => [article('第三十条')],
  facts: (context, { text, receivedOn }) => [
    {
      ...entered('clarified', context, receivedOn, [article('第三十条')]),
      data: {
        entered: true,
        ...clarifiedData(context),
        ...(context.state.lanes.request?.main === 'abandoned' ? { takesBack: 'abandoned' } : {}),
      },
      payload: { text },
    },
  ],
  aside: true,
});

const enterReasons = step({
  name: 'enter-reasons',
  enters: 'give-reasons',
  label: '登记申请人说明的理由',
  hint: '申请人书面或者当面说明的理由，由工作人员登记。',
  who: [disclosure],
  from: confirmed,
  input: textInput,
  allows: allows('reasons-asked'),
  faults: faults('reasons-asked'),
  gates: [reasonsWereAsked],
  basis: () => [article('第三十五条')],
  facts: (context, { text, receivedOn }) => [
    { ...entered('reasons-given', context, receivedOn, [article('第三十五条')]), payload: { text } },
  ],
  aside: true,
});

const enterWithdrawal = step({
  name: 'enter-withdrawal',
  enters: 'withdraw',
  label: '登记申请人的撤回',
  hint: '申请人书面或者当面撤回申请的，由工作人员登记；登记后不再处理这次申请。',
  who: [disclosure],
  from: [{ all: [{ lane: 'request', states: ['submitted', 'confirmed', 'clarifying'] }] }],
  input: Type.Object(
    { reasons: Type.String({ title: '申请人怎样提出的', minLength: 1, maxLength: 1000 }), receivedOn },
    { additionalProperties: false },
  ),
  allows: allows('submitted'),
  faults: faults('submitted'),
  basis: ({ settings }) => [local(`${settings.serviceRules.title} 撤回`)],
  facts: (context, { reasons, receivedOn }) => [
    {
      ...entered('withdrawn', context, receivedOn, [local(`${context.settings.serviceRules.title} 撤回`)]),
      payload: { reasons },
    },
  ],
  aside: true,
});

export const enteredSteps: StepDeclaration[] = [enterClarification, enterReasons, enterWithdrawal];
