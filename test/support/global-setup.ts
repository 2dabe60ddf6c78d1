import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../src/platform/database/embedded/embedded-postgres.ts';
import { dropTestDatabases } from './test-database.ts';

const PREFIX = 'mingchuang-test-';

/**
 * Gives the run a folder. The first test that asks for a database starts a cluster in it (test-database.ts), so a
 * run without such tests starts none; whatever was started is stopped and removed here.
 */
export async function setup(): Promise<() => Promise<void>> {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Root's temporary folders are root's alone, but PostgreSQL runs as another user then.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'locks'));
  process.env.MINGCHUANG_TEST_RUN = folder;
  return async () => {
    await dropTestDatabases(folder);
    await removeRun(folder);
  };
}

/** A run that was killed leaves its cluster behind: the next one clears it away. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (pid > 0 && !isAlive(pid)) await removeRun(join(tmpdir(), name)).catch(() => undefined);
  }
}

async function removeRun(folder: string): Promise<void> {
  const postgres = findEmbeddedPostgres(join(folder, 'data'));
  if (postgres) await stopEmbeddedPostgres(postgres);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
