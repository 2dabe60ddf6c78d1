import { plainText } from './search-keys.ts';

export interface Candidate {
  itemId: string;
  name: string;
  aliases: string[];
  departmentName: string;
  fileable: boolean;
  /** Of the name, then of each alias, apart by spaces. */
  syllables: string[];
}

export interface Ranked {
  itemId: string;
  score: number;
}

/** Best first; what does not fit is left out. Items of one score stand in the order of their ids, so pages never overlap. */
export function rank(candidates: Candidate[], query: string, words: string[][]): Ranked[] {
  const wanted = plainText(query);
  return candidates
    .map((candidate) => ({ itemId: candidate.itemId, score: scoreOf(candidate, wanted, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
}

/** Whole name, alias, part of a name, words, pinyin and first letters, in this order; what can be applied for goes first. */
function scoreOf(candidate: Candidate, wanted: string, words: string[][]): number {
  const name = plainText(candidate.name);
  const aliases = candidate.aliases.map(plainText);
  const best = Math.max(
    literalScore(name, wanted),
    ...aliases.map((alias) => literalScore(alias, wanted) - 60),
    wordScore([name, ...aliases, plainText(candidate.departmentName)], words),
    lettersScore(name, candidate.syllables[0] ?? '', wanted),
    ...aliases.map((alias, at) => lettersScore(alias, candidate.syllables[at + 1] ?? '', wanted) - 60),
  );
  if (best <= 0) return 0;
  return best + (candidate.fileable ? 40 : 0) - (isAboutOneHeld(name) && !isAboutOneHeld(wanted) ? 30 : 0);
}

/** Who only names a licence wants to get it; what is done to one already held is wanted by who says so. */
const isAboutOneHeld = (text: string) => /变更|延续|换证|注销/.test(text);

function literalScore(text: string, wanted: string): number {
  if (text === wanted) return 1000;
  if (text.startsWith(wanted)) return 860 - tail(text, wanted);
  return text.includes(wanted) ? 800 - tail(text, wanted) : 0;
}

/** At least half of what was asked must be there, under any of its names; the more, the better. */
function wordScore(texts: string[], words: string[][]): number {
  const lengthOf = (some: string[][]) => some.reduce((sum, [word = '']) => sum + word.length, 0);
  const asked = lengthOf(words);
  if (asked === 0) return 0;
  const found = words.filter((names) => names.some((name) => texts.some((text) => text.includes(name))));
  const share = lengthOf(found) / asked;
  if (share < 0.5) return 0;
  const inName = found.some((names) => names.some((name) => texts[0]?.includes(name)));
  return Math.round(500 * share) + (inName ? 20 : 0);
}

function lettersScore(text: string, syllables: string, wanted: string): number {
  if (!/[a-z]/.test(wanted)) return 0;
  const characters = [...text];
  const run = findByLetters(characters, syllables.split(' '), wanted);
  if (run === undefined) return 0;
  if (run.from === 0) return (run.to === characters.length ? 740 : 640) - tail(text, wanted);
  return 560 - tail(text, wanted);
}

const tail = (text: string, wanted: string) => Math.min(50, Math.max(0, text.length - wanted.length));

/**
 * Where a query of characters, syllables and first letters in any mixture (`食品jy`, `shipinjy`, `spjyxk`) runs along a
 * text, a unit for each character; the last syllable may be unfinished.
 */
function findByLetters(
  characters: string[],
  syllables: string[],
  query: string,
): { from: number; to: number } | undefined {
  // Places where the rest is known not to fit: without them `aaaa…` along `啊啊啊…` would try every split.
  const failed = new Set<number>();
  for (let from = 0; from < characters.length; from++) {
    const to = runFrom(from, 0);
    if (to !== undefined) return { from, to };
  }
  return undefined;

  function runFrom(at: number, done: number): number | undefined {
    if (done === query.length) return at;
    const character = characters[at];
    const syllable = syllables[at];
    if (!character || !syllable) return undefined;
    const next = query.charAt(done);
    if (next !== character.charAt(0) && next !== syllable.charAt(0)) return undefined;
    const place = at * (query.length + 1) + done;
    if (failed.has(place)) return undefined;
    for (const length of unitLengths(character, syllable, done)) {
      const to = runFrom(at + 1, done + length);
      if (to !== undefined) return to;
    }
    if (syllable.startsWith(query.slice(done))) return at + 1;
    failed.add(place);
    return undefined;
  }

  /** How much of the query this character can take: itself, its syllable, or the syllable's first letter. */
  function unitLengths(character: string, syllable: string, done: number): Set<number> {
    const units = [character, syllable, syllable.charAt(0)];
    return new Set(units.filter((unit) => query.startsWith(unit, done)).map((unit) => unit.length));
  }
}
