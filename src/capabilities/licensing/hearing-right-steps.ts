/** Who is told that she may be heard, and what she says to the matter without a hearing: 行政许可法 36, 47. */
import Type from 'typebox';
import type { Gate, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { namedPeople, namedPeopleFaults } from '../../kernel/procedure/named-people.ts';
import { longText, step } from '../../kernel/procedure/step.ts';
import { licensingLaw } from './bases.ts';
import { forWhom, officers, partiesOrStaff, speaker, speakerFaults, speakers } from './hearing-actors.ts';
import { notYetNotified } from './hearing-gates.ts';
import { whileAccepted } from './hearing-lanes.ts';
import { applicantOf, participants, rightsTold } from './hearing-standing.ts';
import { refusal } from './refusals.ts';

const told = [licensingLaw('第三十六条'), licensingLaw('第四十七条第一款')];

/** The same identity named again, or the applicant herself. */
const noneToldTwice: Gate<unknown> = {
  name: 'hearing/told-already',
  check: ({ named = [], state }) => {
    const known = participants(state);
    const isTwice = named.some((id, at) => known.includes(id) || named.indexOf(id) < at);
    return isTwice
      ? refusal(
          'hearing/told-already',
          '所填的人里有申请人本人，或者已经列为利害关系人、重复填写的人。',
          '请只填还没有告知过的利害关系人。',
          told,
        )
      : undefined;
  },
};

const tellHearingRight = step({
  name: 'tell-hearing-right',
  label: '告知听证权利',
  hint: '许可直接关系他人重大利益的，列明利害关系人，告知申请人和利害关系人可以陈述、申辩和要求听证；每人生成一份听证告知书。',
  who: officers,
  from: whileAccepted,
  input: Type.Object(
    {
      reasons: longText('涉及哪些重大利益（写入告知书）'),
      parties: namedPeople('利害关系人'),
    },
    { additionalProperties: false },
  ),
  faults: (_context, { parties }) => namedPeopleFaults(parties),
  gates: [notYetNotified, noneToldTwice],
  basis: () => told,
  facts: (context, input) => {
    const applicant = applicantOf(context.state);
    const ids = context.named ?? [];
    const named = input.parties.map(
      (person, index): NewFact => ({
        kind: 'interested-party-named',
        effectiveOn: context.today,
        basis: [licensingLaw('第三十六条')],
        data: { party: ids[index] ?? '', partyKind: person.kind },
        payload: { ...person },
      }),
    );
    const isFirst = !(applicant in rightsTold(context.state));
    const told = isFirst ? [applicant, ...ids] : ids;
    return [...named, ...told.map((party) => rightTold(context, party, party === applicant, input.reasons))];
  },
  letterKinds: ['hearing-right'],
  aside: true,
});

function rightTold({ today }: RuleContext, party: string, isApplicant: boolean, reasons: string): NewFact {
  return {
    kind: 'hearing-right-told',
    effectiveOn: today,
    basis: told,
    data: { party, role: isApplicant ? 'applicant' : 'interested-party' },
    payload: { reasons },
    letter: 'hearing-right',
  };
}

const stateViews = step({
  name: 'state-views',
  label: '陈述、申辩',
  hint: '申请人、利害关系人有权陈述和申辩，行政机关应当听取。',
  who: partiesOrStaff,
  from: whileAccepted,
  input: Type.Object({ text: longText('陈述、申辩的内容'), ...forWhom }, { additionalProperties: false }),
  allows: (context) => speakers(context, participants(context.state)),
  faults: speakerFaults,
  basis: () => [licensingLaw('第三十六条')],
  facts: (context, input) => [
    {
      kind: 'views-stated',
      effectiveOn: input.receivedOn ?? context.today,
      basis: [licensingLaw('第三十六条')],
      data: { party: speaker(context, input) },
      payload: { text: input.text },
    },
  ],
  aside: true,
});

export const hearingRightSteps: StepDeclaration[] = [tellHearingRight, stateViews];
