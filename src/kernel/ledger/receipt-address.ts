/**
 * A receipt as the end of an address, behind `#`: short enough for a QR code, and never sent to a server by the browser
 * that follows it.
 */
import type { Receipt } from './signed-texts.ts';

const begin = 'receipt=';
const separator = '~';

/** `origin` without a slash at the end. */
export function receiptAddress(origin: string, receipt: Receipt): string {
  const { subject, version, factHash, recordedAt, keyId, signature } = receipt;
  const parts = [subject, version, shortened(fromHex(factHash)), recordedAt, keyId, urlSafe(signature)];
  return `${origin}/ledger/check#${begin}${parts.map(escaped).join(separator)}`;
}

/** Takes the whole address or what stands behind `#`. Undefined when it carries no receipt. */
export function readReceiptAddress(address: string): Receipt | undefined {
  const written = address.slice(address.indexOf('#') + 1);
  if (!written.startsWith(begin)) return undefined;
  try {
    const parts = written.slice(begin.length).split(separator).map(decodeURIComponent);
    const [subject, version, hash, recordedAt, keyId, signature] = parts;
    if (parts.length !== 6 || !subject || !hash || !recordedAt || !keyId || !signature) return undefined;
    return {
      subject,
      version: Number(version),
      factHash: toHex(atob(plain(hash))),
      recordedAt,
      keyId,
      signature: plain(signature),
    };
  } catch {
    return undefined;
  }
}

/** Colons and slashes may stand behind `#` as they are. */
const escaped = (part: string | number) =>
  encodeURIComponent(part).replaceAll('%3A', ':').replaceAll('%2F', '/');
const shortened = (bytes: string) => urlSafe(btoa(bytes));
const urlSafe = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const plain = (short: string) => {
  const base64 = short.replaceAll('-', '+').replaceAll('_', '/');
  return base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
};
const fromHex = (hex: string) =>
  (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('');
const toHex = (bytes: string) =>
  [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
