import fastify from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishedCalendar } from '../../kernel/time/calendar.ts';
import { useProblems } from '../../platform/http/errors.ts';
import { useSchemaValidation } from '../../platform/http/validation.ts';
import { useCalendarRoutes } from './routes.ts';

const app = fastify();

beforeAll(async () => {
  app.decorate('problemPage', { render: undefined });
  useProblems(app);
  useSchemaValidation(app);
  useCalendarRoutes(app, { current: async () => publishedCalendar() });
  await app.ready();
});

async function ask(query: string) {
  const response = await app.inject(`/api/v1/deadlines?${query}`);
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

describe('GET /api/v1/deadlines', () => {
  it.each([
    ['from=2026-02-13&days=20', '2026-03-19'],
    ['from=2026-02-13&days=20&unit=working&pause=2026-03-02..2026-03-06', '2026-03-25'],
    ['from=2026-02-13&days=20&pause=2026-03-02..2026-03-04&pause=2026-03-03..2026-03-06', '2026-03-25'],
    ['from=2025-09-02&days=30&unit=natural', '2025-10-09'],
    ['from=2026-02-13&rule=XK-32-4', '2026-02-27'],
  ])('%s → %s', async (query, due) => {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    expect(body).toMatchObject({ due, provisional: false });
    expect(Object.keys(body)).toEqual(['due', 'provisional', 'lines']);
  });

  it('explains each line with its basis', async () => {
    const { body } = await ask('from=2025-09-02&days=30&unit=natural');
    expect(body.lines).toContainEqual(
      expect.objectContaining({ kind: 'roll', basis: '民法典第二百零三条第一款', days: 7 }),
    );
  });

  it.each([
    ['days=20', '/from'],
    ['from=2026-02-30&days=20', '/from'],
    ['from=2026-02-13', '/days'],
    ['from=2026-02-13&days=0', '/days'],
    ['from=2026-02-13&days=twenty', '/days'],
    ['from=2026-02-13&days=20&unit=weeks', '/unit'],
    ['from=2026-02-13&days=20&pause=soon', '/pause'],
    ['from=2026-02-13&days=20&pause=2026-03-06..2026-03-02', '/pause'],
    ['from=2026-02-13&days=20&unit=natural&pause=2026-03-02..2026-03-06', '/pause'],
    ['from=2026-02-13&rule=XK-99', '/rule'],
    ['from=1949-10-01&days=20', '/from'],
  ])('%s is refused at %s', async (query, pointer) => {
    const { status, body } = await ask(query);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'input/invalid' });
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, in: 'query' }));
  });
});
