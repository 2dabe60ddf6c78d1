import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import {
  type EmbeddedPostgres,
  embeddedUrl,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from './embedded/embedded-postgres.ts';
import { isServed, keepEmbeddedPostgres, makeDatabase } from './embedded/keeper.ts';
import { preparingAlone, recordInstallation, refuseForeignDatabase } from './installation.ts';
import { migrate } from './migrate.ts';
import { letRunningLoginIn } from './running-login.ts';

export interface PreparedDatabase {
  /** As the running role: for requests and jobs. */
  url: string;
  /** As the owner: migrations, backup and restore only. */
  ownerUrl: string;
  /** Present with the embedded database. */
  embedded: EmbeddedPostgres | undefined;
  stop(): Promise<void>;
}

/** For a server: the database is running, migrated and of the right mode, and is ours alone when it is embedded. */
export async function prepareDatabase(config: Config, log: Logger): Promise<PreparedDatabase> {
  if (config.databaseUrl !== undefined) return prepareGiven(config, config.databaseUrl, log);
  const kept = await keepEmbeddedPostgres(config.dataDir, log);
  try {
    return { ...(await prepareEmbedded(config, kept.postgres, log)), stop: kept.stop };
  } catch (error) {
    await kept.stop();
    throw error;
  }
}

/** For a command: uses the running embedded database, or starts it for the call and stops it when no server came meanwhile. */
export async function borrowDatabase(config: Config, log: Logger): Promise<PreparedDatabase> {
  if (config.databaseUrl !== undefined) return prepareGiven(config, config.databaseUrl, log);
  const { postgres, stop } = await borrowEmbedded(config, log);
  return { ...(await prepareEmbedded(config, postgres, log)), stop };
}

/** For backup and restore: the database as its owner sees it, whatever is in it; nothing is migrated. */
export async function borrowAsOwner(
  config: Config,
  log: Logger,
): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  if (config.databaseUrl !== undefined) return { ownerUrl: config.databaseUrl, stop: async () => undefined };
  const { postgres, stop } = await borrowEmbedded(config, log);
  return { ownerUrl: embeddedUrl(postgres, 'owner'), stop };
}

async function borrowEmbedded(config: Config, log: Logger) {
  const running = findEmbeddedPostgres(config.dataDir);
  const postgres = running ?? (await startEmbeddedPostgres({ dataDir: config.dataDir, log, durable: true }));
  const client = new pg.Client(embeddedUrl(postgres, 'owner', { database: 'postgres' }));
  await client.connect();
  await makeDatabase(client);
  return {
    postgres,
    async stop() {
      const leave = postgres.adopted || (await isServed(client));
      await client.end();
      if (!leave) await stopEmbeddedPostgres(postgres);
    },
  };
}

async function prepareGiven(config: Config, ownerUrl: string, log: Logger): Promise<PreparedDatabase> {
  const url = await bringUpToDate(config, ownerUrl, log, () => letRunningLoginIn(config, ownerUrl));
  return { url, ownerUrl, embedded: undefined, stop: async () => undefined };
}

async function prepareEmbedded(
  config: Config,
  postgres: EmbeddedPostgres,
  log: Logger,
): Promise<Omit<PreparedDatabase, 'stop'>> {
  const ownerUrl = embeddedUrl(postgres, 'owner');
  await bringUpToDate(config, ownerUrl, log, () => letRunningRoleIn(ownerUrl, postgres.place.runPassword));
  return { url: embeddedUrl(postgres, 'running'), ownerUrl, embedded: postgres };
}

/** `letIn` runs while no other process prepares the same database. */
async function bringUpToDate<LetIn>(
  config: Config,
  ownerUrl: string,
  log: Logger,
  letIn: () => Promise<LetIn>,
): Promise<LetIn> {
  return preparingAlone(ownerUrl, async () => {
    await refuseForeignDatabase(ownerUrl, config.mode);
    const { applied } = await migrate(ownerUrl);
    if (applied.length > 0) log.info({ applied }, '数据库结构已更新');
    await recordInstallation(ownerUrl, config.mode);
    return letIn();
  });
}

async function letRunningRoleIn(ownerUrl: string, password: string): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  await client.query(`alter role mingchuang_run login password ${client.escapeLiteral(password)}`);
  await client.end();
}
