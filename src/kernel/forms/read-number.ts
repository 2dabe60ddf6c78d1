/**
 * 86.5, １２ and 1,200 as people type them; anything else stays the text it is, which the form's check will name: a number
 * that nobody could read must not vanish.
 */
export function readNumber(text: string): number | string {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '').replaceAll('。', '.');
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : text;
}
