import type { Letter } from './letter.ts';

/** Line ends of any kind are one, a tab is a space. */
export function cleaned(letter: Letter): Letter {
  const clean = (text: string) => text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ');
  const oneLine = (text: string) => clean(text).replaceAll('\n', ' ');
  const { content } = letter;
  const { table } = content;
  return {
    ...letter,
    docNo: oneLine(letter.docNo),
    authorityName: oneLine(letter.authorityName),
    content: {
      title: oneLine(content.title),
      addressee: oneLine(content.addressee),
      paragraphs: content.paragraphs.map(clean),
      ...(table && {
        table: { head: table.head.map(oneLine), rows: table.rows.map((row) => row.map(clean)) },
      }),
      footnotes: content.footnotes.map(clean),
    },
  };
}
