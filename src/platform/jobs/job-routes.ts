/** `/api/v1/jobs`: what runs later, what failed and why, and trying it again. For administrators. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Gauge } from 'prom-client';
import { type Static, Type } from 'typebox';
import { answerOnce, idempotencyScope } from '../http/idempotency.ts';
import { Problem } from '../http/problem.ts';
import { registerProblemCodes, shellProblem } from '../http/problem-codes.ts';
import type { Capability, Platform } from '../platform.ts';
import { countJobs, findJob, type Job, type JobState, listJobs, retryJob } from './queue.ts';

export const jobs: Capability = { name: 'jobs', routes };

const running = {
  code: 'job/running',
  status: 409,
  title: '任务正在执行',
  meaning: '正在执行的任务不能重试。请等它结束。',
};

const states = Type.Union(
  [Type.Literal('queued'), Type.Literal('running'), Type.Literal('retrying'), Type.Literal('failed')],
  { title: '状态' },
);
const JobBody = Type.Object({
  id: Type.String(),
  task: Type.String(),
  state: states,
  attempts: Type.Integer(),
  maxAttempts: Type.Integer(),
  lastError: Type.Optional(Type.String()),
  runAt: Type.String({ format: 'date-time' }),
  createdAt: Type.String({ format: 'date-time' }),
});
const Page = Type.Object({ items: Type.Array(JobBody), next: Type.Union([Type.String(), Type.Null()]) });
const Query = Type.Object({
  state: Type.Optional(states),
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ title: '游标', pattern: '^[0-9]{1,18}$' })),
});
const Path = Type.Object({ id: Type.String() });

function routes(app: FastifyInstance, platform: Platform): void {
  const { pool } = platform;
  registerProblemCodes([running]);
  measureQueue(app, () => countJobs(pool));
  const access = { who: ['admin' as const] };
  const tags = ['operations'];

  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/v1/jobs',
    {
      config: { access },
      schema: { tags, summary: '后台任务', querystring: Query, response: { 200: Page } },
    },
    async ({ query: { state, limit, cursor } }) => {
      const found = await listJobs(pool, {
        limit: limit + 1,
        ...(state && { state }),
        ...(cursor && { before: cursor }),
      });
      const items = found.slice(0, limit).map(bodyOf);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );

  app.post<{ Params: Static<typeof Path> }>(
    '/api/v1/jobs/:id/retry',
    {
      config: { access, visible: async (request) => (await findJob(pool, idOf(request))) !== undefined },
      schema: { tags, summary: '立即重试一个后台任务', params: Path, response: { 200: JobBody } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => {
        const retried = await retryJob(client, id);
        const job = await findJob(client, id);
        if (!job) throw shellProblem('subject/unknown');
        if (!retried) throw new Problem({ ...running, detail: running.meaning });
        return { status: 200, body: bodyOf(job) };
      });
      return reply.send(answer.body);
    },
  );
}

function measureQueue(app: FastifyInstance, count: () => Promise<Record<JobState, number>>): void {
  new Gauge({
    name: 'jobs',
    help: 'Jobs in the queue by state; failed ones wait for a person',
    labelNames: ['state'],
    registers: [app.metrics],
    async collect() {
      const counts = await count().catch(() => undefined); // no database: the other measures still tell something
      if (!counts) return this.reset();
      for (const [state, number] of Object.entries(counts)) this.set({ state }, number);
    },
  });
}

function idOf({ params }: FastifyRequest): string {
  return typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : '';
}

function bodyOf({ lastError, runAt, createdAt, ...job }: Job): Static<typeof JobBody> {
  return {
    ...job,
    ...(lastError !== undefined && { lastError }),
    runAt: runAt.toISOString(),
    createdAt: createdAt.toISOString(),
  };
}
