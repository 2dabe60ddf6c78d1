import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { LetterPage } from './letter-page.tsx';

export interface LetterInput {
  content: {
    title: string;
    addressee: string;
    paragraphs: string[];
    /** An empty head makes a form of names and values. */
    table?: { head: string[]; rows: string[][] };
    footnotes: string[];
  };
  docNo: string;
  madeOn: LegalDay;
  authorityName: string;
  caseNo: string;
  /** Address behind the QR code that shows where the letter can be checked. */
  receiptQr?: string;
  /** Where the sealed file is to be had. */
  fileHref?: string;
}

/** A letter as an A4 page by the rules of official documents (GB/T 9704): whole HTML, printable, no script needed to read. */
export function renderLetter(input: LetterInput): string {
  return `<!doctype html>${renderToStaticMarkup(createElement(LetterPage, input))}`;
}
