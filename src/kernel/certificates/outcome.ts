/** What one mark of a template becomes, and what it is made from. */
import type { Mark, Picture } from '../page/drawn.ts';
import type { Faces } from '../page/faces.ts';
import { type PrintRefusal, valueMissing } from '../page/print-refusal.ts';
import type { QrModules } from '../page/qr-code.ts';
import { type CertificateValues, placeholdersOf, printedValue } from './certificate-template.ts';

export interface CertificateParts {
  faces: Faces;
  values: CertificateValues;
  qr: QrModules | undefined;
  /** By the names the template gives its picture places. */
  pictures: Readonly<Record<string, Picture>>;
}

export interface Outcome {
  marks: Mark[];
  refusals: PrintRefusal[];
}

export const ink = '#1b2733';
export const nothing: Outcome = { marks: [], refusals: [] };
export const refused = (...refusals: PrintRefusal[]): Outcome => ({ marks: [], refusals });

/** More characters than any sheet takes: they are not even tried. */
export const longestValue = 5000;

/** Placeholders without a value: the mark is left out where it may be, else each is refused. */
export function missingValues(
  { text, optional = false }: { text: string; optional?: boolean },
  name: string,
  values: CertificateValues,
): Outcome | undefined {
  const missing = placeholdersOf(text).filter((placeholder) => printedValue(values, placeholder) === '');
  if (missing.length === 0) return undefined;
  return optional ? nothing : refused(...missing.map((one) => valueMissing(name, one)));
}
