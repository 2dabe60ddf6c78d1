/** What a stored text may hold. Names may hold `·` and characters beyond the basic plane; nothing here forbids them. */

export interface TextFault {
  code: 'text/broken-character' | 'text/control-character' | 'text/direction-mark';
  message: string;
}

/** U+202A–202E and U+2066–2069 turn the reading order: an amount or a name then reads other than it is stored. */
const directionMark = /[\u202a-\u202e\u2066-\u2069]/u;
const lineBreak = /[\n\r\t]/g;

/** PostgreSQL stores neither U+0000 nor half a surrogate pair; other control characters nobody can see or print. */
export function textFault(text: string, { multiline = false } = {}): TextFault | undefined {
  if (!text.isWellFormed()) {
    return { code: 'text/broken-character', message: '含有残缺的字符，请删去后重新输入' };
  }
  if (/\p{Cc}/u.test(multiline ? text.replaceAll(lineBreak, '') : text)) {
    const what = /^[^\n\r\t]*$/.test(text) ? '看不见的控制字符' : '换行、制表符或控制字符';
    return { code: 'text/control-character', message: `含有${what}，请删去后重新输入` };
  }
  if (directionMark.test(text)) {
    return { code: 'text/direction-mark', message: '含有改变文字方向的符号，请删去后重新输入' };
  }
  return undefined;
}

/** Nothing a reader would see: spaces of any kind and format characters only. */
export const isBlank = (text: string) => !/[^\s\p{Cf}\p{Cc}]/u.test(text);
