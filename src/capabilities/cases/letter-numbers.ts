/**
 * 文号: consecutive for each authority, year and kind of letter. The number is part of what is hashed, so it is known
 * before the statement that writes it; the unique key of cases.letter decides who was first. A number is used only as
 * the successor of one that is committed, so a step that fails leaves no gap.
 */
import type { Pool } from 'pg';
import { isUniqueViolation } from '../../platform/ledger/append-facts.ts';

export interface LetterSeries {
  jurisdiction: string;
  authority: string;
  year: number;
  kind: string;
}

export type WithNextNumber = <T>(series: LetterSeries, write: (number: number) => Promise<T>) => Promise<T>;

const tries = 50;

/**
 * Gives `write` the next number of the series and does so one after the other within this process; when another process
 * took the number, the series is looked at again and `write` is called with the number after it.
 */
export function createLetterNumbers(pool: Pool): WithNextNumber {
  const lastUsed = new Map<string, number>();
  const waiting = new Map<string, Promise<unknown>>();

  return function withNextNumber(series, write) {
    const key = JSON.stringify(series);
    const before = waiting.get(key) ?? Promise.resolve();
    const turn = before.then(() => take(key, series, write));
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    waiting.set(key, settled);
    void settled.then(() => {
      if (waiting.get(key) === settled) waiting.delete(key);
    });
    return turn;
  };

  async function take<T>(
    key: string,
    series: LetterSeries,
    write: (number: number) => Promise<T>,
  ): Promise<T> {
    for (let round = 1; ; round++) {
      const number = (lastUsed.get(key) ?? (await lastCommitted(pool, series))) + 1;
      try {
        const written = await write(number);
        lastUsed.set(key, number);
        return written;
      } catch (error) {
        lastUsed.delete(key);
        if (!isUniqueViolation(error, letterNumberKey) || round === tries) throw error;
      }
    }
  }
}

const letterNumberKey = 'letter_jurisdiction_authority_year_kind_number_key';

async function lastCommitted(
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
