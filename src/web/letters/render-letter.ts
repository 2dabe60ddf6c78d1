import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Letter } from '../../kernel/letters/letter.ts';
import { LetterPage } from './letter-page.tsx';

export interface LetterInput extends Letter {
  /** Where the sealed file is to be had. */
  fileHref?: string;
  /** Characters that no typeface has: then there is no file to be had. */
  unprintable?: string[];
}

/** A letter as an A4 page by the rules of official documents (GB/T 9704): whole HTML, printable, no script needed to read. */
export function renderLetter(input: LetterInput): string {
  return `<!doctype html>${renderToStaticMarkup(createElement(LetterPage, input))}`;
}
