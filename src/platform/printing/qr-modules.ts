import QRCode from 'qrcode';
import type { QrModules } from '../../kernel/page/qr-code.ts';

/** Level M: a quarter of the width of a stamp may be smudged. Undefined for a text too long for any code. */
export function qrModules(text: string): QrModules | undefined {
  try {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
  } catch {
    return undefined;
  }
}
