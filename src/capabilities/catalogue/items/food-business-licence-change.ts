import type { FormSchema } from '../../../kernel/forms/form-schema.ts';
import { type FileableItem, licensingPauses } from '../item.ts';
import { foodBusinessLicence } from './food-business-licence.ts';
import { currentLicence } from './food-business-licence-renewal.ts';
import { district, law, licensingLetters, marketRegulation, remedies } from './sources.ts';

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
      type: 'array',
      title: '变更后的全部经营项目',
      description: '原来有、以后还要做的也请选上。',
      items: {
        type: 'string',
        enum: ['prepackaged', 'bulk', 'special', 'hot', 'cold', 'raw', 'pastry', 'drinks'],
        'x-labels': {
          prepackaged: '预包装食品销售',
          bulk: '散装食品销售',
          special: '特殊食品销售',
          hot: '热食类食品制售',
          cold: '冷食类食品制售',
          raw: '生食类食品制售',
          pastry: '糕点类食品制售',
          drinks: '自制饮品制售',
        },
      },
      minItems: 1,
      maxItems: 8,
      uniqueItems: true,
      'x-element': 'business.scope',
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

const { licenceTypeCode = '' } = foodBusinessLicence.result ?? {};

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
  extension: { days: 10, by: 'head', basis: [law.licensing42] },
  suspension: { reasons: [...licensingPauses], basis: [law.licensing45] },
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
      materialCode: 'layout-plan',
      name: '经营场所布局和操作流程图',
      necessity: 'conditional',
      when: { field: 'changes', in: ['scope'] },
      whenText: '变更经营项目时提交。',
      form: 'either',
      copies: { original: 1, copy: 0 },
      source: 'applicant',
      sourceNote: '申请人自行绘制',
      howTo: '标明各功能区、设备位置和食品加工流向，注明尺寸，手绘清楚即可。',
    },
  ],
  resultType: 'certificate',
  result: {
    name: '食品经营许可证',
    licenceType: 'food-business-licence',
    licenceTypeCode,
    validity: { years: 5, basis: [law.foodRules15] },
  },
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
    where: '明川市明川经济开发区窗明路 1 号政务服务中心，市场准入窗口（A01）',
    hours: '周一至周五（法定节假日除外）9:00–12:00，13:30–17:30',
    phone: '0591-00000101',
    complaintPhone: '0591-00000100',
    delivery: ['collection', 'express', 'electronic'],
    questions: [
      {
        question: '搬了地方也用变更吗？',
        answer: '不用。经营场所搬迁的，按“食品经营许可（新办）”重新申请。',
      },
    ],
  },
};
