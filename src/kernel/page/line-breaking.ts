/** Where a line of Chinese may end. Rules of official documents: words and numbers stay whole, marks stay with their words. */

/** Must not begin a line: they belong to what stands before them. A dash or an ellipsis may, but is not parted. */
const noStart = new Set('、。，．·：；？！～）〕］｝〉》」』】〗”’%‰℃°,.:;?!)]}々ー％');
/** Must not end a line. */
const noEnd = new Set('（〔［｛〈《「『【〖“‘([{￥$');
/** Their right half is empty, so at the end of a line it may hang over. */
const halfEmpty = new Set('、。，．：；？！）〕］｝〉》」』】〗”’');
/** Twice in a row they are one mark. */
const pairs = new Set('—…');

export const isHalfEmpty = (character: string): boolean => halfEmpty.has(character);

/** What is not taken apart: a Chinese character, a word, a number, a space. */
export interface Unit {
  text: string;
  isSpace: boolean;
  /** Whether a line may end before it. */
  breakable: boolean;
}

/** `text` holds no line break. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (const part of text.match(parts) ?? []) {
    const last = units.at(-1)?.text;
    const isSpace = part.trim() === '' && part !== wideSpace;
    units.push({ text: part, isSpace, breakable: last !== undefined && mayBreak(last, part, isSpace) });
  }
  return units;
}

const wideSpace = '　';

/**
 * Spaces, words, everything else one by one. A long number or address may be parted after a dot, a hyphen, a slash; Latin
 * letters, digits and what joins them are a word. Letters beyond U+2E80 stand alone, as do quotes, dashes and ellipses.
 */
const parts = /[ \u00a0]+|[!#-'*+,./0-9:;=?@A-Z\\^_a-z|~\u00a1-\u00b6\u00b8-\u02ff\u0370-\u1fff-]+|./gsu;

function mayBreak(before: string, after: string, isSpace: boolean): boolean {
  if (isSpace) return false;
  const [end, start] = [Array.from(before).at(-1) ?? '', Array.from(after)[0] ?? ''];
  if (noEnd.has(end) || noStart.has(start)) return false;
  return !(end === start && pairs.has(end));
}

/** The pieces into which a word falls that is too long for a line: after its separators, else anywhere. */
export function piecesOf(word: string): string[] {
  const pieces = word.match(/[^./_:?&=@-]*[./_:?&=@-]+|[^./_:?&=@-]+/g) ?? [];
  return pieces.length > 1 ? pieces : Array.from(word);
}
