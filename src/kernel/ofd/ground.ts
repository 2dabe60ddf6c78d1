/** The ground of a certificate (its frame) as a template page. Its paths are long and always the same, so it is written once. */
import type { PathMark } from '../page/drawn.ts';
import type { Ids } from './ids.ts';
import { file, layer, pathObject } from './page-content.ts';

interface Ground {
  from: number;
  /** How many ids it uses. */
  count: number;
  xml: Uint8Array;
}

const written = new WeakMap<readonly PathMark[], Ground>();

export function groundXml(marks: readonly PathMark[], ids: Ids): Uint8Array {
  const from = ids.last() + 1;
  const known = written.get(marks);
  if (known?.from === from) {
    ids.skip(known.count);
    return known.xml;
  }
  const content = layer(ids, () => marks.map((mark) => pathObject(mark, ids)), 'Background');
  const xml = file(`<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">${content}</ofd:Page>`);
  written.set(marks, { from, count: ids.last() + 1 - from, xml });
  return xml;
}
