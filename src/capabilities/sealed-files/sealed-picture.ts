/** The picture of the seal on a sealed file and where it stands, for outputs that carry no signature: PDF, SVG. */
import { openPackage } from '../../kernel/ofd/readable-package.ts';
import type { SealPlace } from '../../kernel/page/drawn.ts';
import { readPicture } from '../../kernel/page/read-picture.ts';
import type { Stamp } from '../../kernel/page/write-svg.ts';
import { readSeal } from '../../kernel/seals/read-seal.ts';
import { stampAt } from './stamp.ts';

/** None where the file has no seal of ours: then the page is shown without one. */
export function stampsOn(file: Uint8Array, place: SealPlace | undefined): Stamp[] {
  const bytes = openPackage(file).read('Doc_0/Signs/Sign_0/Seal.esl');
  if (!bytes || !place) return [];
  const { picture } = readSeal(bytes);
  const read = readPicture(picture.data);
  return read ? [{ ...stampAt(place, picture), picture: read }] : [];
}
