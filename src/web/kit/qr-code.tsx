import QRCode from 'qrcode';

/** A QR code as one path of an inline SVG, four modules of quiet zone around it (ISO/IEC 18004). */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { edge, path } = drawing(text);
  return (
    <svg viewBox={`0 0 ${edge} ${edge}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={edge} height={edge} fill="#ffffff" />
      <path d={path} fill="#1b2733" />
    </svg>
  );
}

const quiet = 4;
const mostKept = 500;
const kept = new Map<string, { edge: number; path: string }>();

/** Working out a code takes longer than the rest of a page, so the latest are kept. */
function drawing(text: string): { edge: number; path: string } {
  const known = kept.get(text);
  if (known) return known;
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const made = { edge: modules.size + 2 * quiet, path: outline(modules, quiet) };
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, made);
  return made;
}

/** Runs of dark modules as horizontal bars: a third of the size of a square for each. */
function outline(modules: QRCode.BitMatrix, at: number): string {
  const bars: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      const from = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column++;
      bars.push(`M${from + at} ${row + at}h${column - from + 1}v1h-${column - from + 1}z`);
    }
  }
  return bars.join('');
}
