/** SM2 signatures on the outside are DER, SEQUENCE { r INTEGER, s INTEGER }; inside r and s, 32 bytes each. */

/** r ‖ s as 128 hex digits, or undefined for anything but the one DER form of two numbers below 2^256. */
export function readDerSignature(der: Uint8Array): string | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = readInteger(der, 2);
  const s = r && readInteger(der, r.end);
  return s && s.end === der.length ? r.hex + s.hex : undefined;
}

function readInteger(der: Uint8Array, at: number): { hex: string; end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || length > 33 || end > der.length) return undefined;
  const [first = 0, second = 0] = der.subarray(at + 2, end);
  const isPadded = first === 0 && length > 1;
  // Negative, or longer than it need be: another form of the same number.
  if (first >= 0x80 || (isPadded && second < 0x80) || (length === 33 && !isPadded)) return undefined;
  const bytes = der.subarray(at + 2 + (isPadded ? 1 : 0), end);
  return {
    hex: [...bytes]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .padStart(64, '0'),
    end,
  };
}
