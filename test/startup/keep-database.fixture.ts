/** A process that keeps the embedded database of the folder it is given, as the server does; says who it keeps. */

import { keepEmbeddedPostgres } from '../../src/platform/database/embedded/keeper.ts';
import { createLog } from '../../src/platform/process/log.ts';

const [folder = ''] = process.argv.slice(2);
try {
  const kept = await keepEmbeddedPostgres(folder, createLog());
  process.on('SIGTERM', () => void kept.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ pid: kept.postgres.pid, adopted: kept.postgres.adopted }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
