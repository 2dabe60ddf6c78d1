import type { Platform } from '../../platform/platform.ts';
import { demonstrationSchedule, type Schedule } from './schedule.ts';

export interface StoredSchedule extends Schedule {
  version: number;
}

export async function currentSchedule({
  pool,
  jurisdiction,
}: Pick<Platform, 'pool' | 'jurisdiction'>): Promise<StoredSchedule> {
  const { rows } = await pool.query<{ version: number; schedule: Schedule }>(
    'select version, schedule from retention.schedule where jurisdiction = $1 order by version desc limit 1',
    [jurisdiction],
  );
  if (!rows[0]) throw new Error(`jurisdiction ${jurisdiction} has no retention schedule`);
  return { ...rows[0].schedule, version: rows[0].version };
}

/** A real installation begins with the same classes and replaces them by its own before it archives anything. */
export async function seedSchedule({ pool, jurisdiction }: Platform): Promise<void> {
  await pool.query(
    `insert into retention.schedule (jurisdiction, version, schedule)
     select $1, 1, $2 where not exists (select from retention.schedule where jurisdiction = $1) on conflict do nothing`,
    [jurisdiction, JSON.stringify(demonstrationSchedule)],
  );
}

/** The next version. Of two at the same moment the second fails. */
export async function addSchedule(
  { pool, jurisdiction }: Pick<Platform, 'pool' | 'jurisdiction'>,
  schedule: Schedule,
): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    `insert into retention.schedule (jurisdiction, version, schedule)
     select $1, max(version) + 1, $2 from retention.schedule where jurisdiction = $1 returning version`,
    [jurisdiction, JSON.stringify(schedule)],
  );
  return rows[0]?.version ?? 1;
}
