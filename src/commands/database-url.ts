import { parseArgs } from 'node:util';
import { describeFaults, readConfig } from '../platform/config.ts';
import { embeddedUrl, findEmbeddedPostgres } from '../platform/database/embedded/embedded-postgres.ts';

/** One URI of the running embedded database, for psql and other tools: the running role's, or the superuser's. */
export function runDatabaseUrl(args: string[]): number {
  const asked = readCall(args);
  if (asked === undefined) {
    console.error('用法：npx mingchuang database-url [--owner] [--json]');
    return 2;
  }
  const reading = readConfig(process.env, process.cwd());
  if ('faults' in reading) {
    console.error(describeFaults(reading.faults));
    return 2;
  }
  const { config } = reading;
  if (config.databaseUrl !== undefined) {
    console.error('设置了 DATABASE_URL，没有使用内置数据库：请直接使用那个地址。');
    return 1;
  }
  const postgres = findEmbeddedPostgres(config.dataDir);
  if (postgres === undefined) {
    console.error(`${config.dataDir} 的内置数据库没有运行：请先运行 npm start。`);
    return 1;
  }
  const url = embeddedUrl(postgres, asked.owner ? 'owner' : 'running', { over: 'tcp' });
  console.log(asked.json ? JSON.stringify({ url }) : url);
  return 0;
}

function readCall(args: string[]): { owner: boolean; json: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { owner: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    return values;
  } catch {
    return undefined;
  }
}
