import type { Identification } from './identification.ts';

/** All brackets that real documents put around the year; the standard one is 〔〕 (U+3014, U+3015). */
const shape = /[﹝〔[（(【［]\s*(\d{4})\s*[﹞〕\]）)】］]\s*(\d+)\s*号/;

export interface DocumentNumber {
  /** 机关代字: 明经管发. May be empty where a text says only 〔2021〕11号. */
  prefix: string;
  year: number;
  number: number;
}

/** `明经管发〔2021〕11号` */
export function formatDocumentNumber({ prefix, year, number }: DocumentNumber): string {
  return `${prefix}〔${year}〕${number}号`;
}

/** Every document number in a text in its standard form: other brackets and stray blanks are mended. */
export function normaliseDocumentNumbers(text: string): string {
  return text.replace(
    new RegExp(shape, 'g'),
    (_match, year: string, number: string) => `〔${year}〕${number}号`,
  );
}

/** The one document number that the value consists of; undefined when it is something else. */
export function readDocumentNumber(value: string): DocumentNumber | undefined {
  const match = /^\s*([^\d\s]*)\s*〔(\d{4})〕(\d+)号\s*$/.exec(normaliseDocumentNumbers(value));
  return match ? { prefix: match[1] ?? '', year: Number(match[2]), number: Number(match[3]) } : undefined;
}

export function checkDocumentNumber(found: DocumentNumber): Identification {
  const kind = 'document-number';
  const parts = {
    prefix: found.prefix,
    year: String(found.year),
    number: String(found.number),
    normal: formatDocumentNumber(found),
  };
  if (found.number === 0) return { kind, valid: 'no', parts, why: '文号的序号从1开始' };
  if (found.year < 1949 || found.year > 2099)
    return { kind, valid: 'no', parts, why: `年份${found.year}不成立` };
  return { kind, valid: 'yes', parts, why: `规范写法是${parts.normal}` };
}
