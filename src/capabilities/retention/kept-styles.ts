import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../platform/process/project-folder.ts';
import { keptPage } from '../../web/letters/kept-page.ts';

const addresses = ['/letters/letter.css', '/letters/archive.css'];

let styles: Record<string, string> | undefined;

/** A printed page that stands alone. */
export function kept(html: string): string {
  styles ??= Object.fromEntries(
    addresses.map((address) => [address, readFileSync(join(projectFolder, 'src', 'web', address), 'utf8')]),
  );
  return keptPage(html, styles);
}
