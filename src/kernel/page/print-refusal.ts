/** Why something cannot be printed, in words for the person who wanted it. Nothing is left out or cut off silently. */

export type PrintRefusalCode =
  | 'character/not-in-font'
  | 'text/too-long'
  | 'value/missing'
  | 'picture/missing'
  | 'picture/unreadable'
  | 'code/missing'
  | 'code/too-long';

export interface PrintRefusal {
  code: PrintRefusalCode;
  /** What the text is called on the document, e.g. 经营者名称. */
  field: string;
  reason: string;
  /** What to do. */
  needed: string;
}

export function notInFont(field: string, characters: string[]): PrintRefusal {
  const named = characters.map((one) => `“${one}”（${codeOf(one)}）`).join('、');
  return {
    code: 'character/not-in-font',
    field,
    reason: `“${field}”中的${named}不在本系统的字库里，打印出来会是空白，所以没有制作。`,
    needed: '请核对是否写错；确实是这个字的，请联系系统管理员补充字库，在此之前用纸质文书办理。',
  };
}

export function tooLong(field: string, { length, lines }: { length: number; lines: number }): PrintRefusal {
  return {
    code: 'text/too-long',
    field,
    reason: `“${field}”共 ${length} 个字，最多排 ${lines} 行，用最小的字号也放不下，不能截断打印。`,
    needed: '请缩短内容；证照上的栏目也可以由证照管理员在模板上放大。',
  };
}

export function valueMissing(field: string, name: string): PrintRefusal {
  return {
    code: 'value/missing',
    field,
    reason: `“${field}”要打印“${name}”，但没有这一项内容。`,
    needed: '请补全这一项后再制作；可以空着的，请由证照管理员在模板上设为可以没有。',
  };
}

/** The screen of whoever reads it may lack the character too. */
export const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
