/** For those who operate the program: does the process live, can it serve, and how busy is it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Platform } from '../platform.ts';
import { projectFolder } from '../process/project-folder.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Where capabilities register their own measures. */
    metrics: Registry;
  }
}

const open = {
  config: { access: { who: 'public' as const }, rateLimit: false as const },
  logLevel: 'warn' as const,
};

export function useHealth(app: FastifyInstance, { pool }: Platform): void {
  const newest = newestMigration();
  app.get('/healthz', { ...open, schema: { tags: ['health'], summary: '进程是否在运行' } }, () => ({
    status: 'ok',
  }));

  app.get(
    '/readyz',
    { ...open, schema: { tags: ['health'], summary: '是否可以服务' } },
    async (_request, reply) => {
      const landed = await pool
        .query<{ newest: number | null }>('SELECT max(number) AS newest FROM platform.migration')
        .then(({ rows }) => rows[0]?.newest ?? 0)
        .catch(() => undefined);
      const checks = {
        database: landed === undefined ? 'failed' : 'ok',
        migrations: landed !== undefined && landed >= newest ? 'ok' : 'failed',
      };
      const ready = Object.values(checks).every((check) => check === 'ok');
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'failed', checks });
    },
  );
}

function newestMigration(): number {
  const files = readdirSync(join(projectFolder, 'migrations'));
  return Math.max(0, ...files.map((file) => Number(/^(\d{4})_.*\.sql$/.exec(file)?.[1] ?? 0)));
}

export function useMetrics(app: FastifyInstance, { pool }: Platform): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte read to the last written, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  new Gauge({
    name: 'database_connections',
    help: 'Connections of this process by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'total' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  app.decorate('metrics', registry);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'; // the pattern, never the path: no numbers, no names
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  app.addHook('onClose', async () => registry.clear());
  app.get(
    '/metrics',
    { ...open, schema: { tags: ['health'], summary: '运行指标（Prometheus）' } },
    async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}
