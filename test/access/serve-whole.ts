import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { assemble } from '../../src/assemble.ts';
import { describeFaults, readConfig } from '../../src/platform/config.ts';
import { cloneDatabase } from '../support/test-database.ts';

export interface ServedWhole {
  app: FastifyInstance;
  close(): Promise<void>;
}

/** The whole program, as it serves a demonstration. */
export async function serveWhole(): Promise<ServedWhole> {
  const database = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'mingchuang-access-'));
  const reading = readConfig({ DATA_DIR: dataDir }, dataDir);
  if ('faults' in reading) throw new Error(describeFaults(reading.faults));
  const assembled = await assemble(reading.config, {
    databaseUrl: database.url,
    log: pino({ level: 'silent' }),
  });
  return {
    app: assembled.app,
    async close() {
      await assembled.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
