/** The keys of an installation, wherever the environment put them, under names that fit any other installation. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Config } from '../config.ts';
import { flushFolder, makeFolder } from '../documents/flush-folder.ts';
import { BackupFault } from './archive-format.ts';

export interface KeyFile {
  /** `keys/ledger`, `keys/seals/licence-issuing.key`, `keys/own/session` */
  name: string;
  path: string;
}

/** The secret of sessions is a file in a demonstration only; in production it comes from the environment and stays there. */
export function listKeys(config: Config): KeyFile[] {
  const own = filesUnder(join(config.dataDir, 'keys')).filter(
    (path) => path !== config.ledgerKeyFile && !isWithin(path, config.sealKeyStore),
  );
  const seals = isFolder(config.sealKeyStore) ? filesUnder(config.sealKeyStore) : [config.sealKeyStore];
  return [
    { name: 'keys/ledger', path: config.ledgerKeyFile },
    ...seals.map((path) => ({ name: join('keys/seals', relative(config.sealKeyStore, path)), path })),
    ...own.map((path) => ({ name: `keys/own/${relative(join(config.dataDir, 'keys'), path)}`, path })),
  ].filter(({ path }) => existsSync(path));
}

export function keyDigest(content: Buffer): string {
  return createHash('sm3').update(content).digest('hex');
}

/** Where a key of the archive belongs here. */
export function placeOfKey(config: Config, name: string): string {
  if (name === 'keys/ledger') return config.ledgerKeyFile;
  if (name === 'keys/seals') return config.sealKeyStore;
  const [, group = '', ...rest] = name.split('/');
  const folder = group === 'seals' ? config.sealKeyStore : join(config.dataDir, 'keys');
  const place = resolve(folder, ...rest);
  if ((group !== 'seals' && group !== 'own') || rest.length === 0 || !isWithin(place, folder)) {
    throw new BackupFault(`备份里的密钥名 ${name} 不合规：文件可能被改动过。`);
  }
  return place;
}

/** Another key at its place is somebody's: it is never overwritten. */
export async function refuseOtherKey(place: string, content: Buffer): Promise<void> {
  const there = await readFile(place).catch(() => undefined);
  if (there && !there.equals(content)) {
    throw new BackupFault(`${place} 已有另一把密钥：请先把它移到别处，再恢复。`);
  }
}

/** For its owner alone, in folders for their owner alone, flushed. */
export async function putKey(place: string, content: Buffer): Promise<void> {
  const folder = dirname(place);
  await makeFolder(folder);
  const growing = `${place}.${process.pid}.restoring`;
  const file = await open(growing, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(growing, 0o600);
  await rename(growing, place);
  await flushFolder(folder);
}

export function readKeyFile(path: string): Buffer {
  return readFileSync(path);
}

function filesUnder(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
