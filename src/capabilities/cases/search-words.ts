/**
 * Words by which a case is found. PostgreSQL has no Chinese parser, and trigrams fail on two-character words, so names
 * are cut into overlapping pairs of characters; a question is cut the same way and all its pairs must be there.
 */
export function searchWords(texts: string[]): string {
  return [...new Set(texts.flatMap(pairsOf))].join(' ');
}

/** Single characters and pairs of neighbours, without blanks and quotes. */
export function pairsOf(text: string): string[] {
  const characters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\\'"]+/gu, ''),
  ];
  if (characters.length === 0) return [];
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return [...characters, ...pairs];
}
