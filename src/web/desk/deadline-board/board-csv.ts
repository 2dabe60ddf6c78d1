/** The board as a table for a spreadsheet: what stood in which light, of which item and office, due when. */
import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';

interface Row
  extends Pick<CaseSummary, 'caseNo' | 'itemName' | 'applicant' | 'statusLabel' | 'due' | 'daysLeft'> {
  light: string;
  office: string;
}

const head = ['时限灯', '办件编号', '事项', '部门', '申请人', '状态', '最迟', '还有几个工作日'];

/** With the mark by which spreadsheets know UTF-8. */
export function boardCsv(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.light,
    row.caseNo,
    row.itemName,
    row.office,
    row.applicant,
    row.statusLabel,
    row.due ?? '',
    row.daysLeft === null ? '' : String(row.daysLeft),
  ]);
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet would take a text that begins like a formula for one; a number of days is a number. */
function cell(text: string): string {
  const isNumber = /^-?\d+$/.test(text);
  const plain = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
