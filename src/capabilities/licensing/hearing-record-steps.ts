/** The hearing itself: held, recorded, the record signed by those who were there. 行政许可法 48. */
import Type from 'typebox';
import type { RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { choice, longText, step } from '../../kernel/procedure/step.ts';
import { article48 } from './bases.ts';
import { officers } from './hearing-actors.ts';
import { dayHasCome, noOpenChallenge } from './hearing-gates.ts';
import { atHearing } from './hearing-lanes.ts';
import { scheduledHearing } from './hearing-standing.ts';

const name = (title: string) => Type.String({ title, minLength: 1, maxLength: 100 });

export const standings = {
  applicant: '申请人',
  'interested-party': '利害关系人',
  agent: '代理人',
  reviewer: '审查人员',
  witness: '证人、鉴定人',
};

const recordHearing = step({
  name: 'record-hearing',
  label: '记录听证',
  hint: '审查人员提供审查意见的证据、理由，各方申辩和质证；将生成听证笔录，交参加人确认签字。',
  who: officers,
  from: atHearing('scheduled'),
  input: Type.Object(
    {
      attendees: Type.Array(
        Type.Object(
          { name: name('姓名'), standing: choice('身份', standings) },
          { additionalProperties: false },
        ),
        { title: '参加人', minItems: 1, maxItems: 100 },
      ),
      review: longText('审查人员的意见、证据和理由'),
      statements: longText('申请人、利害关系人的证据、申辩和质证'),
    },
    { additionalProperties: false },
  ),
  gates: [dayHasCome, noOpenChallenge],
  basis: () => [article48('四'), article48('五')],
  facts: ({ today, state }, input) => [
    {
      kind: 'hearing-held',
      // The day it was notified for, whenever its record is typed.
      effectiveOn: String(scheduledHearing(state)?.data.on ?? today),
      basis: [article48('四'), article48('五')],
      data: { attendees: input.attendees.length },
      payload: { attendees: input.attendees, review: input.review, statements: input.statements },
      letter: 'hearing-record',
    },
  ],
  letterKinds: ['hearing-record'],
  duty: ['reviewer'],
});

const signRecord = step({
  name: 'sign-record',
  label: '登记笔录签字',
  hint: '参加人确认笔录无误后签字或者盖章；拒绝签字的写明情况。此后办理期限恢复计算。',
  who: officers,
  from: atHearing('held'),
  input: Type.Object(
    {
      unsigned: Type.Optional(
        Type.Array(
          Type.Object(
            {
              name: name('没有签字的人'),
              why: Type.String({ title: '情况', minLength: 1, maxLength: 500 }),
            },
            { additionalProperties: false },
          ),
          { title: '没有签字的（都签了的不填）', maxItems: 100 },
        ),
      ),
      documents: Type.Optional(
        Type.Array(Type.String({ maxLength: 64 }), { title: '签字的笔录（扫描件）', maxItems: 20 }),
      ),
    },
    { additionalProperties: false },
  ),
  faults: (context, { unsigned = [] }) => unsignedFaults(context, unsigned),
  basis: () => [article48('五')],
  facts: ({ today, state }, { unsigned = [], documents = [] }) => {
    const held = state.facts.findLast((fact) => fact.kind === 'hearing-held');
    return [
      {
        kind: 'hearing-record-signed',
        effectiveOn: today,
        basis: [article48('五')],
        data: {
          signed: Number(held?.data.attendees ?? 0) - unsigned.length,
          unsigned: unsigned.length,
          materials: documents.map((documentId) => ({ materialCode: 'hearing-record', documentId })),
        },
        payload: { unsigned },
      },
    ];
  },
  duty: ['reviewer'],
});

/** Only who was there can fail to sign, and somebody has to. */
function unsignedFaults({ state, evidence }: RuleContext, unsigned: readonly { name: string }[]) {
  const held = state.facts.findLast((fact) => fact.kind === 'hearing-held');
  const attendees = held && evidence?.payloadOf(held).attendees;
  const names = Array.isArray(attendees)
    ? attendees.flatMap((one) =>
        one !== null && typeof one === 'object' && !Array.isArray(one) ? [String(one.name)] : [],
      )
    : undefined;
  const faults = unsigned.flatMap(({ name: who }, index) =>
    names && !names.includes(who)
      ? [{ pointer: `/unsigned/${index}/name`, message: `笔录的参加人里没有“${who}”。` }]
      : [],
  );
  if (unsigned.length > 0 && unsigned.length >= Number(held?.data.attendees ?? 0)) {
    faults.push({ pointer: '/unsigned', message: '没有一个参加人签字的，不能作为听证笔录。' });
  }
  return faults;
}

export const hearingRecordSteps: StepDeclaration[] = [recordHearing, signRecord];
