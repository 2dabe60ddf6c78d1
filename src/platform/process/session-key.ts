import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { writeOnce } from './write-once.ts';

/** The configured secret, or the one a demonstration makes on its first start and keeps in DATA_DIR. */
export function sessionKeyOf(config: Config): string {
  if (config.sessionKey !== undefined) return config.sessionKey;
  const file = join(config.dataDir, 'keys', 'session');
  writeOnce(file, () => randomBytes(32).toString('hex'));
  return readFileSync(file, 'utf8');
}
