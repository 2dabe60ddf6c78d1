import type { Platform } from '../../platform/platform.ts';
import { openSealKeys } from '../../platform/seal-keys/open-seal-keys.ts';
import type { SealKeys } from '../../platform/seal-keys/seal-keys.ts';

const opened = new WeakMap<Platform['config'], Promise<SealKeys>>();

/** The key store of this process, opened once. */
export function sealKeysOf({ config }: Pick<Platform, 'config'>): Promise<SealKeys> {
  const keys = opened.get(config) ?? openSealKeys(config);
  opened.set(config, keys);
  return keys;
}
