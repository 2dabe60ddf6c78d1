import { missingCharacters } from '../../kernel/page/typeset.ts';
import { faces } from './faces.ts';

/** Those of a text that none of our typefaces has: a letter or certificate with them cannot be made as a file. */
export function unprintableCharacters(text: string): string[] {
  return missingCharacters(faces, 'serif', text.replaceAll(/[\r\t]/g, ''));
}
