/**
 * `npm run bench`: how fast the program is, against ceilings of the same run (docs/performance.md). The machine drifts
 * by a factor of two within minutes, so what is compared runs in turns and only ratios are to be believed.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  embeddedUrl,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../src/platform/database/embedded/embedded-postgres.ts';
import { createLog } from '../src/platform/process/log.ts';
import { connect, connectClients, planCeiling, runCeiling } from './bench/ceilings.mjs';
import { timeDeadlines } from './bench/deadlines.mjs';
import { median, shown, table } from './bench/figures.mjs';
import { createHttpClient } from './bench/http-client.mjs';
import { itemId, liveOnce, prepareLifecycle, runLifecycles } from './bench/lifecycle.mjs';
import { awaitOrder, measureOrderCosts, watchLag } from './bench/order.mjs';
import { prefill } from './bench/prefill.mjs';
import { environmentOf, startServer } from './bench/private-server.mjs';
import { cpuOfFamily, cpuOfProcess, memoryOf } from './bench/processes.mjs';
import { deepPath, loadPage, timeReads } from './bench/reads.mjs';
import { recordSteps } from './bench/recorded-steps.mjs';
import { timeSeals } from './bench/seals.mjs';

const usage = `npm run bench -- [--quick] [--cases N] [--json FILE] [--profile FOLDER]
  --quick    under a minute; without it some minutes
  --cases N  store N cases first
  --json     all figures, also to FILE
  --profile  a CPU profile of the server into FOLDER (slows the server)`;

const clients = 16;
const lengths = {
  quick: {
    rounds: 3,
    ceiling: 1_500,
    lifecycles: 3_000,
    warmUp: 1_500,
    reads: 60,
    pages: 1_000,
    questions: 20_000,
    certificates: 100,
  },
  full: {
    rounds: 7,
    ceiling: 5_000,
    lifecycles: 10_000,
    warmUp: 5_000,
    reads: 300,
    pages: 3_000,
    questions: 200_000,
    certificates: 500,
  },
};

const asked = readCall();
const length = lengths[asked.quick ? 'quick' : 'full'];
const folder = mkdtempSync(join(tmpdir(), 'mingchuang-bench-'));
let server;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    interrupted = true;
    void cleanUp().finally(() => process.exit(1));
  });
}
try {
  const figures = await measure();
  print(figures);
  if (asked.json) writeFileSync(asked.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (figures.errors.length > 0) process.exitCode = 1;
} catch (error) {
  // What was under way fails when its server is stopped; that needs no telling.
  if (!interrupted) throw error;
} finally {
  if (!interrupted) await cleanUp();
}

/** A server that is stopped stops its database; one that was killed, or a fill that was broken off, leaves it behind. */
async function cleanUp() {
  await server?.stop();
  const left = findEmbeddedPostgres(environmentOf(folder).DATA_DIR);
  if (left) await stopEmbeddedPostgres(left);
  rmSync(folder, { recursive: true, force: true });
}

function readCall() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        cases: { type: 'string', default: '0' },
        json: { type: 'string' },
        profile: { type: 'string' },
      },
    });
    const cases = Number(values.cases);
    if (!Number.isSafeInteger(cases) || cases < 0) throw new Error('--cases is a number of cases');
    return { ...values, cases };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

async function measure() {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  tell('first start: cluster, migrations, demonstration');
  server = await startServer(folder);
  const firstStart = server.startedIn;
  await leadFirstLife();
  await server.stop();
  const filled = await betweenStarts();
  tell('second start');
  server = await startServer(folder, { profile: asked.profile });
  const { startedIn, pid } = server;
  const database = findEmbeddedPostgres(environmentOf(folder).DATA_DIR);
  await pause(2_000);
  const restMB = memoryOf(pid);
  const client = createHttpClient(server.address, clients);
  const prepared = await prepareLifecycle(client);
  const plan = planCeiling(await recordSteps(embeddedUrl(database, 'owner'), prepared));
  const writing = await measureWriting(prepared, plan, database);
  const reading = await measureReading(prepared);
  const deadlines = await timeDeadlines(folder, length.questions);
  const seals = await timeSeals(length.certificates);
  const loadedMB = memoryOf(pid);
  client.close();
  return {
    at: new Date().toISOString(),
    machine,
    cases: asked.cases,
    ...writing,
    ...reading,
    deadlines,
    seals,
    start: { firstMs: firstStart, laterMs: startedIn },
    memory: { restMB, loadedMB },
    ...(filled ? { prefill: filled } : {}),
  };
}

/** Document numbers are counted from here on, in the scratch database too, which is copied from this one. */
async function leadFirstLife() {
  const client = createHttpClient(server.address, 1);
  await liveOnce(await prepareLifecycle(client), () => undefined);
  client.close();
}

/** What needs the cluster without the server: the ceilings' scratch database, a copy of the empty one, and many cases. */
async function betweenStarts() {
  return withCluster(async (postgres) => {
    const owner = await connect(embeddedUrl(postgres, 'owner', { database: 'postgres' }));
    await owner.query('create database bench_ceiling template mingchuang');
    await owner.query('create database bench_order template mingchuang');
    await owner.end();
    if (asked.cases === 0) return undefined;
    let next = 0;
    return prefill(embeddedUrl(postgres, 'owner'), asked.cases, (done) => {
      if (performance.now() < next) return;
      next = performance.now() + 5_000;
      tell(`${done} of ${asked.cases} cases stored`);
    });
  });
}

async function withCluster(work) {
  const log = createLog('warn');
  const postgres = await startEmbeddedPostgres({
    dataDir: environmentOf(folder).DATA_DIR,
    log,
    durable: true,
  });
  try {
    return await work(postgres);
  } finally {
    await stopEmbeddedPostgres(postgres);
  }
}

async function measureWriting(prepared, plan, database) {
  const ceilingUrl = embeddedUrl(database, 'owner', { database: 'bench_ceiling' });
  const connections = await connectClients(ceilingUrl, clients);
  const watch = await connect(embeddedUrl(database, 'owner'));
  try {
    const caughtUp = await awaitOrder(watch, tell);
    tell('warming up');
    const rounds = [];
    const errors = (await runLifecycles(prepared, clients, length.warmUp)).errors;
    for (const way of ['one', 'separate']) await runCeiling(plan, connections, way, length.warmUp / 2);
    await drainJobs(watch);
    for (let round = 1; round <= length.rounds && errors.length === 0; round++) {
      const ceiling = (way) => measureCeiling(plan, connections, way, database);
      const one = await ceiling('one');
      const life = await measureLifecycles(prepared, database, watch);
      const separate = await ceiling('separate');
      errors.push(...life.errors);
      rounds.push({
        one,
        separate,
        ...life,
        ofOne: life.perSecond / one.perSecond,
        ofSeparate: life.perSecond / separate.perSecond,
      });
      tell(
        `round ${round}: ceiling-one ${shown(one.perSecond)}, ceiling-separate ${shown(separate.perSecond)}, lifecycles ${shown(life.perSecond)} a second`,
      );
    }
    tell('the order of the ledger');
    return {
      rowsPerLife: plan.reduce((sum, step) => sum + step.parts.length, 0),
      rounds,
      errors,
      order: {
        ...(caughtUp.facts > 1_000 ? { caughtUp } : {}),
        ...(await measureOrderCosts(embeddedUrl(database, 'owner', { database: 'bench_order' }))),
      },
    };
  } finally {
    await Promise.all([...connections, watch].map((client) => client.end()));
  }
}

async function measureCeiling(plan, connections, way, database) {
  const before = cpuOfFamily(database.pid);
  const perSecond = await runCeiling(plan, connections, way, length.ceiling);
  const lives = perSecond * (length.ceiling / 1000);
  return { perSecond, postgresMs: (cpuOfFamily(database.pid) - before) / lives };
}

async function measureLifecycles(prepared, database, watch) {
  const meter = () => ({
    node: cpuOfProcess(server.pid),
    postgres: cpuOfFamily(database.pid),
    load: cpuOfProcess(process.pid),
  });
  const before = meter();
  const { rows: logBefore } = await watch.query('select pg_current_wal_lsn() as at');
  const lagWatch = await connect(embeddedUrl(database, 'owner'));
  const stopWatching = watchLag(lagWatch);
  const life = await runLifecycles(prepared, clients, length.lifecycles);
  const after = meter();
  const lag = await stopWatching();
  await lagWatch.end();
  const { rows } = await watch.query('select pg_current_wal_lsn() - $1::pg_lsn as bytes', [logBefore[0].at]);
  const lives = life.perSecond * (length.lifecycles / 1000);
  const cpuMs = Object.fromEntries(
    Object.keys(after).map((part) => [part, (after[part] - before[part]) / lives]),
  );
  return { ...life, ...lag, cpuMs, logKB: Number(rows[0].bytes) / 1024 / lives, ...(await drainJobs(watch)) };
}

/** Jobs that the steps left behind must not run into what is measured next. */
async function drainJobs(watch) {
  const before = performance.now();
  const waiting = async () => {
    const { rows } = await watch.query(
      'select count(*)::int as jobs from graphile_worker._private_jobs where run_at <= now()',
    );
    return rows[0].jobs;
  };
  const left = await waiting();
  let now = left;
  while (now > 0 && performance.now() - before < 60_000) {
    await pause(100);
    now = await waiting();
  }
  const seconds = (performance.now() - before) / 1000;
  return { jobsLeft: left, jobsPerSecond: left > now ? (left - now) / seconds : Number.NaN };
}

async function measureReading(prepared) {
  const { client, people } = prepared;
  tell('lists and pages');
  const supervisor = await client.signIn('supervisor');
  const { items } = JSON.parse((await client.get('/api/v1/cases?limit=1', people.clerk)).text);
  const caseNo = items[0].caseNo;
  const paths = {
    'worklist of the clerk': ['/api/v1/worklist', people.clerk],
    'worklist of the reviewer': ['/api/v1/worklist', people.reviewer],
    'cases, newest first': ['/api/v1/cases', supervisor],
    'cases, by status': ['/api/v1/cases?status=closed', supervisor],
    'cases, overdue': ['/api/v1/cases?light=overdue', supervisor],
    'search, four characters': [`/api/v1/cases?q=${encodeURIComponent('示例餐饮')}`, supervisor],
    'search, two characters': [`/api/v1/cases?q=${encodeURIComponent('云溪')}`, supervisor],
    'search, nothing found': [`/api/v1/cases?q=${encodeURIComponent('鑫鑫')}`, supervisor],
    'one case': [`/api/v1/cases/${caseNo}`, people.clerk],
    'my cases': ['/api/v1/cases', people.company],
  };
  const reads = [];
  for (const [name, [path, headers]] of Object.entries(paths)) {
    reads.push({ name, ...(await timeReads(client, headers, path, length.reads)) });
    if (!name.startsWith('cases') && !name.startsWith('worklist')) continue;
    const deep = await deepPath(client, headers, path, 100);
    reads.push({
      name: `${name}, page ${deep.page}`,
      ...(await timeReads(client, headers, deep.path, length.reads)),
    });
  }
  const pages = [];
  for (const path of ['/', `/items/${itemId}`, `/my/cases/${caseNo}`]) {
    const page = await loadPage(
      client,
      path.startsWith('/my') ? people.company : {},
      path,
      clients,
      length.pages,
    );
    if (page) pages.push({ path, ...page });
  }
  return { reads, pages };
}

function print({
  machine,
  cases,
  rowsPerLife,
  rounds,
  errors,
  order,
  reads,
  pages,
  deadlines,
  seals,
  start,
  memory,
  prefill: filled,
}) {
  const of = (pick) => rounds.map(pick);
  const spread = (values) => [median(values), Math.min(...values), Math.max(...values)];
  const row = (name, pick) => [name, ...spread(of(pick))];
  console.log(`\n${machine}; ${cases} cases stored before; ${rounds.length} rounds, ${clients} clients\n`);
  console.log(
    table(
      ['writing', 'median', 'least', 'most'],
      [
        row('ceiling-one, lifecycles/s', ({ one }) => one.perSecond),
        row('ceiling-separate, lifecycles/s', ({ separate }) => separate.perSecond),
        row('  CPU ms a lifecycle of ceiling-one: PostgreSQL', ({ one }) => one.postgresMs),
        row('  CPU ms a lifecycle of ceiling-separate: PostgreSQL', ({ separate }) => separate.postgresMs),
        row('over HTTP, lifecycles/s', ({ perSecond }) => perSecond),
        row('  of ceiling-one', ({ ofOne }) => ofOne),
        row('  of ceiling-separate', ({ ofSeparate }) => ofSeparate),
        row('  a step, p50 ms', ({ p50 }) => p50),
        row('  a step, p99 ms', ({ p99 }) => p99),
        row('  CPU ms a lifecycle: server', ({ cpuMs }) => cpuMs.node),
        row('  CPU ms a lifecycle: PostgreSQL', ({ cpuMs }) => cpuMs.postgres),
        row('  CPU ms a lifecycle: the load itself', ({ cpuMs }) => cpuMs.load),
        row('  log KB a lifecycle', ({ logKB }) => logKB),
        row('  until a fact has its place, p50 ms', ({ lagP50 }) => lagP50),
        row('  until a fact has its place, p99 ms', ({ lagP99 }) => lagP99),
        row('  jobs left at the end', ({ jobsLeft }) => jobsLeft),
        row('  jobs/s afterwards', ({ jobsPerSecond }) => jobsPerSecond),
        ['rows a lifecycle writes', rowsPerLife, '', ''],
      ],
    ),
  );
  const timed = reads.map(({ name, p50, p95, size }) => [name, p50, p95, size / 1024]);
  console.log(`\n${table(['reading, one caller', 'p50 ms', 'p95 ms', 'KB'], timed)}`);
  const loaded = pages.map(({ path, perSecond, wireKB, gzipKB }) => [path, perSecond, wireKB, gzipKB]);
  if (loaded.length > 0) console.log(`\n${table(['pages', 'a second', 'KB sent', 'KB if zipped'], loaded)}`);
  const rest = [
    ['first start, ms', start.firstMs],
    ['later start to the first answer, ms', start.laterMs],
    ['memory at rest, MB', memory.restMB],
    ['memory after the run, MB', memory.loadedMB],
    ['deadline --batch, questions/s', deadlines.perSecond],
    ['certificates printed, a second and core', seals.printedPerSecond],
    ['certificates sealed and packed, a second and core', seals.sealedPerSecond],
    ['sealed certificates verified, a second and core', seals.verifiedPerSecond],
  ];
  rest.push(
    ['a place for a fact, µs', order.placingUs],
    ['the tree over it, µs', order.treeUs],
    ['a checkpoint over 20,000 new facts, ms', order.checkpointMs],
    ['a proof of inclusion, ms', order.proofP50Ms],
    ['signing a receipt, ms', order.receiptMs],
  );
  if (order.caughtUp)
    rest.push(['facts placed a second after storing', order.caughtUp.facts / order.caughtUp.seconds]);
  if (filled) rest.push([`storing ${filled.cases} cases, s`, filled.seconds]);
  console.log(`\n${table(['the rest', ''], rest)}`);
  for (const error of errors.slice(0, 5)) console.error(`\nERROR ${error}`);
  if (errors.length > 0) console.error(`\n${errors.length} errors: the figures above count for nothing.`);
}

function pause(milliseconds) {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}

function tell(text) {
  console.error(`… ${text}`);
}
