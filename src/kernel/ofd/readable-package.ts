/** A package that came from outside: its files are unpacked one at a time, when they are asked for. */
import { createHash } from 'node:crypto';
import { type Found, indexPaths, locate } from './locate.ts';
import { mostElements, readXml, type XmlElement, XmlFault } from './read-xml.ts';
import { readZip, unpack } from './read-zip.ts';

export interface ReadablePackage {
  paths: readonly string[];
  /** Where a path leads that stands in the file `from`. */
  find(location: string, from: string): Found | undefined;
  /** Throws ZipFault when the archive does not hold what it says; undefined for a file it does not have. */
  read(path: string): Uint8Array | undefined;
  /** Unpacked, as the archive says; undefined for a file it does not have. */
  size(path: string): number | undefined;
  /** SM3 of the unpacked bytes; undefined for a file it does not have. */
  digest(path: string): Uint8Array | undefined;
  /** Throws XmlFault as well. */
  readXml(path: string): XmlElement | undefined;
}

/**
 * Of all the XML that is read: far more than the lists of signatures and pages of any document weigh. A bound for each file
 * alone would not do: thirty-two signatures may each name another one.
 */
const mostXml = 4 * 1024 * 1024;

/** Bytes; few of so many that they would matter. */
const largestKept = 64 * 1024;

/** Throws ZipFault. */
export function openPackage(bytes: Uint8Array): ReadablePackage {
  const entries = new Map(readZip(bytes).map((entry) => [entry.path, entry]));
  const index = indexPaths(entries.keys());
  const digests = new Map<string, Uint8Array>();
  const small = new Map<string, Uint8Array>();
  const left = { bytes: mostXml, elements: mostElements };
  const read = (path: string) => {
    const known = small.get(path);
    const entry = entries.get(path);
    if (known || !entry) return known;
    const content = unpack(entry);
    // The parts of a seal are asked for several times; a page's picture is only digested.
    if (content.length <= largestKept) small.set(path, content);
    return content;
  };
  return {
    paths: [...entries.keys()],
    find: (location, from) => locate(index, location, from),
    read,
    size: (path) => entries.get(path)?.size,
    digest(path) {
      const content = digests.has(path) ? undefined : read(path);
      if (content) digests.set(path, createHash('sm3').update(content).digest());
      return digests.get(path);
    },
    readXml(path) {
      // By what the archive says of it: nothing so large is unpacked to find out.
      left.bytes -= entries.get(path)?.size ?? 0;
      if (left.bytes < 0) throw new XmlFault(`${path} is too large`);
      const content = read(path);
      return content && readXml(content, left);
    },
  };
}
