import type { FormSchema } from '../../../kernel/forms/form-schema.ts';
import type { FileableItem } from '../item.ts';
import { counters, law } from './sources.ts';

/** 政府信息公开条例 §29 ¶2. What is missing or unclear is asked for once (§30), so little of it is required here. */
const form: FormSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: '政府信息公开申请表',
  additionalProperties: false,
  'x-order': ['name', 'contact', 'description', 'format', 'delivery'],
  required: ['name', 'contact', 'description'],
  properties: {
    name: {
      type: 'string',
      title: '申请人姓名或者名称',
      minLength: 1,
      maxLength: 200,
      'x-element': 'applicant.name',
    },
    contact: {
      type: 'string',
      title: '联系方式',
      description: '电话、电子邮箱或者通信地址，用来与您确认收到的日期、送达答复。',
      minLength: 1,
      maxLength: 200,
      'x-element': 'applicant.contact',
    },
    description: {
      type: 'string',
      title: '您要哪些政府信息',
      description: '写名称、文号，或者便于查找的其他特征：哪个部门、什么事、哪段时间。不用写用途。',
      minLength: 1,
      maxLength: 4000,
      'x-multiline': true,
      'x-element': 'statement',
    },
    format: {
      type: 'string',
      title: '您要的形式',
      description: '例如电子文件、纸质复印件、当面查阅。',
      maxLength: 200,
      'x-element': 'statement',
    },
    delivery: {
      type: 'string',
      title: '怎么给您',
      description: '例如网上查看、电子邮件、邮寄、自己来取。',
      maxLength: 200,
      'x-element': 'statement',
    },
  },
  examples: [
    {
      name: '张示例',
      contact: '13800000000',
      description: '明川经济开发区2025年公共停车场建设项目的竣工验收文件。',
      format: '电子文件',
      delivery: '网上查看',
    },
  ],
};

/**
 * 政府信息公开申请: carried by a procedure of its own, so limits, letters and the question of who extends stand in the
 * decree, not in the licensing law. Its clocks are the procedure's; the limit here is what a guide tells people.
 */
export const informationRequest: Omit<FileableItem, 'version'> = {
  itemId: 'information-request',
  taskCode: '11350199M00000019J4352035003000',
  name: '政府信息公开申请',
  aliases: ['依申请公开', '信息公开', '政务公开', '查政府文件', '要政府信息', '申请公开文件'],
  taskType: '20',
  fileable: true,
  procedure: 'information-request',
  authority: 'administration',
  office: 'committee-office',
  departmentName: '管理委员会办公室',
  reviewOffices: [],
  serverTypes: ['1', '2', '3', '4', '5', '9'],
  topics: [],
  lists: ['online'],
  projectType: 'promised',
  siteCheck: 'never',
  limits: {
    statutory: { days: 20, unit: 'working', basis: [law.disclosure33] },
    promised: { days: 20, unit: 'working', basis: [law.disclosure33] },
  },
  extension: { days: 20, by: 'head', basis: [law.disclosure33] },
  suspension: { reasons: [], basis: [] },
  form,
  materials: [],
  resultType: 'none',
  result: null,
  fee: {
    charged: false,
    text: '不收费；申请的数量、频次明显超过合理范围的，可以收取信息处理费',
    basis: [law.disclosure42],
  },
  basis: [law.disclosure27, law.disclosure29, law.disclosure33, law.disclosure36],
  letters: {
    registration: { name: '政府信息公开申请登记回执', basis: [law.disclosure31, law.disclosure45] },
    clarification: { name: '政府信息公开申请补正告知书', basis: [law.disclosure30] },
    'third-party-inquiry': { name: '第三方意见征询书', basis: [law.disclosure32] },
    'office-inquiry': { name: '征求意见函', basis: [law.disclosure34] },
    extension: { name: '政府信息公开延期答复告知书', basis: [law.disclosure33] },
    delay: { name: '政府信息公开延迟答复告知书', basis: [law.disclosure35] },
    answer: { name: '政府信息公开申请答复书', basis: [law.disclosure36] },
    delivery: { name: '送达回证', basis: [law.disclosure40] },
  },
  remedies: [
    {
      kind: 'reconsideration',
      text: '对答复不服的，可以自知道之日起六十日内向明川市人民政府申请行政复议；其中不予公开的，应当先申请行政复议。',
      basis: [law.reconsideration23, law.reconsideration20],
    },
    {
      kind: 'litigation',
      text: '不属于应当先申请行政复议的，也可以自知道之日起六个月内向有管辖权的人民法院提起行政诉讼。',
      basis: [law.litigation46],
    },
    {
      kind: 'complaint',
      text: '认为信息公开工作侵犯您合法权益的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报。',
      basis: [law.disclosure51],
    },
  ],
  unknown: [],
  guide: {
    outcome: '写明您要什么，政府在 20 个工作日内答复您：给您，或者说明为什么不能给、到哪里去要。',
    who: '公民、法人和其他组织都可以申请，不用说明用途。',
    conditions: [
      '写明所要信息的名称、文号，或者便于查找的其他特征。',
      '写明姓名或者名称、身份证明和联系方式。',
    ],
    flow: ['提交', '确认收到', '查找和征求意见', '答复', '送达'],
    visits: { times: 0, reason: '无' },
    channels: ['online', 'window', 'mail'],
    ...counters.disclosure,
    delivery: ['electronic', 'express', 'collection'],
    questions: [
      {
        question: '为什么网上提交以后还要“确认”？',
        answer:
          '网上、传真和平常信件的申请，从与您确认收到的那一天起计算期限；当面提交的当天起算，挂号信和快递从签收那天起算。',
      },
      {
        question: '不会写字或者行动不便怎么办？',
        answer: '可以到窗口口头申请，由工作人员代为填写；有阅读困难或者视听障碍的，可以要求帮助。',
      },
      {
        question: '会不会超过 20 个工作日？',
        answer:
          '需要征求别人意见的时间不计算在内；经负责人同意可以延长一次，最长 20 个工作日，并书面告诉您理由。',
      },
    ],
  },
};
