/** What a check found about one row or item, for the person who keeps the list. */
export interface Finding {
  /** The row of the file, from 1; absent for an item that was not read from a row. */
  row?: number;
  itemId?: string;
  code: string;
  /** `refused`: nothing of the file is imported until it is mended. `note`: imported, worth mending. */
  weight: 'refused' | 'note';
  /** In Chinese: what is wrong and what to do. */
  message: string;
}

export const refused = (code: string, message: string): Finding => ({ code, weight: 'refused', message });
export const note = (code: string, message: string): Finding => ({ code, weight: 'note', message });

export function describeFinding({ row, itemId, code, weight, message }: Finding): string {
  const place = row === undefined ? (itemId ?? '') : `第 ${row} 行`;
  return `${place} ${weight === 'refused' ? '拒绝' : '提示'} [${code}] ${message}`;
}
