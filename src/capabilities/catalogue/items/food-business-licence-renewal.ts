import type { FormSchema } from '../../../kernel/forms/form-schema.ts';
import type { FileableItem } from '../item.ts';
import { currentLicence, foodLicence, premisesRight } from './food-business.ts';
import { operatorName } from './form-fields.ts';
import {
  counters,
  district,
  law,
  licensingLetters,
  licensingTime,
  marketRegulation,
  remedies,
} from './sources.ts';

const form: FormSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: '食品经营许可延续申请书',
  additionalProperties: false,
  'x-order': ['operatorName', 'creditCode', 'unchanged', 'differences', 'truthful'],
  'x-pages': [
    { title: '经营者', fields: ['operatorName', 'creditCode'] },
    { title: '经营条件', fields: ['unchanged', 'differences'] },
    { title: '声明', fields: ['truthful'] },
  ],
  required: ['operatorName', 'creditCode', 'unchanged', 'truthful'],
  properties: {
    operatorName: { ...operatorName, description: '与许可证上的名称一致。' },
    creditCode: {
      type: 'string',
      title: '统一社会信用代码',
      minLength: 18,
      maxLength: 18,
      'x-element': 'organization.credit-code',
    },
    unchanged: {
      type: 'boolean',
      title: '经营条件与原来相比没有变化',
      'x-element': 'choice',
    },
    differences: {
      type: 'string',
      title: '有哪些变化',
      minLength: 2,
      maxLength: 1000,
      'x-element': 'statement',
      'x-when': { field: 'unchanged', equals: false },
      'x-required': true,
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
      operatorName: '示例餐饮有限公司',
      creditCode: '91350100M000100Y43',
      unchanged: true,
      truthful: true,
    },
  ],
};

/** 食品经营许可延续: 行政许可法 §50; not decided before the end, it counts as granted. */
export const foodBusinessLicenceRenewal: Omit<FileableItem, 'version'> = {
  itemId: 'food-business-licence-renewal',
  taskCode: `${marketRegulation.creditCode}4350135001002`,
  name: '食品经营许可延续',
  aliases: ['食品经营许可证延续', '食品经营许可证到期', '食品经营许可证续期', '许可证快到期了'],
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
    statutory: { days: 20, unit: 'working', basis: [law.licensing42, law.licensing50, law.licensing82] },
    promised: { days: 5, unit: 'working', basis: [law.environment36, district.promise] },
  },
  ...licensingTime,
  form,
  decisionStates: ['operatorName', 'creditCode'],
  materials: [
    currentLicence,
    {
      ...premisesRight,
      necessity: 'conditional',
      when: { field: 'unchanged', equals: false },
      whenText: '经营条件有变化时提交。',
    },
  ],
  resultType: 'certificate',
  result: foodLicence,
  business: { kind: 'renewal', licenceType: 'food-business-licence' },
  fee: { charged: false, text: '不收费', basis: [law.licensing58] },
  basis: [law.licensing50, law.foodRules15, law.food35p1, law.onlineServices11],
  letters: licensingLetters,
  remedies,
  unknown: [],
  guide: {
    outcome: '许可证的有效期延续五年，编号不变，换发一份新的电子证照。',
    who: '持有本区核发的食品经营许可证、有效期将满并准备继续经营的单位和个体工商户。',
    conditions: [
      '许可证在有效期内。',
      '在有效期届满九十个工作日至十五个工作日前提出申请（所依据的规章文本未核验，以证照页上写明的日期为准）。',
      '经营条件仍符合要求。',
    ],
    flow: ['申请', '受理', '审核（必要时现场核查）', '决定', '换发证照', '送达'],
    visits: { times: 0, reason: '无' },
    channels: ['online', 'window', 'mail'],
    ...counters.marketAccess,
    delivery: ['collection', 'express', 'electronic'],
    questions: [
      {
        question: '申请交了，到期那天还没有结果怎么办？',
        answer:
          '在期限内申请的，到期没有作出决定，依法视为准予延续，系统会自动延续有效期。最迟哪一天，写在电子证照的页面上。',
      },
      {
        question: '过了申请延续的期限还能申请吗？',
        answer: '到期以前都可以申请，但是到期没有决定的，不再视为准予延续；到期以后要重新申请。',
      },
    ],
  },
};
