/** A drawn document as PDF, marked as a copy. The fonts are the same subsets as in the OFD. */
import PDFDocument from 'pdfkit';
import { subsetFont } from '../../kernel/fonts/subset-font.ts';
import { asCopy } from '../../kernel/page/copy.ts';
import { charactersByFace, type DrawnDocument, type Mark, point } from '../../kernel/page/drawn.ts';
import { eightBitPng } from '../../kernel/page/eight-bit-png.ts';
import type { Path } from '../../kernel/page/path.ts';
import type { Stamp } from '../../kernel/page/write-svg.ts';
import { faces } from './faces.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** `stamps`: pictures laid over a page, such as the seal's. */
export async function writePdf(
  document: DrawnDocument,
  { stamps = [] }: { stamps?: readonly Stamp[] } = {},
): Promise<Uint8Array> {
  const copy = asCopy(faces, document);
  const pdf = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: `${copy.title}（副本）`,
      Author: copy.author,
      Creator: 'Mingchuang',
      Producer: 'Mingchuang',
      CreationDate: new Date(`${copy.createdOn}T00:00:00Z`),
    },
  });
  const bytes = collected(pdf);
  embedFonts(pdf, copy);
  for (const [at, page] of copy.pages.entries()) {
    pdf.addPage({ size: [page.width / point, page.height / point], margin: 0 });
    const over = stamps
      .filter((stamp) => stamp.page === at + 1)
      .map(({ picture, ...box }): Mark => ({ kind: 'picture', picture, box }));
    for (const mark of [...page.ground, ...page.marks, ...over]) draw(pdf, mark);
  }
  pdf.end();
  return bytes;
}

function collected(pdf: Pdf): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  pdf.on('end', () => resolve(Buffer.concat(chunks)));
  pdf.on('error', reject);
  return promise;
}

function embedFonts(pdf: Pdf, document: DrawnDocument): void {
  for (const [name, characters] of charactersByFace(document)) {
    pdf.registerFont(name, Buffer.from(subsetFont(faces(name), characters, faces(name).name).bytes));
  }
}

function draw(pdf: Pdf, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      pdf
        .font(mark.face)
        .fontSize(mark.size / point)
        .fillColor(mark.colour)
        .text(mark.text, mark.x / point, mark.y / point, {
          lineBreak: false,
          baseline: 'alphabetic',
          characterSpacing: mark.spacing / point,
        });
      return;
    case 'path': {
      trace(pdf, mark.path);
      const { fill, line } = mark;
      if (line) pdf.lineWidth(line.width / point);
      if (fill && line) pdf.fillAndStroke(fill, line.colour);
      else if (fill) pdf.fill(fill);
      else if (line) pdf.stroke(line.colour);
      return;
    }
    case 'picture': {
      const { x, y, width, height } = mark.box;
      const { format, bytes } = mark.picture;
      pdf.image(Buffer.from(format === 'png' ? eightBitPng(bytes) : bytes), x / point, y / point, {
        width: width / point,
        height: height / point,
      });
    }
  }
}

function trace(pdf: Pdf, path: Path): void {
  for (const segment of path) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = segment
      .slice(1)
      .map((one) => Number(one) / point);
    switch (segment[0]) {
      case 'M':
        pdf.moveTo(x1, y1);
        break;
      case 'L':
        pdf.lineTo(x1, y1);
        break;
      case 'Q':
        pdf.quadraticCurveTo(x1, y1, x2, y2);
        break;
      case 'B':
        pdf.bezierCurveTo(x1, y1, x2, y2, x3, y3);
        break;
      case 'C':
        pdf.closePath();
    }
  }
}
