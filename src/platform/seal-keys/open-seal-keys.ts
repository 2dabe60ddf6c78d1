import type { Config } from '../config.ts';
import { openDemonstrationAuthority } from './demonstration-authority.ts';
import { openKeyFolder } from './key-folder.ts';
import type { SealKeys } from './seal-keys.ts';

/** Throws StartFault when a real installation lacks what it cannot do without. */
export async function openSealKeys({ mode, sealKeyStore, sealPassphrase }: Config): Promise<SealKeys> {
  const folder = { path: sealKeyStore, passphrase: sealPassphrase };
  return mode === 'demo' ? openDemonstrationAuthority(folder) : openKeyFolder(folder);
}
