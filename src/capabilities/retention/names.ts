import type { Platform } from '../../platform/platform.ts';
import { createOrganisation } from '../organisation/public.ts';

export type NameOf = (person: string) => string;

/** Names of people by their opaque ids, as they are today. */
export async function namesIn(platform: Platform): Promise<NameOf> {
  const { personNames } = await createOrganisation(platform).directory();
  return (person) => personNames.get(person) ?? '工作人员';
}
