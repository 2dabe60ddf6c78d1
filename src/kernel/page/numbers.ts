/** A length or position as written in a file: at most three decimals (a thousandth of a millimetre), never -0 or 1e-7. */
export function written(number: number): string {
  const rounded = Math.round(number * 1000) / 1000;
  return rounded === 0 ? '0' : String(rounded);
}
