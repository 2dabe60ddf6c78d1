/** What a printed letter shows. */
import type { LegalDay } from '../time/legal-day.ts';

export interface Letter {
  content: {
    title: string;
    addressee: string;
    paragraphs: string[];
    /** An empty head makes a form of names and values. */
    table?: LetterTable;
    /** Below everything: remedies, where to ask. */
    footnotes: string[];
  };
  docNo: string;
  madeOn: LegalDay;
  authorityName: string;
  caseNo: string;
  /** Address behind the QR code that shows where the letter can be checked. */
  receiptQr?: string;
}

export interface LetterTable {
  head: string[];
  rows: string[][];
}
