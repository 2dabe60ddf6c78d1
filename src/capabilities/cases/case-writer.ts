/**
 * Writes steps. Those that come together are written together, by one statement and one commit (docs/decisions/0045);
 * each case is still all or nothing, and what is refused to one is refused to nobody else.
 */
import type { PoolClient } from 'pg';
import { inBatches, NotSent } from '../../platform/database/in-batches.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { createLetterNumbers, isNumberTaken, type LetterSeries } from './letter-numbers.ts';
import type { OpenCase } from './open-case.ts';
import { type CaseWrite, writeCases } from './write-case.ts';

export interface PreparedCase {
  after: OpenCase;
  rows: CaseWrite;
}

export interface PendingWrite {
  caseId: number;
  /** Identities that come with it; the same new one twice is the affair of two batches. */
  freshParties: string[];
  /** For each letter that is made, the series whose next number it needs. */
  series: readonly LetterSeries[];
  /** Everything that is to be written, once the numbers are known, in the same order. May be called again with others. */
  prepare(numbers: readonly number[]): PreparedCase;
  /** What else belongs to the step, in its transaction. */
  effect?: ((client: PoolClient) => Promise<void>) | undefined;
}

/** Throws what `isVersionTaken` and its neighbours know when somebody was first; then nothing was written. */
export type CaseWriter = (pending: PendingWrite) => Promise<OpenCase>;

/** Another process may take the same number at the same moment, again and again. */
const tries = 50;

export function createCaseWriter({ pool, jurisdiction }: Platform): CaseWriter {
  const numbers = createLetterNumbers(pool);

  const together = inBatches(
    async (batch: readonly PendingWrite[]) =>
      withNumbers(batch, (prepared) => writeCases(pool, jurisdiction, prepared)),
    { most: 64, atOnce: 1, apart: ({ caseId, freshParties }) => [`case/${caseId}`, ...freshParties] },
  );

  return async (pending) => {
    for (let round = 1; ; round++) {
      try {
        return pending.effect ? await withEffect(pending, pending.effect) : await together(pending);
      } catch (error) {
        if (error instanceof NotSent) throw error.cause;
        if (pending.series.length === 0 || !isNumberTaken(error) || round === tries) throw error;
      }
    }
  };

  /** Beside the batches, because it takes several round trips. */
  async function withEffect(
    pending: PendingWrite,
    effect: (client: PoolClient) => Promise<void>,
  ): Promise<OpenCase> {
    const [after] = await withNumbers([pending], (rows) =>
      inTransaction(pool, async (client) => {
        await effect(client);
        await writeCases(client, jurisdiction, rows);
      }),
    );
    if (!after) throw new Error('one case was written and none came back');
    return after;
  }

  async function withNumbers(
    batch: readonly PendingWrite[],
    write: (rows: CaseWrite[]) => Promise<void>,
  ): Promise<OpenCase[]> {
    const taken = await numbers.next(batch.flatMap(({ series }) => series));
    try {
      let given = 0;
      const prepared = batch.map((pending) => {
        const own = taken.numbers.slice(given, given + pending.series.length);
        given += own.length;
        return made(pending, own);
      });
      await write(prepared.map(({ rows }) => rows));
      taken.committed();
      return prepared.map(({ after }) => after);
    } catch (error) {
      taken.notCommitted();
      throw error;
    }
  }
}

/** What fails here fails for this case alone. */
function made(pending: PendingWrite, numbers: readonly number[]): PreparedCase {
  try {
    return pending.prepare(numbers);
  } catch (cause) {
    throw new NotSent('a step could not be made ready', { cause });
  }
}
