/** What a granted case makes: under which type, of which authority, about which certificate. */
import type { JsonObject } from '../../kernel/json.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EffectSource } from '../cases/public.ts';
import { createCatalogue, type FileableItem, type Result } from '../catalogue/public.ts';
import type { Authority, Directory } from '../organisation/public.ts';
import { typeOf } from './certificate-type-store.ts';
import type { CertificateType } from './certificate-types.ts';
import { organisationOf } from './open-licence.ts';

export interface Making {
  item: FileableItem;
  result: Result;
  authority: Authority;
  type: CertificateType;
  division: string;
}

/** Undefined for an item without a result document. */
export async function makingOf(platform: Platform, { record }: EffectSource): Promise<Making | undefined> {
  const item = await createCatalogue(platform).getItemVersion(record.itemId, record.itemVersion);
  if (!item.fileable || !item.result) return undefined;
  const directory = await organisationOf(platform).directory();
  const authority = directory.authorities.get(record.authority);
  if (!authority) throw new Error(`no authority ${record.authority}`);
  const type = await typeOf(platform, item.result);
  refuseOtherAuthority(type, authority, directory);
  const division = directory.jurisdiction.divisionCode ?? '000000';
  return { item, result: item.result, authority, type, division };
}

/** The seal is the deciding authority's (行政许可法 39): nobody issues a certificate that another authority gives. */
function refuseOtherAuthority(type: CertificateType, decided: Authority, directory: Directory): void {
  if (type.authority === null || type.authority === decided.id) return;
  const issuing = directory.authorities.get(type.authority)?.name ?? type.authority;
  throw new Problem({
    status: 409,
    code: otherAuthority.code,
    title: otherAuthority.title,
    detail: `“${type.name}”的发证机关是${issuing}，这个办件由${decided.name}决定。`,
    needed: '请证照管理员核对这种证照的发证机关。',
  });
}

export const otherAuthority = {
  code: 'licence/other-authority',
  status: 409,
  title: '发证机关不符',
  meaning: '这种证照由别的机关签发，不能盖决定机关的印章。',
};

/** The certificate that the case was filed about. */
export function concernedIn({ record }: EffectSource): string | undefined {
  const filed = record.facts.findLast(({ kind }) => kind === 'submitted')?.data.licence as
    | JsonObject
    | undefined;
  return typeof filed?.id === 'string' ? filed.id : undefined;
}
