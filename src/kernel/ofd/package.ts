/** The files of an OFD document (GB/T 33190 §7) before they are packed. */
import { zipSync } from 'fflate';

/** Path without a leading slash → bytes, in the order in which they are written; `OFD.xml` comes first. */
export type OfdPackage = ReadonlyMap<string, Uint8Array>;

/** The earliest date a zip archive can hold: the same files always give the same bytes. */
const noTime = new Date(1980, 0, 1);

/** Pictures are compressed already. */
const compressed = /\.(png|jpe?g|jb2|esl)$/i;

export function packOfd(files: OfdPackage): Uint8Array {
  const [first] = files.keys();
  if (first !== 'OFD.xml') throw new Error('OFD.xml is the first file of a package');
  return zipSync(
    Object.fromEntries(
      [...files].map(([path, bytes]) => [path, [bytes, { level: compressed.test(path) ? 0 : 6 }]]),
    ),
    { mtime: noTime, os: 0 },
  );
}
