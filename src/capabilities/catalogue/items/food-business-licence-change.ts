import type { FormSchema } from '../../../kernel/forms/form-schema.ts';
import type { FileableItem } from '../item.ts';
import { currentLicence, foodLicence, layoutPlan, scope } from './food-business.ts';
import {
  counters,
  district,
  law,
  licensingLetters,
  licensingTime,
  marketRegulation,
  remedies,
} from './sources.ts';

const changed = (what: string) => ({
  'x-when': { field: 'changes', in: [what] },
  'x-required': true as const,
});

const form: FormSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: '食品经营许可变更申请书',
  additionalProperties: false,
  'x-order': ['changes', 'operatorName', 'responsiblePerson', 'premisesName', 'scope', 'reason', 'truthful'],
  'x-pages': [
    { title: '要变更什么', fields: ['changes'] },
    {
      title: '变更后的内容',
      fields: ['operatorName', 'responsiblePerson', 'premisesName', 'scope', 'reason'],
    },
    { title: '声明', fields: ['truthful'] },
  ],
  required: ['changes', 'reason', 'truthful'],
  properties: {
    changes: {
      type: 'array',
      title: '变更的事项',
      description: '可以选多项；没有选的保持原样。经营场所搬迁的，请重新申请许可。',
      items: {
        type: 'string',
        enum: ['operator', 'person', 'premises', 'scope'],
        'x-labels': {
          operator: '经营者名称',
          person: '法定代表人（负责人）',
          premises: '经营场所名称（招牌）',
          scope: '经营项目',
        },
      },
      minItems: 1,
      maxItems: 4,
      uniqueItems: true,
      'x-element': 'choice',
    },
    operatorName: {
      type: 'string',
      title: '变更后的经营者名称',
      minLength: 2,
      maxLength: 100,
      'x-element': 'organization.name',
      ...changed('operator'),
    },
    responsiblePerson: {
      type: 'string',
      title: '变更后的法定代表人（负责人）姓名',
      minLength: 1,
      maxLength: 50,
      'x-element': 'legal-representative.name',
      ...changed('person'),
    },
    premisesName: {
      type: 'string',
      title: '变更后的经营场所名称（招牌）',
      minLength: 1,
      maxLength: 100,
      'x-element': 'organization.name',
      ...changed('premises'),
    },
    scope: {
      ...scope,
      title: '变更后的全部经营项目',
      description: '原来有、以后还要做的也请选上。',
      ...changed('scope'),
    },
    reason: {
      type: 'string',
      title: '变更的原因',
      minLength: 2,
      maxLength: 500,
      'x-element': 'statement',
    },
    truthful: {
      type: 'boolean',
      const: true,
      title: '所填内容真实，与实际经营情况一致',
      'x-element': 'declaration',
    },
  },
  examples: [
    {
      changes: ['premises', 'scope'],
      premisesName: '示例小馆（新店）',
      scope: ['hot', 'cold', 'drinks'],
      reason: '更换招牌，增加自制饮品。',
      truthful: true,
    },
  ],
};

/** 食品经营许可变更: 行政许可法 §49. The number stays, the document is replaced. */
export const foodBusinessLicenceChange: Omit<FileableItem, 'version'> = {
  itemId: 'food-business-licence-change',
  taskCode: `${marketRegulation.creditCode}4350135001001`,
  name: '食品经营许可变更',
  aliases: ['食品经营许可证变更', '餐馆改名', '增加经营项目', '换招牌'],
  taskType: '01',
  fileable: true,
  authority: marketRegulation.office,
  office: marketRegulation.office,
  departmentName: marketRegulation.departmentName,
  reviewOffices: [marketRegulation.office],
  serverTypes: ['2', '3', '4', '5'],
  topics: ['company-changes', 'food'],
  lists: ['online', 'one-visit'],
  projectType: 'promised',
  siteCheck: 'where-needed',
  limits: {
    statutory: { days: 20, unit: 'working', basis: [law.licensing42, law.licensing82] },
    promised: { days: 5, unit: 'working', basis: [law.environment36, district.promise] },
  },
  ...licensingTime,
  form,
  decisionStates: ['changes', 'operatorName', 'responsiblePerson', 'premisesName', 'scope'],
  materials: [
    currentLicence,
    {
      materialCode: 'business-licence',
      name: '营业执照',
      necessity: 'required',
      form: 'either',
      copies: { original: 0, copy: 1 },
      source: 'department',
      sourceNote: '登记机关核发',
      howTo: '有电子营业执照的直接选用，不用上传；只有纸质执照的，上传副本的照片。',
      licenceTypes: ['business-licence'],
    },
    {
      ...layoutPlan,
      necessity: 'conditional',
      when: { field: 'changes', in: ['scope'] },
      whenText: '变更经营项目时提交。',
    },
  ],
  resultType: 'certificate',
  result: foodLicence,
  business: { kind: 'change', licenceType: 'food-business-licence' },
  fee: { charged: false, text: '不收费', basis: [law.licensing58] },
  basis: [law.licensing49, law.food35p1, law.food35p2, law.onlineServices11],
  letters: licensingLetters,
  remedies,
  unknown: [],
  guide: {
    outcome: '许可证上的内容按您的申请变更，编号和有效期不变，换发一份新的电子证照。',
    who: '持有本区核发的、在有效期内的食品经营许可证，许可事项发生变化的单位和个体工商户。',
    conditions: ['许可证在有效期内。', '变更后的经营条件仍符合要求。'],
    flow: ['申请', '受理', '审核（必要时现场核查）', '决定', '换发证照', '送达'],
    visits: { times: 0, reason: '无' },
    channels: ['online', 'window', 'mail'],
    ...counters.marketAccess,
    delivery: ['collection', 'express', 'electronic'],
    questions: [
      {
        question: '搬了地方也用变更吗？',
        answer: '不用。经营场所搬迁的，按“食品经营许可（新办）”重新申请。',
      },
    ],
  },
};
