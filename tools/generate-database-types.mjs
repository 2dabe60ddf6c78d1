/**
 * Writes src/platform/database/schema.ts from a freshly migrated database. With --check it writes nothing and
 * fails when the committed file is not what the migrations say.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import {
  embeddedUrl,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../src/platform/database/embedded/embedded-postgres.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { projectFolder } from '../src/platform/process/project-folder.ts';

const target = join(projectFolder, 'src/platform/database/schema.ts');
const folder = mkdtempSync(join(tmpdir(), 'mingchuang-types-'));
chmodSync(folder, 0o711);
try {
  const generated = await generate();
  if (!process.argv.includes('--check')) writeFileSync(target, generated);
  else if (generated !== readFileSync(target, 'utf8')) {
    console.error('src/platform/database/schema.ts is not current: run npm run generate');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function generate() {
  const log = pino({ level: 'warn' });
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), durable: false, log });
  try {
    const admin = new pg.Client(embeddedUrl(postgres, 'owner', { database: 'postgres' }));
    await admin.connect();
    await admin.query('create database mingchuang');
    await admin.end();
    await migrate(embeddedUrl(postgres, 'owner'), { queue: false });
    return describe(embeddedUrl(postgres, 'owner', { over: 'tcp' }));
  } finally {
    await stopEmbeddedPostgres(postgres);
  }
}

function describe(url) {
  const out = join(folder, 'schema.ts');
  const types = JSON.stringify({
    date: 'string',
    int8: 'number',
    timestamptz: 'ColumnType<Date, Date | string, Date | string>',
  });
  const result = spawnSync(
    join(projectFolder, 'node_modules/.bin/kysely-codegen'),
    [
      '--url',
      url,
      '--dialect',
      'postgres',
      '--date-parser',
      'string',
      '--out-file',
      out,
      '--type-mapping',
      types,
    ],
    { encoding: 'utf8', cwd: folder },
  );
  if (result.status !== 0) throw new Error(result.stderr + result.stdout);
  return readFileSync(out, 'utf8');
}
