/**
 * ISO 7064 MOD 37,36 (hybrid): one check character over digits and letters. It catches every single wrong
 * character and nearly every swap of neighbours. Certificates use it (GB/T 36904), and so do our case numbers.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check character of a payload; characters other than 0-9 and A-Z (dots, hyphens) are passed over. */
export function checkCharacter(payload: string): string {
  let carry = 36;
  for (const character of payload) {
    const value = alphabet.indexOf(character);
    if (value < 0) continue;
    const sum = (carry + value) % 36;
    carry = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return alphabet.charAt((37 - carry) % 36);
}
