/** A template and its values become a drawn page; what cannot be printed is told, all of it at once. */
import type { DrawnDocument, Mark, PathMark } from '../page/drawn.ts';
import { fitText, linesIn, setFitted } from '../page/fit-text.ts';
import { inset, moved, polyline, rectangle } from '../page/path.ts';
import { notInFont, type PrintRefusal, tooLong } from '../page/print-refusal.ts';
import { qrMark } from '../page/qr-code.ts';
import { missingCharacters } from '../page/typeset.ts';
import {
  type CertificateTemplate,
  filled,
  placeholdersOf,
  type TemplateMark,
  type TemplatePicture,
  type TemplateText,
} from './certificate-template.ts';
import { composeRows } from './compose-rows.ts';
import { drawFrame } from './frames.ts';
import { drawGround } from './grounds.ts';
import {
  type CertificateParts,
  ink,
  longestValue,
  missingValues,
  nothing,
  type Outcome,
  refused,
} from './outcome.ts';

export function composeCertificate(
  template: CertificateTemplate,
  parts: CertificateParts,
  about: Pick<DrawnDocument, 'title' | 'author' | 'createdOn'>,
): { drawn: DrawnDocument; refusals: PrintRefusal[] } {
  const outcomes = template.marks.map((mark) => compose(mark, parts));
  const page = {
    ...template.sheet,
    ground: groundOf(template),
    marks: outcomes.flatMap(({ marks }) => marks),
  };
  return {
    drawn: { ...about, pages: [page], sealPlace: { page: 1, ...template.seal } },
    refusals: outcomes.flatMap(({ refusals }) => refusals),
  };
}

const grounds = new WeakMap<CertificateTemplate, PathMark[]>();

/** Worked out once for each template: it is the longest part of the page and never changes. */
function groundOf(template: CertificateTemplate): PathMark[] {
  const known = grounds.get(template);
  if (known) return known;
  const { sheet, frame, ground } = template;
  const edge = frame ? frame.inset + frame.depth : 0;
  const inside = inset({ x: 0, y: 0, ...sheet }, edge);
  const marks = [
    ...(ground ? drawGround(ground, inside) : []),
    ...(frame ? drawFrame(frame, sheet) : []),
  ].map((mark) => ({ ...mark, path: moved(mark.path, (x, y) => [rounded(x), rounded(y)]) }));
  grounds.set(template, marks);
  return marks;
}

/** A hundredth of a millimetre is finer than any printer, and a fifth shorter in the file. */
const rounded = (length: number) => Math.round(length * 100) / 100;

function compose(mark: TemplateMark, parts: CertificateParts): Outcome {
  switch (mark.kind) {
    case 'text':
      return composeText(mark, parts);
    case 'rows':
      return composeRows(mark, parts);
    case 'line': {
      const path = polyline([
        [mark.from.x, mark.from.y],
        [mark.to.x, mark.to.y],
      ]);
      return drawn({ kind: 'path', path, line: { colour: mark.colour, width: mark.width } });
    }
    case 'box': {
      const { width, colour = ink, fill } = mark;
      const line = width === undefined ? undefined : { colour, width };
      return drawn({ kind: 'path', path: rectangle(mark.place), fill, line });
    }
    case 'qr':
      return parts.qr ? drawn(qrMark(parts.qr, mark, mark.colour ?? ink)) : refused(codeMissing);
    case 'picture':
      return composePicture(mark, parts);
  }
}

const drawn = (mark: Mark): Outcome => ({ marks: [mark], refusals: [] });

function composeText(mark: TemplateText, { faces, values }: CertificateParts): Outcome {
  const name = mark.name ?? (placeholdersOf(mark.text).join('、') || mark.text);
  const missing = missingValues(mark, name, values);
  if (missing) return missing;
  const text = filled(mark.text, values);
  const characters = missingCharacters(faces, mark.face, text);
  if (characters.length > 0) return refused(notInFont(name, characters));
  const { face, size, smallest = size, leading = 1.5, spacing, colour = ink } = mark;
  const fitting = { size, smallest, leading };
  const isEndless = text.length > longestValue;
  const style = { face, colour, spacing };
  const fitted = isEndless ? undefined : fitText({ faces, style }, text, mark.place, fitting);
  if (!fitted) {
    return refused(tooLong(name, { length: Array.from(text).length, lines: linesIn(mark.place, fitting) }));
  }
  const { align = 'left', stand = 'top' } = mark;
  return { marks: setFitted(fitted, mark.place, { align, stand }), refusals: [] };
}

/** As large as its place allows, in the middle of it, never out of proportion. */
function composePicture(
  { name, place, optional, rim }: TemplatePicture,
  { pictures }: CertificateParts,
): Outcome {
  const picture = Object.hasOwn(pictures, name) ? pictures[name] : undefined;
  if (!picture) return optional ? nothing : refused(pictureMissing(name));
  const scale = Math.min(place.width / picture.width, place.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const box = {
    x: place.x + (place.width - width) / 2,
    y: place.y + (place.height - height) / 2,
    width,
    height,
  };
  const line: Mark[] = rim ? [{ kind: 'path', path: rectangle(box), line: { colour: rim, width: 0.2 } }] : [];
  return { marks: [{ kind: 'picture', picture, box }, ...line], refusals: [] };
}

function pictureMissing(name: string): PrintRefusal {
  return {
    code: 'picture/missing',
    field: name,
    reason: `模板上有“${name}”的位置，但没有这张图片。`,
    needed: '请上传 PNG 或者 JPEG 图片后再制作。',
  };
}

const codeMissing: PrintRefusal = {
  code: 'code/missing',
  field: '二维码',
  reason: '模板上有二维码的位置，但没有给出核验网址。',
  needed: '请设置对外网址后再制作。',
};
