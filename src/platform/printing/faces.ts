/** The typefaces documents are printed in. Read from their packages, glyph by glyph: whole, they are 50 MB. */
import { openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Face, type ReadAt, readTrueType } from '../../kernel/fonts/true-type.ts';
import type { FaceName, Faces } from '../../kernel/page/faces.ts';

const files: Record<FaceName, string> = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

const open = new Map<FaceName, Face>();

export const faces: Faces = (name) => {
  const known = open.get(name);
  if (known) return known;
  const face = readTrueType(reading(fileOf(files[name])));
  open.set(name, face);
  return face;
};

/** By the package's own description file, wherever npm put it. */
function fileOf(path: string): string {
  const [scope = '', name = ''] = path.split('/');
  const manifest = createRequire(import.meta.url).resolve(`${scope}/${name}/package.json`);
  return join(dirname(manifest), path.slice(`${scope}/${name}/`.length));
}

/** The file stays open as long as the process: an update that replaces it changes nothing of what is under way. */
function reading(file: string): ReadAt {
  const handle = openSync(file, 'r');
  return (offset, length) => {
    const bytes = new Uint8Array(length);
    const read = readSync(handle, bytes, 0, length, offset);
    if (read !== length) throw new Error(`${file} ends before ${offset + length}`);
    return bytes;
  };
}
