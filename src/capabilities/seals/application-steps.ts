/** The application for a seal: the first fact of its life. */
import Type, { type Static } from 'typebox';
import { law } from '../../kernel/basis.ts';
import type { Who } from '../../kernel/procedure/declaration.ts';
import type { NewFact } from '../../kernel/procedure/fact.ts';
import { choice } from '../../kernel/procedure/step.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { automaticSchema, transferFields, usersSchema } from './powers-steps.ts';
import { sealKinds } from './seal-kinds.ts';

/** Whose seal it is to be, through its head; and those who keep certificates and seals for everybody. */
export const mayApply: Who[] = [
  { role: 'certificates', at: 'hall' },
  { role: 'head', at: 'office' },
  { role: 'sealer', at: 'hall' },
];

const closed = { additionalProperties: false };

export const applicationSchema = Type.Object(
  {
    kind: choice('印章种类', sealKinds),
    authority: Type.String({ title: '所属机关', minLength: 1, maxLength: 40 }),
    office: Type.String({ title: '申请部门', minLength: 1, maxLength: 40 }),
    name: Type.Optional(Type.String({ title: '印文（不写时用机关全称）', minLength: 2, maxLength: 40 })),
    users: usersSchema,
    automatic: automaticSchema,
    transfers: Type.Optional(
      Type.Array(Type.Object(transferFields, closed), { title: '代表的其他机关', maxItems: 50 }),
    ),
    pictureDocumentId: Type.Optional(Type.String({ title: '印章图片（不上传时由系统刻制）', maxLength: 64 })),
    reason: Type.String({ title: '申请理由', minLength: 1, maxLength: 500 }),
  },
  closed,
);

export type SealApplication = Static<typeof applicationSchema>;

export function appliedFact(
  today: LegalDay,
  { kind, authority, office, users, automatic, transfers = [], reason }: SealApplication,
  name: string,
  picture: 'drawn' | 'brought',
): NewFact {
  return {
    kind: 'seal-applied-for',
    effectiveOn: today,
    basis: [law('国务院关于在线政务服务的若干规定 第九条')],
    data: { kind, authority, office, name, users, automatic, transfers, picture },
    payload: { reason },
  };
}
