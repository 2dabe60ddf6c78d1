import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** The configured secret, or the one a demonstration makes on its first start and keeps in DATA_DIR. */
export function sessionKeyOf(config: Config): string {
  if (config.sessionKey !== undefined) return config.sessionKey;
  const folder = join(config.dataDir, 'keys');
  const file = join(folder, 'session');
  return readKey(file) ?? makeKey(folder, file);
}

function makeKey(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    // Fails when another process was first; its key then is everybody's.
    linkSync(own, file);
  } catch (error) {
    if (readKey(file) === undefined) throw error;
  } finally {
    rmSync(own);
  }
  return readFileSync(file, 'utf8');
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
