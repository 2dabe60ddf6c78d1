/**
 * The program's clock. In production it is the machine's clock and cannot be set. In a demonstration it is real time
 * plus an offset that everybody shares: stored in `platform.program_clock`, announced with NOTIFY, followed by every
 * process that has a clock on the same database. It runs on at the pace of real time and never goes back, because the
 * facts already recorded would then lie in the future.
 *
 * How the two sources of a demonstration's time combine, when a process starts:
 * - `startAt` (`MINGCHUANG_NOW`) alone: the clock starts at that moment and the offset is stored;
 * - both `startAt` and a stored offset: the later of the two moments. A restart with the same `MINGCHUANG_NOW`
 *   therefore goes on where the clock was, a later `MINGCHUANG_NOW` moves it forward;
 * - a stored offset alone: it is kept, so that a restart, a worker or a command without the variable shows the same time;
 * - neither: real time.
 */
import type { Pool, PoolClient } from 'pg';
import { type LegalDay, legalDayOf } from '../kernel/time/legal-day.ts';

export interface ProgramClock {
  now(): Date;
  /** The legal day of `now()`, in Asia/Shanghai whatever the machine's zone. */
  today(): LegalDay;
  /**
   * Moves the clock of every process forward to `instant`, then awaits what was registered with `onMove`.
   * False, and nothing moved, when `instant` lies before the clock. Throws in production, and when a listener throws.
   */
  moveTo(instant: Date): Promise<boolean>;
  /** Runs in the process that moves the clock, after the move and before its caller gets an answer. */
  onMove(listener: () => Promise<void>): void;
  /** Stops following the other processes. `now()` still answers. */
  stop(): Promise<void>;
}

export interface ProgramClockSettings {
  mode: 'demo' | 'production';
  /** `MINGCHUANG_NOW`; ignored in production. */
  startAt?: Date;
  pool: Pool;
}

export async function createProgramClock({
  mode,
  startAt,
  pool,
}: ProgramClockSettings): Promise<ProgramClock> {
  return mode === 'production' ? realTimeClock() : sharedClock(pool, startAt);
}

function realTimeClock(): ProgramClock {
  return {
    now: () => new Date(),
    today: () => legalDayOf(new Date()),
    moveTo: () => Promise.reject(new Error('The clock of a production installation cannot be moved.')),
    onMove: () => {},
    stop: () => Promise.resolve(),
  };
}

async function sharedClock(pool: Pool, startAt: Date | undefined): Promise<ProgramClock> {
  const listeners: (() => Promise<void>)[] = [];
  let offset: number | undefined;
  const adopt = (stored: number) => {
    offset = Math.max(offset ?? stored, stored); // an announcement may overtake the answer to an earlier move
  };
  if (startAt) await storeIfForward(pool, startAt, 'start');
  const follower = await followOffset(pool, adopt);
  const now = () => new Date(Date.now() + (offset ?? 0));
  return {
    now,
    today: () => legalDayOf(now()),
    async moveTo(instant) {
      const moved = await storeIfForward(pool, instant, 'move');
      if (moved === undefined) return false;
      adopt(moved);
      for (const listener of listeners) await listener();
      return true;
    },
    onMove: (listener) => {
      listeners.push(listener);
    },
    stop: () => follower.stop(),
  };
}

/**
 * One statement decides and stores, so that of two processes moving the clock at once the later moment wins. A clock
 * that has never been set may *start* anywhere, also in the past, but may *move* only forward of real time.
 */
async function storeIfForward(pool: Pool, instant: Date, how: 'start' | 'move'): Promise<number | undefined> {
  const stored = await pool.query<{ offset_ms: string }>(
    `WITH moved AS (
       INSERT INTO platform.program_clock (offset_ms)
       SELECT $1::bigint WHERE $2 OR $1::bigint >= 0 OR EXISTS (SELECT FROM platform.program_clock)
       ON CONFLICT (only_row) DO UPDATE SET offset_ms = excluded.offset_ms, moved_at = now()
         WHERE program_clock.offset_ms <= excluded.offset_ms
       RETURNING offset_ms)
     SELECT offset_ms, pg_notify('program_clock', offset_ms::text) FROM moved`,
    [instant.getTime() - Date.now(), how === 'start'],
  );
  return stored.rows[0] ? Number(stored.rows[0].offset_ms) : undefined;
}

const reconnectAfterMs = 500;

/**
 * Keeps one connection listening. It reads the stored offset after every (re)connect, since what was announced while
 * nobody listened is lost. The first connection must succeed; later losses are mended in the background.
 */
async function followOffset(pool: Pool, adopt: (offset: number) => void) {
  let connection: PoolClient | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  const connect = async () => {
    const client = await pool.connect();
    connection = client;
    client.on('notification', ({ payload }) => adopt(Number(payload)));
    client.on('error', () => lose(client));
    client.on('end', () => lose(client));
    try {
      await client.query('LISTEN program_clock');
      const stored = await client.query<{ offset_ms: string }>(
        'SELECT offset_ms FROM platform.program_clock',
      );
      if (stored.rows[0]) adopt(Number(stored.rows[0].offset_ms));
    } catch (fault) {
      release(client);
      throw fault;
    }
    if (stopped) release(client);
  };
  const release = (client: PoolClient) => {
    if (connection !== client) return;
    connection = undefined;
    client.release(true);
  };
  const lose = (client: PoolClient) => {
    if (connection !== client) return;
    release(client);
    reconnectLater();
  };
  const reconnectLater = () => {
    clearTimeout(retry);
    if (!stopped) retry = setTimeout(() => connect().catch(reconnectLater), reconnectAfterMs);
  };

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      if (connection) release(connection);
    },
  };
}
