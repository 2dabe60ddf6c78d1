/** All of CI, as named steps: `npm run check`, or some of them: `npm run check -- format types`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const bin = (name) => join(project, 'node_modules/.bin', name);
const steps = {
  format: [bin('biome'), 'check', '--error-on-warnings', '.'],
  types: [bin('tsc'), '--noEmit', '-p', '.'],
  structure: [bin('depcruise'), '--config', '.dependency-cruiser.mjs', 'src'],
  generated: [process.execPath, 'tools/generate-database-types.mjs', '--check'],
  tests: [process.execPath, 'tools/test.mjs'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`Unknown step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
const outcomes = Object.entries(steps)
  .filter(([name]) => asked.length === 0 || asked.includes(name))
  .map(([name, command]) => run(name, command));
console.log(
  `\n${outcomes.map(({ name, fine, seconds }) => `${fine ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`).join('\n')}`,
);
process.exitCode = outcomes.every(({ fine }) => fine) ? 0 : 1;

function run(name, [program, ...args]) {
  console.log(`\n── ${name}`);
  const before = performance.now();
  const { status } = spawnSync(program, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
  return { name, fine: status === 0, seconds: ((performance.now() - before) / 1000).toFixed(1) };
}
