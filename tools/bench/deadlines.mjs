/** `mingchuang deadline --batch`: questions a second, the start of the command not counted. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const command = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

export function timeDeadlines(folder, count) {
  const many = ask(folder, count);
  const one = ask(folder, 1);
  return { perSecond: count / ((many - one) / 1000), startMs: one };
}

function ask(folder, count) {
  const file = join(folder, 'questions.jsonl');
  const questions = Array.from({ length: count }, (_empty, place) => question(place));
  writeFileSync(file, `${questions.join('\n')}\n`);
  const before = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [command, 'deadline', '--batch', file], {
    encoding: 'utf8',
    maxBuffer: 4 * 2 ** 30,
  });
  const taken = performance.now() - before;
  const answers = stdout.trimEnd().split('\n').length;
  if (status !== 0 || answers !== count)
    throw new Error(`deadline --batch: exit ${status}, ${answers} answers`);
  return taken;
}

/** Days over two years, lengths up to 60, a pause in every third. */
function question(place) {
  const from = dayAfter('2025-01-02', place % 700);
  const pauses = place % 3 === 0 ? [`${dayAfter(from, 5)}..${dayAfter(from, 12)}`] : [];
  return JSON.stringify({ from, days: (place % 60) + 1, unit: 'working', pauses });
}

function dayAfter(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
