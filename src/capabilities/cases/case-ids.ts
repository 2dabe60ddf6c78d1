/** Case ids, taken in blocks: numbering a case costs no round trip. Numbers of a block that a restart loses stay gaps. */
import type { Pool } from 'pg';

const blockSize = 50;

export function createCaseIds(pool: Pool): () => Promise<number> {
  let next = 0;
  let end = 0;
  let refill: Promise<void> | undefined;
  return async () => {
    while (next >= end) {
      refill ??= takeBlock();
      await refill;
    }
    return next++;
  };

  async function takeBlock(): Promise<void> {
    try {
      const { rows } = await pool.query<{ start: number }>(`select nextval('cases.case_id') as start`);
      next = Number(rows[0]?.start);
      end = next + blockSize;
    } finally {
      refill = undefined;
    }
  }
}
