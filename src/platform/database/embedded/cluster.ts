import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StartFault } from '../../process/start-fault.ts';
import { makeFolders, type Place } from './place.ts';
import type { ClusterOptions } from './settings.ts';

export const OWNER = 'mingchuang';

/** Makes the cluster once. It grows under another name and is moved into place whole: an interrupted start leaves no half of one. */
export async function makeCluster(binaries: string, place: Place, options: ClusterOptions): Promise<boolean> {
  makeFolders(place);
  if (existsSync(place.cluster)) return false;
  const unfinished = join(dirname(place.cluster), `unfinished-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${unfinished}.password`;
  writeFileSync(passwordFile, place.ownerPassword, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  try {
    await initialise(binaries, place, [
      ...['-D', unfinished, '-U', OWNER, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8'],
      // Order by code point is the same on every machine and for ever; order by pinyin is for people.
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-T', 'simple'],
      ...(options.durable ? [] : ['--no-sync']),
    ]);
    renameSync(unfinished, place.cluster);
    return true;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(place.cluster)) return false;
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function initialise(binaries: string, place: Place, args: string[]): Promise<void> {
  const child = spawn(join(binaries, 'bin', 'initdb'), args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { LC_ALL: 'C' },
    ...place.user,
  });
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new StartFault(`数据库初始化失败（initdb 退出码 ${code}）：\n${complaint.trim()}`);
}
