/** Runs the tests (arguments go to vitest) and ends with one line: `N passed, N failed`. No test is a failure too. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'mingchuang-results-'));
const results = join(folder, 'results.json');
const vitest = spawn(
  process.execPath,
  [
    join(project, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
    ...process.argv.slice(2),
  ],
  { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vitest.kill(signal));
const [status] = await once(vitest, 'exit');
const { passed, failed } = count();
rmSync(folder, { recursive: true, force: true });
const fine = status === 0 && failed === 0 && passed > 0;
// A fault outside every test (a file that does not load, an error nobody caught) fails the run as well.
console.log(`\n${passed} passed, ${fine ? 0 : Math.max(failed, 1)} failed`);
process.exitCode = fine ? 0 : 1;

function count() {
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const notLoaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + notLoaded.length };
}
