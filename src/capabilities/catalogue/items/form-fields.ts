import type { Field } from '../../../kernel/forms/form-schema.ts';

/** What many forms ask, asked everywhere in the same way. */
export const operatorName: Field = {
  type: 'string',
  title: '经营者名称',
  description: '与营业执照上的名称一致。',
  minLength: 2,
  maxLength: 100,
  'x-element': 'organization.name',
};

export const creditCode: Field = {
  type: 'string',
  title: '统一社会信用代码',
  description: '营业执照上的 18 位代码。',
  minLength: 18,
  maxLength: 18,
  'x-element': 'organization.credit-code',
};

export const responsiblePerson: Field = {
  type: 'string',
  title: '法定代表人（负责人）姓名',
  minLength: 1,
  maxLength: 50,
  'x-element': 'legal-representative.name',
};

/** Somebody who answers for something, and how she is reached. */
export function nameAndPhone(title: string): Field {
  return {
    type: 'object',
    title,
    additionalProperties: false,
    'x-order': ['name', 'phone'],
    required: ['name', 'phone'],
    properties: {
      name: { type: 'string', title: '姓名', minLength: 1, maxLength: 50, 'x-element': 'person.name' },
      phone: { type: 'string', title: '联系电话', minLength: 7, maxLength: 20, 'x-element': 'phone' },
    },
    'x-element': 'group',
  };
}
