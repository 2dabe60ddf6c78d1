import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { answerRequest } from '../../kernel/rules/deadline-request.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { type Deadline, DeadlineInputFault, longestPeriod } from '../../kernel/time/deadline.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { CalendarSource } from './calendar-source.ts';

const Question = Type.Object({
  from: Type.String({
    title: '起算日',
    format: 'date',
    description: '开始的当日不计入（民法典第二百零一条）',
  }),
  days: Type.Optional(Type.Integer({ title: '天数', minimum: 1, maximum: longestPeriod })),
  unit: Type.Optional(Type.Enum(['working', 'natural'], { title: '单位', description: '默认为working' })),
  pause: Type.Optional(
    Type.Array(Type.String(), {
      title: '扣除时间',
      maxItems: 200,
      description: 'A..B，可以重复；只用于工作日',
    }),
  ),
  rule: Type.Optional(Type.String({ title: '规则编号', description: '代替天数和单位，如XK-42-1' })),
});

const Line = Type.Object({
  kind: Type.String({ description: 'start counted make-up weekend holiday pause roll due provisional' }),
  from: Type.String({ format: 'date' }),
  to: Type.String({ format: 'date' }),
  days: Type.Integer(),
  text: Type.String(),
  basis: Type.Optional(Type.String()),
});

const Answer = Type.Object({
  due: Type.String({ format: 'date' }),
  provisional: Type.Boolean({ description: '涉及放假安排尚未公布的年份' }),
  lines: Type.Array(Line),
});

export function useCalendarRoutes(app: FastifyInstance, source: Pick<CalendarSource, 'current'>): void {
  app.get<{ Querystring: Static<typeof Question> }>(
    '/api/v1/deadlines',
    {
      config: { access: { who: 'public' } },
      schema: {
        tags: ['calendar'],
        summary: '计算期限并逐日说明',
        querystring: Question,
        response: { 200: Answer },
      },
    },
    async ({ query }) => answer(await source.current(), query),
  );
}

function answer(calendar: Calendar, { from, days, unit, pause, rule }: Static<typeof Question>): Deadline {
  try {
    return answerRequest(calendar, { from, days, unit, pauses: pause, rule });
  } catch (fault) {
    if (fault instanceof DeadlineInputFault) throw inputProblem(fault);
    throw fault;
  }
}

function inputProblem({ place, code, message }: DeadlineInputFault): Problem {
  const pointer = `/${place === 'pauses' ? 'pause' : place}`;
  return shellProblem('input/invalid', {
    detail: message,
    errors: [{ pointer, code, message, in: 'query' }],
  });
}
