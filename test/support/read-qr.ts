/** Reads the codes in a picture as a telephone does. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator } from 'playwright-core';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const program = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
// Unasked, the library would fetch its program from the network.
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(program)).buffer } });

/** The texts of all codes that are seen in it. */
export async function readQr(picture: Locator): Promise<string[]> {
  const found = await readBarcodes(new Uint8Array(await picture.screenshot()), { formats: ['QRCode'] });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}
