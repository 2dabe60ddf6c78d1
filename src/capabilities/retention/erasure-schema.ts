import Type from 'typebox';
import type { ErasureOrderRow } from './erasure-orders.ts';
import { type GroundId, grounds } from './grounds.ts';

const mostCases = 1_000;

const statuses = Type.Unsafe<ErasureOrderRow['status']>({
  type: 'string',
  title: '状态',
  enum: ['proposed', 'refused', 'approved', 'carried-out'],
});
const ground = Type.Unsafe<GroundId>({ type: 'string', title: '理由', enum: Object.keys(grounds) });
const reasons = Type.String({ title: '说明', minLength: 1, maxLength: 2_000 });

export const ProposalBody = Type.Object(
  {
    ground,
    basis: Type.Optional(
      Type.String({
        title: '依据',
        description: '理由是裁判或者其他法律时必填：文书编号，或者法律名称和条款',
        minLength: 4,
        maxLength: 200,
      }),
    ),
    reasons,
    cases: Type.Array(
      Type.Object(
        {
          caseNo: Type.String({ title: '办件编号', maxLength: 60 }),
          versions: Type.Optional(
            Type.Array(Type.Integer({ minimum: 1 }), {
              title: '条目',
              description: '只删除办件经过中的这几条；不填表示全部',
              minItems: 1,
              maxItems: 500,
            }),
          ),
        },
        { additionalProperties: false },
      ),
      { title: '办件', minItems: 1, maxItems: mostCases },
    ),
  },
  { additionalProperties: false },
);

export const DecisionBody = Type.Object(
  {
    outcome: Type.Unsafe<'approve' | 'refuse'>({
      type: 'string',
      title: '决定',
      enum: ['approve', 'refuse'],
    }),
    reasons,
  },
  { additionalProperties: false },
);

const moment = Type.String({ format: 'date-time' });
const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const summary = {
  id: Type.String(),
  ground: Type.String(),
  groundLabel: Type.String(),
  basis: Type.String(),
  basisRead: Type.Boolean({ description: '依据是否已对照公布文本核验' }),
  reasons: Type.String(),
  status: statuses,
  proposedBy: Type.String(),
  proposedAt: moment,
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(moment),
  carriedOutAt: orNull(moment),
  cases: Type.Integer({ description: '涉及的办件数' }),
  done: Type.Integer({ description: '已删除的办件数' }),
};
export const Order = Type.Object({
  ...summary,
  listed: Type.Array(
    Type.Object({
      caseNo: Type.String(),
      versions: Type.Union([Type.Array(Type.Integer()), Type.Null()]),
      done: Type.Boolean(),
    }),
  ),
});

export const ListQuery = Type.Object({
  status: Type.Optional(statuses),
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ title: '下一页', maxLength: 200 })),
});
export const List = Type.Object({ items: Type.Array(Type.Object(summary)), next: orNull(Type.String()) });
export const Path = Type.Object({ id: Type.String() });
