import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds package.json and migrations/, found upwards because sources and the bundle lie at different depths. */
export const projectFolder = findProjectFolder(import.meta.dirname);

function findProjectFolder(from: string): string {
  const manifest = join(from, 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name": "mingchuang"')) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The project folder (package.json of mingchuang) was not found');
  return findProjectFolder(parent);
}
