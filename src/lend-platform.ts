import { assemblePlatform } from './assemble.ts';
import { describeFaults, readConfig } from './platform/config.ts';
import { borrowDatabase } from './platform/database/prepare-database.ts';
import type { Platform } from './platform/platform.ts';
import { createLog } from './platform/process/log.ts';
import { StartFault } from './platform/process/start-fault.ts';

/** A platform for the length of one command: on the database of the running server, or on one started for the call. */
export async function lendPlatform(): Promise<{ platform: Platform; close(): Promise<void> }> {
  const reading = readConfig(process.env, process.cwd());
  if ('faults' in reading) throw new StartFault(describeFaults(reading.faults));
  const log = createLog('warn');
  const database = await borrowDatabase(reading.config, log);
  try {
    const { platform, close } = await assemblePlatform(reading.config, { databaseUrl: database.url, log });
    return {
      platform,
      async close() {
        await close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
