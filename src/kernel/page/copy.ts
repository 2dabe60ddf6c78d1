/** The same document marked as a copy: for people without a reader for OFD, which alone carries the signature. */
import { glyphOutline } from '../fonts/glyph-outline.ts';
import { type DrawnDocument, type DrawnPage, type PathMark, point, type TextMark } from './drawn.ts';
import type { Faces } from './faces.ts';
import { boundsOf, moved } from './path.ts';
import { breakText, setLine } from './typeset.ts';

const sentence = '副本　以OFD文件为准　本页供没有OFD阅读器的人查看，不带电子签名';

export function asCopy(faces: Faces, document: DrawnDocument): DrawnDocument {
  return {
    ...document,
    pages: document.pages.map((page) => ({
      ...page,
      marks: [watermark(faces, page), ...page.marks, ...foot(faces, page)],
    })),
  };
}

/** Across the page, below everything else, too faint to disturb. Said in full: a business licence has a 副本 of another kind. */
function watermark(faces: Faces, { width, height }: DrawnPage): PathMark {
  const face = faces('sans');
  const size = Math.min(width, height) * 0.1;
  let at = 0;
  const path = Array.from('副本以OFD为准').flatMap((character) => {
    const glyph = face.glyphOf(character.codePointAt(0) ?? 0);
    const from = at;
    at += face.advanceOf(glyph) + 0.08;
    return moved(glyphOutline(face, glyph), (x, y) => [x + from, y]);
  });
  const { x, y, width: broad, height: tall } = boundsOf(path);
  const [cos, sin] = [Math.cos(-Math.PI / 7), Math.sin(-Math.PI / 7)];
  return {
    kind: 'path',
    fill: '#eff0f2',
    path: moved(path, (left, top) => {
      const [across, down] = [(left - x - broad / 2) * size, (top - y - tall / 2) * size];
      return [width / 2 + across * cos - down * sin, height / 2 + across * sin + down * cos];
    }),
  };
}

/** In the lower margin, which frames and page numbers leave free. */
function foot(faces: Faces, { width, height }: DrawnPage): TextMark[] {
  const setting = { faces, style: { face: 'sans' as const, size: 7.5 * point, colour: '#b8281f' } };
  return breakText(setting, sentence, width).flatMap((line) =>
    setLine(setting, line, { x: 0, y: height - 3.2, width, align: 'centre' }),
  );
}
