/**
 * 文号: consecutive for each authority, year and kind of letter. The number is part of what is hashed, so it is known
 * before the statement that writes it; the unique key of cases.letter decides who was first. A number is used only as
 * the successor of one that is committed by then, so a step that fails leaves no gap.
 */
import type { Pool } from 'pg';
import { isUniqueViolation } from '../../platform/ledger/append-facts.ts';

export interface LetterSeries {
  jurisdiction: string;
  authority: string;
  year: number;
  kind: string;
}

export interface TakenNumbers {
  /** One for each series asked for, in the same order. */
  numbers: number[];
  /** Exactly one of the two is called, when it is known how it went. */
  committed(): void;
  notCommitted(): void;
}

export interface LetterNumbers {
  /** The next numbers, for what is written by one transaction: a series asked for three times gives three in a row. */
  next(series: readonly LetterSeries[]): Promise<TakenNumbers>;
}

/** Remembers the last committed number of each series, so that a letter costs no look-up. */
export function createLetterNumbers(pool: Pool): LetterNumbers {
  const lastCommitted = new Map<string, number>();

  return {
    async next(asked) {
      const last = new Map<string, number>();
      const numbers: number[] = [];
      for (const series of asked) {
        const key = JSON.stringify(series);
        const before = last.get(key) ?? lastCommitted.get(key) ?? (await lastStored(pool, series));
        last.set(key, before + 1);
        numbers.push(before + 1);
      }
      return {
        numbers,
        committed() {
          for (const [key, number] of last) lastCommitted.set(key, number);
        },
        notCommitted() {
          for (const key of last.keys()) lastCommitted.delete(key);
        },
      };
    },
  };
}

/** Another process took the number: look again and take the one after. */
export function isNumberTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'letter_jurisdiction_authority_year_kind_number_key');
}

async function lastStored(
  pool: Pool,
  { jurisdiction, authority, year, kind }: LetterSeries,
): Promise<number> {
  const { rows } = await pool.query<{ last: number }>({
    name: 'last-letter-number',
    text: `select coalesce(max(number), 0) as last from cases.letter
           where jurisdiction = $1 and authority = $2 and year = $3 and kind = $4`,
    values: [jurisdiction, authority, year, kind],
  });
  return rows[0]?.last ?? 0;
}
