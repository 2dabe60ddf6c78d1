import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/platform/process/project-folder.ts';

/** `npm run crash-campaign` kills a hundred; here the worker, PostgreSQL and a web process. */
test('processes are killed under load: nothing acknowledged is lost, nothing happens twice', async () => {
  const campaign = join(projectFolder, 'tools/crash-campaign.mjs');
  const argv = ['--kills', '3', '--lanes', '3', '--pause', '0.5', '--seed', '35', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [campaign, ...argv]);
  const { faults, kills, acknowledged } = JSON.parse(stdout);
  expect(faults).toEqual([]);
  expect(Object.keys(kills).length).toBe(3);
  expect(acknowledged).toBeGreaterThan(20);
}, 300_000);
