import { law, local } from '../../kernel/basis.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';

const letters = Object.fromEntries(
  ['acceptance', 'one-time-notice', 'time-needed', 'extension', 'grant', 'denial', 'delivery'].map((kind) => [
    kind,
    kind,
  ]),
);

export const licence: ItemTerms = {
  itemId: 'toy-licence',
  version: 1,
  name: '试验许可',
  taskType: '01',
  authority: 'market-regulation',
  office: 'market-regulation',
  reviewOffices: ['market-regulation'],
  projectType: 'promised',
  siteCheck: 'where-needed',
  limits: {
    statutory: { days: 20, unit: 'working', basis: [law('行政许可法 第四十二条第一款')] },
    promised: { days: 10, unit: 'working', basis: [local('试验区承诺')] },
  },
  extension: { days: 10, by: 'head', basis: [law('行政许可法 第四十二条第一款')] },
  suspension: {
    reasons: [
      'hearing',
      'tender',
      'auction',
      'inspection',
      'testing',
      'quarantine',
      'appraisal',
      'expert-review',
    ],
    basis: [law('行政许可法 第四十五条')],
  },
  hasResultDocument: true,
  letters,
  materials: [
    { materialCode: 'plan', name: '平面图', necessity: 'required' },
    {
      materialCode: 'health',
      name: '健康证明',
      necessity: 'deferrable',
      deferral: { days: 10, unit: 'working', basis: [local('《试验区政务服务规则》')] },
    },
  ],
};

export const jointLicence: ItemTerms = {
  ...licence,
  itemId: 'toy-joint',
  reviewOffices: ['market-regulation', 'fire', 'planning'],
};

/** 行政许可法 26, 42 ¶2: one department takes it in, four give their opinions; each has a limit of its own by the joint rules. */
export const fourOffices: ItemTerms = {
  ...licence,
  itemId: 'toy-four',
  reviewOffices: ['market-regulation', 'fire', 'planning', 'health'],
  limits: {
    statutory: { days: 45, unit: 'working', basis: [law('行政许可法 第四十二条第二款')] },
    promised: { days: 20, unit: 'working', basis: [local('试验区承诺')] },
  },
  reviewLimit: { days: 15, unit: 'working', basis: [local('《试验区联合办理规则》')] },
  extension: { days: 15, by: 'leader', basis: [law('行政许可法 第四十二条第二款')] },
};

export const filing: ItemTerms = {
  ...licence,
  itemId: 'toy-filing',
  taskType: '10',
  limits: {
    statutory: { days: 5, unit: 'working', basis: [local('《试验区政务服务规则》')] },
    promised: { days: 3, unit: 'working', basis: [local('试验区承诺')] },
  },
  extension: null,
  suspension: { reasons: [], basis: [local('《试验区政务服务规则》')] },
  hasResultDocument: false,
};

export const immediate: ItemTerms = {
  ...filing,
  itemId: 'toy-immediate',
  taskType: '07',
  projectType: 'immediate',
  hasResultDocument: true,
};
