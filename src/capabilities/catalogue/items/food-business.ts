import type { Field } from '../../../kernel/forms/form-schema.ts';
import type { FileableItem, Material } from '../item.ts';
import { law, marketRegulation } from './sources.ts';

/** What the items of one certificate, 食品经营许可证, have to say alike: made new, changed or renewed it is the same. */
export const foodLicence: FileableItem['result'] = {
  name: '食品经营许可证',
  licenceType: 'food-business-licence',
  licenceTypeCode: `${marketRegulation.creditCode}001`,
  validity: { years: 5, basis: [law.foodRules15] },
};

export const scope = {
  type: 'array',
  title: '经营项目',
  description: '可以选多项。',
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
} satisfies Field;

/** What an applicant has in her wallet is taken from there; nobody copies what the register holds. */
export const currentLicence: Material = {
  materialCode: 'current-licence',
  name: '食品经营许可证',
  necessity: 'required',
  form: 'either',
  copies: { original: 0, copy: 1 },
  source: 'department',
  sourceNote: '市场监督管理部门核发',
  howTo: '有电子证照的直接选用，不用上传；只有纸质证的，上传正本或者副本的照片。',
  licenceTypes: ['food-business-licence'],
};

export const premisesRight: Material = {
  materialCode: 'premises-right',
  name: '经营场所使用证明（产权证明或租赁合同）',
  necessity: 'required',
  form: 'either',
  copies: { original: 0, copy: 1 },
  source: 'applicant',
  sourceNote: '房屋所有人或出租人提供',
  howTo: '租赁合同应写明地址、面积和租期，租期尚未届满。',
};

export const layoutPlan: Material = {
  materialCode: 'layout-plan',
  name: '经营场所布局和操作流程图',
  necessity: 'required',
  form: 'either',
  copies: { original: 1, copy: 0 },
  source: 'applicant',
  sourceNote: '申请人自行绘制',
  howTo: '标明各功能区、设备位置和食品加工流向，注明尺寸，手绘清楚即可。',
};
