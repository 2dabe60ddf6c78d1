import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const NODE_MAJOR = 24;

/** The Node to run the program with: the packaged one, else the machine's own when it is new enough. */
export function findNode(project) {
  const packaged = join(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  return Number.parseInt(process.versions.node, 10) >= NODE_MAJOR ? process.execPath : undefined;
}
