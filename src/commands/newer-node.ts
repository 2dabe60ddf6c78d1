/**
 * The program needs Node 24; somebody may call it with the machine's older one, which would run, and be wrong in places
 * (before Node 22 `JSON.parse` does not show how a number was written). Then the packaged one does the work.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const needed = 24;

/** `args`: the script and its own. The exit code of the newer Node; undefined when this one will do; without any, 2. */
export function underNewerNode(version: string, args: readonly string[]): number | undefined {
  if (Number.parseInt(version, 10) >= needed) return undefined;
  const project = dirname(dirname(args[0] ?? ''));
  const packaged = join(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (!existsSync(packaged)) {
    console.error(
      `需要 Node.js ${needed} 或更新的版本，现在是 ${version}。请在项目文件夹里运行 npx mingchuang。`,
    );
    return 2;
  }
  return spawnSync(packaged, args, { stdio: 'inherit' }).status ?? 1;
}
