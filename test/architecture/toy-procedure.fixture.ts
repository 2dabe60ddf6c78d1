/** A whole procedure in one file: a suggestion is passed on, answered by every office asked, and thanked for. */
import Type from 'typebox';
import type { LetterSource, ProcedureModule } from '../../src/capabilities/cases/public.ts';
import { internal, local } from '../../src/kernel/basis.ts';
import type { JsonObject } from '../../src/kernel/json.ts';
import type { Procedure, State } from '../../src/kernel/procedure/declaration.ts';
import { assertSound } from '../../src/kernel/procedure/declaration-faults.ts';
import { step } from '../../src/kernel/procedure/step.ts';

const rules = [local('《建议办理办法》（示范）')];

const lanes: Procedure['lanes'] = {
  case: {
    label: '建议',
    states: { submitted: '已提交', 'passed-on': '已转办', reminded: '已催办', thanked: '已致谢' },
    ends: ['thanked'],
  },
  reply: { label: '答复', per: 'office', states: { waiting: '待答复', given: '已答复' }, ends: ['given'] },
};

const officesIn = (data: JsonObject) => (Array.isArray(data.offices) ? data.offices.map(String) : []);

const facts: Procedure['facts'] = {
  submitted: { label: '提出建议', step: 'file', moves: [{ lane: 'case', to: ['submitted'] }] },
  'passed-on': {
    label: '转办',
    step: 'pass-on',
    moves: [
      { lane: 'case', to: ['passed-on'] },
      { lane: 'reply', instances: officesIn, to: ['waiting'] },
    ],
  },
  reminded: { label: '催办', step: 'remind', moves: [{ lane: 'case', to: ['reminded'] }] },
  answered: {
    label: '答复',
    step: 'answer',
    moves: [{ lane: 'reply', instances: ({ office }) => [String(office)], to: ['given'] }],
  },
  thanked: { label: '致谢', step: 'thank', moves: [{ lane: 'case', to: ['thanked'] }] },
};

const nothing = Type.Object({}, { additionalProperties: false });
const waiting = { lane: 'case', states: ['passed-on', 'reminded'] };

const passOn = step({
  name: 'pass-on',
  label: '转办',
  hint: '转给承办部门，三个工作日内答复。',
  who: [{ role: 'clerk', at: 'hall' }],
  from: [{ all: [{ lane: 'case', states: ['submitted'] }] }],
  input: nothing,
  basis: () => rules,
  facts: ({ today, item }) => [
    {
      kind: 'passed-on',
      effectiveOn: today,
      basis: rules,
      data: { offices: item.reviewOffices },
      payload: {},
    },
  ],
  duty: ['clerk'],
});

const remind = step({
  name: 'remind',
  label: '催办',
  hint: '逾期未答复时由系统催办。',
  who: [{ system: true }],
  from: [{ all: [{ lane: 'case', states: ['passed-on'] }] }],
  input: nothing,
  basis: () => [internal('逾期催办')],
  facts: ({ today }) => [
    { kind: 'reminded', effectiveOn: today, basis: [internal('逾期催办')], data: {}, payload: {} },
  ],
});

const answer = step({
  name: 'answer',
  label: '答复',
  hint: '写明采纳情况和理由。',
  who: [{ role: 'reviewer', at: 'lane' }],
  lane: 'reply',
  from: [{ all: [waiting, { lane: 'reply', states: ['waiting'], join: 'own' }] }],
  input: Type.Object({ text: Type.String({ title: '答复内容' }) }, { additionalProperties: false }),
  gates: [
    {
      name: 'answer/too-short',
      check: (_context, input) =>
        input && input.text.length < 10
          ? {
              code: 'answer/too-short',
              reason: '答复过于简单。',
              needed: '请写明是否采纳及理由。',
              basis: rules,
            }
          : undefined,
    },
  ],
  basis: () => rules,
  facts: ({ today, actor }, { text }) => [
    {
      kind: 'answered',
      effectiveOn: today,
      basis: rules,
      data: { office: actor.posts[0]?.office ?? '' },
      payload: { text },
    },
  ],
  duty: ['reviewer'],
});

const thank = step({
  name: 'thank',
  label: '致谢',
  hint: '对答复表示感谢，办理结束。',
  who: [{ party: 'applicant' }],
  from: [{ all: [waiting, { lane: 'reply', states: ['given'], join: 'all' }] }],
  input: nothing,
  basis: () => rules,
  facts: ({ today }) => [{ kind: 'thanked', effectiveOn: today, basis: rules, data: {}, payload: {} }],
});

function headline({ lanes: standing }: State): string {
  const replies = Object.values(standing.reply ?? {});
  const isAnswered = replies.length > 0 && replies.every((reply) => reply === 'given');
  const own = standing.case?.main ?? 'submitted';
  return isAnswered && own !== 'thanked' ? 'answered' : own;
}

const toy: Procedure = {
  id: 'toy',
  version: 1,
  name: '建议办理',
  lanes,
  facts,
  opening: {
    who: [{ party: 'applicant' }],
    facts: ({ today }, { applicantParty, applicant, form }) => [
      {
        kind: 'submitted',
        effectiveOn: today,
        basis: rules,
        data: { applicant: applicantParty },
        payload: { applicant, form },
      },
    ],
  },
  steps: [passOn, remind, answer, thank],
  clocks: [
    {
      name: 'reply',
      label: '答复期限',
      against: 'agency',
      starts: ({ kind }) => kind === 'passed-on',
      limit: () => ({ rule: 'toy/reply', days: 3, unit: 'working', basis: rules }),
      stops: ['answered'],
      onExpiry: { step: 'remind', when: () => true },
    },
  ],
  headlines: {
    submitted: '已提交，待转办',
    'passed-on': '已转办，待答复',
    reminded: '已催办，待答复',
    answered: '已答复',
    thanked: '已办结',
  },
  headline,
  closed: ['thanked'],
};

assertSound(toy);

const sentences: Record<string, (payload: JsonObject) => string> = {
  submitted: () => '提出建议。',
  'passed-on': () => '转有关部门办理。',
  reminded: () => '逾期未答复，已催办。',
  answered: ({ text }) => `已答复：${text ?? '（内容已依法删除）'}`,
  thanked: () => '申请人致谢，办理结束。',
};

export const toyModule: ProcedureModule = {
  declaration: toy,
  describe: ({ kind }, payload) => sentences[kind]?.(payload) ?? '',
  letter: (kind: string, { record }: LetterSource) => {
    throw new Error(`${record.caseNo} makes no letter "${kind}"`);
  },
  letterWords: {},
  effects: {},
  tells: ['answered'],
};
