/**
 * 电子证照目录 and what is mounted (挂接): every figure is counted from records, and the records come with it. A type is mounted
 * when it can be issued here: an item ends in it, it has a design, and the authority that issues it has a seal in use.
 */
import type { Platform } from '../../platform/platform.ts';
import { createCatalogue, type FileableItem } from '../catalogue/public.ts';
import { isDesign } from './certificate-print.ts';
import { listTypes, type StoredType } from './certificate-type-store.ts';
import { organisationOf } from './open-licence.ts';

export interface DirectoryEntry {
  type: StoredType;
  authorityName: string | null;
  mounted: boolean;
  /** What it still lacks, in words; none when it is mounted. */
  lacks: string[];
  /** Items that end in it. */
  issuedBy: { itemId: string; name: string }[];
  /** Materials of items that it answers: 免证办. */
  answers: { itemId: string; name: string; materialCode: string; materialName: string }[];
  issued: number;
  inForce: number;
}

export interface Directory {
  entries: DirectoryEntry[];
  totals: {
    types: number;
    mounted: number;
    issued: number;
    /** Items whose materials are answered by some certificate. */
    sparedItems: number;
    sparedMaterials: number;
    /** How often a certificate took the place of a material. */
    uses: number;
  };
}

/** Whether the authority has a seal that may be used today; asked of whoever keeps the seals. */
export type HasSeal = (platform: Platform, authority: string) => Promise<boolean>;

export async function readDirectory(platform: Platform, hasSeal: HasSeal): Promise<Directory> {
  const [types, items, counts, uses, { authorities }] = await Promise.all([
    listTypes(platform),
    listFileable(platform),
    countByType(platform),
    countUses(platform),
    organisationOf(platform).directory(),
  ]);
  const entries = await Promise.all(
    types.map(async (type): Promise<DirectoryEntry> => {
      const issuedBy = items.filter(({ result }) => result?.licenceType === type.type);
      const lacks = await lacking(platform, hasSeal, type, issuedBy);
      return {
        type,
        authorityName: type.authority === null ? null : (authorities.get(type.authority)?.name ?? null),
        mounted: lacks.length === 0,
        lacks,
        issuedBy: issuedBy.map(({ itemId, name }) => ({ itemId, name })),
        answers: items.flatMap((item) => answeredIn(item, type.type)),
        issued: counts.get(type.type)?.issued ?? 0,
        inForce: counts.get(type.type)?.inForce ?? 0,
      };
    }),
  );
  const answers = entries.flatMap((entry) => entry.answers);
  return {
    entries,
    totals: {
      types: entries.length,
      mounted: entries.filter(({ mounted }) => mounted).length,
      issued: entries.reduce((sum, { issued }) => sum + issued, 0),
      sparedItems: new Set(answers.map(({ itemId }) => itemId)).size,
      sparedMaterials: new Set(answers.map(({ itemId, materialCode }) => `${itemId}/${materialCode}`)).size,
      uses,
    },
  };
}

async function lacking(
  platform: Platform,
  hasSeal: HasSeal,
  { authority, template }: StoredType,
  issuedBy: readonly FileableItem[],
): Promise<string[]> {
  const sealed = authority ?? issuedBy[0]?.authority;
  return [
    ...(issuedBy.length === 0 ? ['还没有事项以它为办理结果'] : []),
    ...(isDesign(template) ? [] : ['还没有选定样式']),
    ...(sealed !== undefined && (await hasSeal(platform, sealed)) ? [] : ['发证机关还没有启用的电子印章']),
  ];
}

function answeredIn({ itemId, name, materials }: FileableItem, type: string): DirectoryEntry['answers'] {
  return materials
    .filter(({ licenceTypes }) => licenceTypes?.includes(type))
    .map((material) => ({
      itemId,
      name,
      materialCode: material.materialCode,
      materialName: material.name,
    }));
}

async function listFileable(platform: Platform): Promise<FileableItem[]> {
  const catalogue = createCatalogue(platform);
  const found: FileableItem[] = [];
  let after: Parameters<typeof catalogue.searchItems>[0]['after'];
  do {
    const page = await catalogue.searchItems({ fileable: true, limit: 200, ...(after && { after }) });
    for (const item of page.items) if (item.fileable) found.push(item);
    after = page.next;
  } while (after);
  return found;
}

async function countByType({ pool, jurisdiction, clock }: Platform) {
  const { rows } = await pool.query<{ type: string; issued: number; inForce: number }>(
    `select type, count(*)::int as issued,
       count(*) filter (where status = 'valid' and valid_from <= $2 and (valid_to is null or valid_to >= $2))::int as "inForce"
     from licences.licence where jurisdiction = $1 group by type`,
    [jurisdiction, clock.today()],
  );
  return new Map(rows.map((row) => [row.type, row]));
}

async function countUses({ pool, jurisdiction }: Platform): Promise<number> {
  const { rows } = await pool.query<{ uses: number }>(
    'select count(*)::int as uses from licences.use where jurisdiction = $1',
    [jurisdiction],
  );
  return rows[0]?.uses ?? 0;
}
