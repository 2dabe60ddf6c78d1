/**
 * `npm run crash-campaign`: the whole program under load while its processes are killed, `kill -9`, one after the other:
 * two web processes, a worker, and PostgreSQL itself. Afterwards everything that was ever acknowledged has to be there,
 * once, the ledger has to fit, and every job has to be done, once. Exit 0 when it is so, 1 with what is not, 2 for a bad
 * call. Ctrl-C kills no more, and what was done till then is checked. It uses a database cluster and a folder of its own
 * and leaves neither behind, unless there is something to find out.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createLog } from '../src/platform/process/log.ts';
import { checkEverything } from './campaign/check-everything.mjs';
import { startLoad } from './campaign/load.mjs';
import { startMembers } from './campaign/members.mjs';

const usage = `npm run crash-campaign -- [--kills N] [--lanes N] [--pause SECONDS] [--seed N] [--json]
                               [--only NAME] [--database URL --seconds N]
  --kills     how many processes are killed, 100 unless told
  --lanes     how many people work at the same time, 6 unless told
  --pause     at most so long between two kills, 2 seconds unless told
  --seed      the same seed kills in the same order
  --only      kills web-1, web-2, worker or postgresql and nobody else
  --database  an empty database, whose server is left alone, instead of an own one: fail it over yourself
  --seconds   so long people work at the least`;

const asked = readCall();
const say = (line) => console.error(line);
let isEnough = false;
process.once('SIGINT', () => {
  isEnough = true;
});
const folder = mkdtempSync(join(tmpdir(), 'mingchuang-campaign-'));
chmodSync(folder, 0o711);
mkdirSync(join(folder, 'data'), { mode: 0o711 });

let members;
try {
  members = await startMembers(folder, createLog('silent'), asked.database);
  const report = await campaign(members);
  console.log(asked.json ? JSON.stringify(report) : describe(report));
  process.exitCode = report.faults.length === 0 ? 0 : 1;
} catch (error) {
  process.exitCode = 1;
  console.error(error);
} finally {
  await members?.stop();
  if (process.exitCode === 0) rmSync(folder, { recursive: true, force: true });
  else say(`What is left is in ${folder}`);
}

async function campaign({ web, victims, databaseUrl }) {
  const begun = performance.now();
  const load = await startLoad(web, asked.lanes);
  const chance = chanceFrom(asked.seed);
  const mortals = victims.filter(({ name }) => asked.only === undefined || name === asked.only);
  const kills = {};
  const down = {};
  for (let number = 1; number <= asked.kills && !isEnough; number++) {
    await sleep(200 + chance() * asked.pause * 1_000);
    const victim = mortals[Math.floor(chance() * mortals.length)];
    const before = performance.now();
    await victim.kill();
    await victim.start();
    const seconds = (performance.now() - before) / 1_000;
    kills[victim.name] = (kills[victim.name] ?? 0) + 1;
    down[victim.name] = Math.max(down[victim.name] ?? 0, Number(seconds.toFixed(1)));
    say(
      `${number}/${asked.kills} ${victim.name}, back after ${seconds.toFixed(1)} s; ${load.count()} acknowledged`,
    );
  }
  await untilOver(begun, load);
  say('Everybody finishes what was begun …');
  const told = await load.finish();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  const { faults, counts } = await checkEverything(pool, told, members.documents);
  await pool.end();
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const { retries, silences } = told;
  return { kills, longestDown: down, seconds, ...counts, retries, silences, faults };
}

async function untilOver(begun, load) {
  for (;;) {
    const gone = (performance.now() - begun) / 1_000;
    if (isEnough || gone >= asked.seconds) return;
    await sleep(Math.min(5, asked.seconds - gone) * 1_000);
    say(`${new Date().toISOString()}  ${load.count()} acknowledged`);
  }
}

function describe({ kills, longestDown, retries, silences, faults, ...counts }) {
  const killed = Object.entries(kills).map(([name, number]) => `${name} ${number}`);
  const lines = [
    `killed: ${killed.join(', ')}`,
    `longest until back, seconds: ${Object.entries(longestDown)
      .map(([name, s]) => `${name} ${s}`)
      .join(', ')}`,
    ...Object.entries(counts).map(([name, number]) => `${name}: ${number}`),
    `made again: ${retries.told} told to come again, ${retries.unanswered} without an answer`,
    `seconds (2 and more) in which nobody was answered: ${silences.join(', ') || 'none'}`,
    faults.length === 0 ? 'nothing acknowledged was lost, nothing happened twice' : `${faults.length} FAULTS`,
    ...faults,
  ];
  return lines.join('\n');
}

/** mulberry32: small, and the same everywhere. */
function chanceFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function readCall() {
  try {
    const { values } = parseArgs({
      options: {
        kills: { type: 'string', default: '100' },
        lanes: { type: 'string', default: '6' },
        pause: { type: 'string', default: '2' },
        seed: { type: 'string', default: String(Date.now() % 100_000) },
        only: { type: 'string' },
        database: { type: 'string' },
        seconds: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    });
    const numbers = ['kills', 'lanes', 'pause', 'seed', 'seconds'].map((name) => [
      name,
      Number(values[name]),
    ]);
    if (numbers.some(([, number]) => !Number.isFinite(number) || number < 0)) throw new Error('no number');
    return { ...values, ...Object.fromEntries(numbers) };
  } catch {
    console.error(usage);
    process.exit(2);
  }
}
