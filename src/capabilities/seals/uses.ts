/** Every use of a seal, the latest first. */
import type { Pool } from 'pg';
import Type, { type Static } from 'typebox';
import type { Directory } from '../organisation/public.ts';
import { type SealPurpose, sealPurposes } from './seal-kinds.ts';
import { personName } from './view-seal.ts';

export const UseEntry = Type.Object({
  useId: Type.String(),
  usedAt: Type.String({ format: 'date-time' }),
  purpose: Type.String(),
  purposeLabel: Type.String(),
  documentSm3: Type.String(),
  subjectType: Type.String(),
  subjectId: Type.String(),
  caseNo: Type.Union([Type.String(), Type.Null()]),
  person: Type.String(),
  role: Type.Union([Type.String(), Type.Null()]),
  office: Type.Union([Type.String(), Type.Null()]),
});

export type SealUseEntry = Static<typeof UseEntry>;

interface Row {
  id: string;
  usedAt: Date;
  purpose: SealPurpose;
  documentSm3: string;
  subjectType: string;
  subjectId: string;
  caseNo: string | null;
  person: string;
  role: string | null;
  office: string | null;
}

/** @param before the instant and id of the last one shown. */
export async function listUses(
  pool: Pool,
  jurisdiction: string,
  directory: Directory,
  {
    sealId,
    before,
    limit,
  }: { sealId: string; before: { at: string; id: string } | undefined; limit: number },
): Promise<SealUseEntry[]> {
  const { rows } = await pool.query<Row>(
    `select id, used_at as "usedAt", purpose, encode(document_digest, 'hex') as "documentSm3", subject_type as "subjectType",
       subject_id as "subjectId", case_no as "caseNo", person, role, office
     from seals.use where jurisdiction = $1 and seal_id = $2
       and ($3::timestamptz is null or (used_at, id) < ($3::timestamptz, $4::text))
     order by used_at desc, id desc limit $5`,
    [jurisdiction, sealId, before?.at ?? null, before?.id ?? null, limit],
  );
  return rows.map(({ id, usedAt, purpose, person, ...rest }) => ({
    useId: id,
    usedAt: usedAt.toISOString(),
    purpose,
    purposeLabel: sealPurposes[purpose],
    person: personName(directory, person),
    ...rest,
  }));
}
