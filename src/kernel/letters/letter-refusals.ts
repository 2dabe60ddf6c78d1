/** What of a letter cannot be printed: characters no typeface has, and a title or table head that would fill the page. */
import { notInFont, type PrintRefusal, tooLong } from '../page/print-refusal.ts';
import { breakText, missingCharacters, type Setting } from '../page/typeset.ts';
import type { Letter } from './letter.ts';
import { area, type Lettering } from './letter-measures.ts';

export function letterRefusals(letter: Letter, styles: Lettering): PrintRefusal[] {
  const { content, docNo, authorityName } = letter;
  const { title, body, small, tableHead } = styles;
  const parts: [string, Setting, string[]][] = [
    ['标题', title, [content.title]],
    ['文号', body, [docNo]],
    ['收件人', body, [content.addressee]],
    ['正文', body, content.paragraphs],
    ['表头', tableHead, content.table?.head ?? []],
    ['表格', small, content.table?.rows.flat() ?? []],
    ['附注', small, content.footnotes],
    ['落款', body, [authorityName]],
  ];
  const unprintable = parts.flatMap(([field, { faces, style }, texts]) => {
    const missing = missingCharacters(faces, style.face, texts.join('\n'));
    return missing.length > 0 ? [notInFont(field, missing)] : [];
  });
  return [...unprintable, ...tooTall(letter, styles)];
}

/** Everything else may go on on the next page. */
function tooTall(
  { content, docNo, authorityName }: Letter,
  { title, body, tableHead }: Lettering,
): PrintRefusal[] {
  const headWidth = area.width / Math.max(1, content.table?.head.length ?? 1) - 6;
  const limits: [string, Setting, string, number, number][] = [
    ['标题', title, content.title, area.width, 5],
    ['文号', body, docNo, area.width, 3],
    ['落款', body, authorityName, area.width * 0.75, 3],
    ...(content.table?.head ?? []).map((name): [string, Setting, string, number, number] => [
      '表头',
      tableHead,
      name,
      Math.max(headWidth, 10),
      4,
    ]),
  ];
  return limits.flatMap(([field, setting, text, width, lines]) =>
    breakText(setting, text, width).length > lines
      ? [tooLong(field, { length: Array.from(text).length, lines })]
      : [],
  );
}
