/** The server: configuration, database, one process out of the capabilities, and then it listens. */
import { setImmediate } from 'node:timers/promises';
import { assemble } from './assemble.ts';
import { startOrder } from './capabilities/evidence/public.ts';
import { recurrences, tasks } from './capabilities.ts';
import { type Config, describeFaults, readConfig } from './platform/config.ts';
import { prepareDatabase } from './platform/database/prepare-database.ts';
import { startJobs } from './platform/jobs/job-runner.ts';
import { createLog } from './platform/process/log.ts';
import { refuseUnreadableKeys } from './platform/process/secret-files.ts';
import { StartFault } from './platform/process/start-fault.ts';
import { Stopping } from './platform/process/stopping.ts';

const log = createLog();
const stopping = new Stopping(log);

try {
  await serve(readEnvironment());
  await stopping.started();
} catch (error) {
  await stopping.undo();
  if (error instanceof StartFault) console.error(error.message);
  else log.fatal(error, '启动失败');
  process.exit(1);
}

async function serve(config: Config): Promise<void> {
  refuseUnreadableKeys(config);
  const database = await stopping.start(
    '数据库',
    () => prepareDatabase(config, log),
    (prepared) => prepared.stop(),
  );
  const { app, platform } = await stopping.start(
    '服务',
    () => assemble(config, { databaseUrl: database.url, log }),
    (assembled) => assembled.close(),
  );
  if (config.role !== 'web') {
    await stopping.start(
      '后台任务',
      () => startJobs(platform, { tasks, recurring: recurrences }),
      (jobs) => jobs.stop(),
    );
  }
  // Whatever its role, a process may be the one that gives facts their places: the last one left goes on.
  await stopping.start(
    '账本的排序',
    async () => startOrder(platform),
    (order) => order.stop(),
  );
  const what = config.role === 'worker' ? '明窗后台已就绪' : '明窗已就绪';
  console.log(`${what}：${await listen(app, config)}`);
}

function readEnvironment(): Config {
  const reading = readConfig(process.env, process.cwd());
  if ('faults' in reading) throw new StartFault(describeFaults(reading.faults));
  return reading.config;
}

type Listener = Awaited<ReturnType<typeof assemble>>['app'];

async function listen(app: Listener, { host, port }: Config): Promise<string> {
  try {
    const address = await app.listen({ host, port });
    // The server logs its addresses a moment later; the line that says it is ready comes last.
    await setImmediate();
    return `${address.replace(/\/$/, '')}/`;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'EADDRINUSE')
      throw new StartFault(`${host}:${port} 已被占用：请用 PORT 另设一个端口。`);
    if (error.code === 'EACCES')
      throw new StartFault(`没有权限监听端口 ${port}：请用 PORT 设 1024 以上的端口。`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
      throw new StartFault(`这台机器没有 HOST 指明的地址 ${host}。`);
    }
    throw error;
  }
}
