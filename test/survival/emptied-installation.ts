/** Where a backup is put back: an empty database whose owner is no superuser, and an empty folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../../src/platform/config.ts';
import type { DocumentStore } from '../../src/platform/documents/document-store.ts';
import { openFolderStore } from '../../src/platform/documents/folder-store.ts';

export interface EmptiedInstallation {
  config: Config;
  ownerUrl: string;
  documents: DocumentStore;
  close(): Promise<void>;
}

const OWNER = 'mingchuang_test_restorer';
let made = 0;

/** On the server of `ownerUrl`, whose user may make databases and roles. */
export async function emptyInstallation(ownerUrl: string, mode: Config['mode'] = 'demo') {
  const name = `mingchuang_test_restored_${process.pid}_${++made}`;
  await asked(ownerUrl, [
    `do $$ begin create role ${OWNER} login createrole password 'restorer';
     exception when duplicate_object then null; end $$`,
    // The role belongs to the whole server and came with the template.
    `grant mingchuang_run to ${OWNER} with admin option`,
    `create database ${name} owner ${OWNER}`,
  ]);
  const dataDir = await mkdtemp(join(tmpdir(), 'mingchuang-restored-'));
  const installation: EmptiedInstallation = {
    config: {
      mode,
      host: '127.0.0.1',
      port: 0,
      address: 'http://127.0.0.1',
      dataDir,
      ledgerKeyFile: join(dataDir, 'keys', 'ledger.json'),
      sealKeyStore: join(dataDir, 'keys', 'seals'),
    },
    ownerUrl: urlOf(ownerUrl, name),
    documents: await openFolderStore(join(dataDir, 'documents')),
    async close() {
      await asked(ownerUrl, [`drop database ${name} with (force)`]);
      await rm(dataDir, { recursive: true });
    },
  };
  return installation;
}

/** Of the unix-socket kind and of the kind with a host alike. */
function urlOf(ownerUrl: string, name: string): string {
  return ownerUrl
    .replace(/\/\/[^@/]*@/, `//${OWNER}:restorer@`)
    .replace(/\/([^/?@]*)(\?|$)/, (_all, _old, rest) => `/${name}${rest}`);
}

async function asked(url: string, statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
