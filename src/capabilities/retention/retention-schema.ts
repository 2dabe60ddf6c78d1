import Type from 'typebox';

const day = Type.String({ format: 'date' });
const moment = Type.String({ format: 'date-time' });
const orNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  schema: Schema,
) => Type.Union([schema, Type.Null()]);

export const Path = Type.Object({ id: Type.String({ maxLength: 60 }) });
export const CasePath = Type.Object({ caseNo: Type.String({ maxLength: 60 }) });
export const limit = Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 });

const Words = Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { minItems: 1, maxItems: 500 });
export const ScheduleBody = Type.Object(
  {
    title: Type.String({ title: '名称', minLength: 2, maxLength: 200 }),
    agreedBy: Type.String({ title: '审核同意的档案主管部门和日期', minLength: 2, maxLength: 200 }),
    classes: Type.Record(
      Type.String({ pattern: '^[a-z][a-z-]{1,39}$' }),
      Type.Object(
        {
          label: Type.String({ title: '名称', minLength: 1, maxLength: 40 }),
          years: Type.Union([Type.Integer({ minimum: 1, maximum: 200 }), Type.Null()], {
            title: '年数',
            description: 'null 表示永久',
          }),
        },
        { additionalProperties: false },
      ),
      { title: '保管期限', minProperties: 1, maxProperties: 20 },
    ),
    rules: Type.Array(
      Type.Object(
        {
          itemIds: Type.Optional(Words),
          taskTypes: Type.Optional(Words),
          results: Type.Optional(Words),
          statuses: Type.Optional(Words),
          class: Type.String({ title: '保管期限' }),
        },
        { additionalProperties: false },
      ),
      { title: '规则', description: '从上到下，第一条符合的算数', maxItems: 500 },
    ),
    otherwise: Type.String({ title: '其余的保管期限' }),
  },
  { additionalProperties: false },
);
export const ScheduleAnswer = Type.Intersect([
  Type.Object({ version: Type.Integer() }),
  Type.Object({
    title: Type.String(),
    agreedBy: Type.String(),
    classes: Type.Record(Type.String(), Type.Object({ label: Type.String(), years: orNull(Type.Integer()) })),
    rules: Type.Array(Type.Unsafe<object>({ type: 'object', additionalProperties: true })),
    otherwise: Type.String(),
  }),
]);

export const BatchBody = Type.Object(
  {
    closedFrom: Type.String({ title: '办结日期起', format: 'date' }),
    closedTo: Type.String({ title: '办结日期止', format: 'date' }),
  },
  { additionalProperties: false },
);
export const Batch = Type.Object({
  id: Type.String(),
  madeBy: Type.String(),
  madeAt: moment,
  closedFrom: day,
  closedTo: day,
  status: Type.Unsafe<'running' | 'done'>({ type: 'string', enum: ['running', 'done'] }),
  archived: Type.Integer({ description: '已归档的办件数' }),
});
export const Batches = Type.Object({ items: Type.Array(Batch) });

export const ArchivedQuery = Type.Object({
  class: Type.Optional(Type.String({ title: '保管期限', maxLength: 40 })),
  due: Type.Optional(Type.Boolean({ title: '只看保管期限已经届满的' })),
  batch: Type.Optional(Type.String({ title: '归档批次', maxLength: 60 })),
  transfer: Type.Optional(Type.String({ title: '移交清单', maxLength: 60 })),
  limit,
  cursor: Type.Optional(Type.String({ title: '下一页', pattern: '^[0-9]{1,15}$' })),
});
const Archived = Type.Object({
  caseNo: Type.String(),
  itemName: Type.String(),
  office: Type.String(),
  officeName: Type.String(),
  closedOn: day,
  class: Type.String(),
  classLabel: Type.String(),
  keepUntil: orNull(day),
  archivedAt: moment,
  batch: Type.String(),
  transfer: orNull(Type.String()),
  destroyedOn: orNull(day),
  package: Type.Union([Type.Object({ size: Type.Integer(), sm3: Type.String() }), Type.Null()]),
});
export const ArchivedList = Type.Object({ items: Type.Array(Archived), next: orNull(Type.String()) });

export const TransferBody = Type.Object(
  {
    receiver: Type.String({ title: '接收单位', minLength: 2, maxLength: 100 }),
    caseNos: Type.Array(Type.String({ maxLength: 60 }), { title: '办件', minItems: 1, maxItems: 2_000 }),
  },
  { additionalProperties: false },
);
export const HandOverBody = Type.Object(
  {
    on: Type.String({ title: '移交日期', format: 'date' }),
    takenBy: Type.String({ title: '接收人', minLength: 1, maxLength: 60 }),
  },
  { additionalProperties: false },
);
export const TransferAnswer = Type.Object({
  id: Type.String(),
  receiver: Type.String(),
  madeBy: Type.String(),
  madeAt: moment,
  handedOverOn: orNull(day),
  takenBy: orNull(Type.String()),
  cases: Type.Integer(),
});
export const Transfers = Type.Object({ items: Type.Array(TransferAnswer) });
