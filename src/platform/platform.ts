/** What every capability is given: configuration, database, time, documents, logging. IO without business. */
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { DB } from './database/schema.ts';
import type { DocumentStore } from './documents/document-store.ts';
import type { LedgerKeys } from './ledger/ledger-keys.ts';
import type { ProgramClock } from './program-clock.ts';

export interface Platform {
  config: Config;
  /** Connections of the running role, which can neither change nor delete a fact. */
  pool: Pool;
  db: Kysely<DB>;
  /** The installation's default jurisdiction: first column of every key. */
  jurisdiction: string;
  clock: ProgramClock;
  documents: DocumentStore;
  /** Sign checkpoints and receipts. */
  ledgerKeys: LedgerKeys;
  log: Logger;
}

export interface Capability {
  name: string;
  routes?(app: FastifyInstance, platform: Platform): Promise<void> | void;
  /** Standing and demonstration data; run at every start, changes nothing the second time. */
  seed?(platform: Platform): Promise<void>;
}
