/** The demonstration as browsers meet it: it listens, its messages go out, its ledger is kept in order, and the desk is built. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startOrder } from '../../src/capabilities/evidence/public.ts';
import { recurrences, tasks } from '../../src/capabilities.ts';
import { startJobs } from '../../src/platform/jobs/job-runner.ts';
import { projectFolder } from '../../src/platform/process/project-folder.ts';
import { type Demonstration, startDemonstration } from './demonstration.ts';

export interface ListeningDemonstration extends Demonstration {
  /** Without a slash at the end. */
  address: string;
}

export async function listenAsDemonstration(now: string): Promise<ListeningDemonstration> {
  await buildIfMissing('desk', 'desk/index.html');
  await buildIfMissing('check', 'check/check.js');
  const demonstration = await startDemonstration(now);
  const jobs = await startJobs(demonstration.platform, { tasks, recurring: recurrences });
  const order = startOrder(demonstration.platform);
  await demonstration.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = demonstration.app.server.address() as AddressInfo;
  return {
    ...demonstration,
    address: `http://127.0.0.1:${port}`,
    async close() {
      await jobs.stop();
      await order.stop();
      await demonstration.close();
    },
  };
}

/** `npm test` builds it before; a single file run by hand finds none after a fresh clone. */
async function buildIfMissing(part: string, made: string): Promise<void> {
  if (existsSync(join(projectFolder, 'dist', made))) return;
  await promisify(execFile)(process.execPath, [join(projectFolder, 'tools/build.mjs'), part]);
}
