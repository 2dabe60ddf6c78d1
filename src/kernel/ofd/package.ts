/** The files of an OFD document (GB/T 33190 §7) before they are packed. */
import { writeZip } from './write-zip.ts';

/** Path without a leading slash → bytes, in the order in which they are written; `OFD.xml` comes first. */
export type OfdPackage = ReadonlyMap<string, Uint8Array>;

/** Pictures, and what holds the seal's picture, would be packed in vain. */
const compressed = /\.(png|jpe?g|jb2|esl|dat)$/i;

/** The same files always give the same archive. */
export function packOfd(files: OfdPackage): Uint8Array {
  const [first] = files.keys();
  if (first !== 'OFD.xml') throw new Error('OFD.xml is the first file of a package');
  return writeZip([...files].map(([path, bytes]) => ({ path, bytes, stored: compressed.test(path) })));
}
