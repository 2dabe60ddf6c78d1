/** Elements whose text is not HTML, as a whole; or a text between two tags. Rendered attributes hold no angle brackets. */
const texts = /<(title|textarea|option|script|style|svg)\b[\s\S]*?<\/\1>|(?<=>)[^<]+/g;

/** 3月19日 周四 · 2026年3月19日 · 3月19日 14:05 · 10 个工作日. */
const wholes =
  /(?:\d{4}年)?\d{1,2}月\d{1,2}日(?: (?:周[日一二三四五六]|\d\d:\d\d))?|\d+ (?:个工作日|个自然日|天)/g;

/** Days and terms in a rendered page never break at the end of a line, wherever they stand in a sentence. */
export function keepWhole(html: string): string {
  return html.replace(texts, (text: string, raw: string | undefined) =>
    raw === undefined ? text.replace(wholes, '<span class="whole">$&</span>') : text,
  );
}
