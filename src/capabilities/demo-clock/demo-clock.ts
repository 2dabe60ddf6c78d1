/** `/api/v1/demo/clock`: a demonstration's time, and how an administrator moves it forward (contracts §7). */
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem } from '../../platform/http/problem.ts';
import { type ProblemCode, registerProblemCodes } from '../../platform/http/problem-codes.ts';
import type { Capability, Platform } from '../../platform/platform.ts';
import { readInstant } from './read-instant.ts';

export const demoClock: Capability = { name: 'demo-clock', routes };

const Reading = Type.Object({
  now: Type.String({ format: 'date-time' }),
  today: Type.String({ format: 'date' }),
});
const Move = Type.Object({ now: Type.String({ title: '时间' }) });

/** In production the routes do not exist at all: nothing to forget to protect. */
function routes(app: FastifyInstance, platform: Platform): void {
  const { config, clock } = platform;
  if (config.mode === 'production') return;
  registerProblemCodes(Object.values(codes));
  const reading = () => ({ now: clock.now().toISOString(), today: clock.today() });

  app.get(
    '/api/v1/demo/clock',
    {
      config: { access: { who: 'public' } },
      schema: { tags: ['demo'], summary: '演示时钟', response: { 200: Reading } },
    },
    reading,
  );

  app.post<{ Body: Static<typeof Move> }>(
    '/api/v1/demo/clock',
    {
      config: { access: { who: ['admin'] } },
      schema: { tags: ['demo'], summary: '把演示时钟向前调', body: Move, response: { 200: Reading } },
    },
    async (request, reply) => {
      const instant = readInstant(request.body.now);
      if (!instant) throw notAnInstant();
      const answer = await answerOnce(platform, idempotencyScope(request), async () => {
        if (!(await clock.moveTo(instant))) throw backwards(clock.now());
        return { status: 200, body: reading() };
      });
      return reply.send(answer.body);
    },
  );
}

const codes = {
  instant: {
    code: 'clock/instant',
    status: 422,
    title: '时间无法识别',
    meaning: '请填写日期和时间，例如 2026-03-02T09:00:00+08:00；不写时区按北京时间，年份为 2000 至 2089。',
  },
  backwards: {
    code: 'clock/backwards',
    status: 409,
    title: '演示时钟只能向前调',
    meaning: '已经记录的事项不能落到未来，所以演示时钟不能往回调。',
  },
} as const satisfies Record<string, ProblemCode>;

function notAnInstant(): Problem {
  const { code, status, title, meaning } = codes.instant;
  return new Problem({
    status,
    code,
    title,
    detail: meaning,
    errors: [{ pointer: '/now', code, message: meaning }],
  });
}

function backwards(now: Date): Problem {
  const { code, status, title, meaning } = codes.backwards;
  const needed = `请填写晚于 ${now.toISOString()}（演示时钟当前时刻）的时间。`;
  return new Problem({ status, code, title, detail: meaning, needed });
}
