import { Type } from 'typebox';
import type { FormSchema } from '../../kernel/forms/form-schema.ts';
import { taskTypes } from '../../kernel/identifiers/task-code.ts';
import type { Item } from './item.ts';
import { itemLists, topics } from './topics.ts';

const keys = (table: object) =>
  Object.entries(table)
    .map(([key, label]) => `${key} ${label}`)
    .join('，');

export const ItemQuery = Type.Object({
  q: Type.Optional(Type.String({ title: '关键词', maxLength: 100, description: '名称、别名、拼音或首字母' })),
  type: Type.Optional(
    Type.String({ title: '事项类型', pattern: '^[0-9]{1,2}$', description: keys(taskTypes) }),
  ),
  office: Type.Optional(
    Type.String({ title: '部门', maxLength: 100, description: '部门编号，或导入事项的部门名称' }),
  ),
  list: Type.Optional(Type.String({ title: '清单', maxLength: 40, description: keys(itemLists) })),
  topic: Type.Optional(Type.String({ title: '主题', maxLength: 40, description: keys(topics) })),
  fileable: Type.Optional(Type.Boolean({ title: '只看可在此申请的事项' })),
  limit: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ title: '下一页', maxLength: 500 })),
});

export const ItemPath = Type.Object({ itemId: Type.String({ minLength: 1, maxLength: 120 }) });
export const VersionQuery = Type.Object({
  version: Type.Optional(Type.Integer({ title: '版本', minimum: 1, maximum: 2147483647 })),
});

const Unit = Type.Unsafe<'working' | 'natural'>({ type: 'string', enum: ['working', 'natural'] });

const BasisAnswer = Type.Object(
  {
    kind: Type.String({ enum: ['law', 'local', 'internal'] }),
    ref: Type.String(),
    title: Type.String(),
    article: Type.String(),
    read: Type.Boolean({ description: '是否已对照公布文本核验；否则页面显示“依据未核验”' }),
  },
  { additionalProperties: true },
);

/** Nothing but its description: what an item not yet known leaves null is written as it is. */
const orNull = (description: string) => Type.Unsafe<unknown>({ description });

const LimitAnswer = Type.Object(
  { days: Type.Integer(), unit: Unit, basis: Type.Array(BasisAnswer) },
  { additionalProperties: true, description: '未知时为 null' },
);

const MaterialAnswer = Type.Object(
  {
    materialCode: Type.String(),
    name: Type.String(),
    necessity: Type.String({ enum: ['required', 'conditional', 'deferrable'] }),
  },
  { additionalProperties: true },
);

/** An item as others read it. Values nobody has told us are null, and `unknown` names them. */
export const ItemAnswer = Type.Object(
  {
    itemId: Type.String(),
    taskCode: Type.Optional(Type.String({ description: '31 位实施编码；无法形成时没有' })),
    localTaskCode: Type.Optional(Type.String()),
    name: Type.String(),
    aliases: Type.Array(Type.String()),
    taskType: Type.String({ enum: Object.keys(taskTypes), description: keys(taskTypes) }),
    taskTypeName: Type.String(),
    fileable: Type.Boolean({ description: 'false：只有指南，不能在此申请' }),
    version: Type.Integer(),
    authority: orNull('以其名义作出决定的机关；导入的指南没有'),
    office: orNull('承办部门；导入的指南没有'),
    departmentName: Type.String(),
    projectType: orNull('immediate 即办件，promised 承诺件'),
    siteCheck: orNull('never 不需现场核查，where-needed 必要时，always 每次'),
    limits: Type.Object({
      statutory: Type.Union([LimitAnswer, Type.Null()]),
      promised: Type.Union([LimitAnswer, Type.Null()]),
    }),
    form: orNull('申请表：JSON Schema 2020-12 的一个子集，examples[0] 是示范文本'),
    materials: Type.Array(MaterialAnswer),
    resultType: orNull('certificate 证照，document 文书，none 无'),
    result: orNull('结果证照的名称、类型和有效期'),
    fee: orNull('是否收费及其依据'),
    basis: Type.Array(BasisAnswer),
    unknown: Type.Array(Type.String(), { description: '尚无资料的各项；页面显示“待补充”' }),
  },
  { additionalProperties: true },
);

export const ItemPageAnswer = Type.Object({
  items: Type.Array(ItemAnswer),
  next: Type.Union([Type.String(), Type.Null()]),
  suggestions: Type.Optional(
    Type.Array(Type.Object({ itemId: Type.String(), name: Type.String() }), {
      description: '没有找到时，名称相近的事项',
    }),
  ),
});

export const TopicsAnswer = Type.Object({
  items: Type.Array(Type.Object({ topic: Type.String(), label: Type.String(), items: Type.Integer() })),
  next: Type.Null(),
});

export type PublishedForm = FormSchema & { allOf?: object[] };
export type PublishedItem = Omit<Item, 'form'> & { form: PublishedForm | null; taskTypeName: string };
