/** `/api/v1/information-requests`: the register, and the numbers of the yearly report (政府信息公开条例 45, 50). */
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Role } from '../../kernel/actor.ts';
import { signedIn } from '../../platform/http/access.ts';
import { cursorOf, idIn } from '../../platform/http/list-page.ts';
import type { Platform } from '../../platform/platform.ts';
import { headlines } from './lanes.ts';
import { readRegister, readYearlyNumbers } from './register.ts';

const readers: Role[] = ['disclosure', 'head-disclosure', 'supervisor'];

const day = Type.String({ format: 'date' });
const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const RegisterQuery = Type.Object({
  from: Type.Optional(Type.String({ title: '收到日期起', format: 'date' })),
  to: Type.Optional(Type.String({ title: '收到日期止', format: 'date' })),
  status: Type.Optional(Type.Unsafe<string>({ type: 'string', title: '状态', enum: Object.keys(headlines) })),
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ title: '下一页', maxLength: 200 })),
});

const RegisterAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      caseNo: Type.String(),
      status: Type.String(),
      statusLabel: Type.String(),
      filedOn: day,
      receivedOn: orNull(day),
      applicantKind: Type.String({ description: 'natural-person 自然人，organization 法人或者其他组织' }),
      subject: orNull(Type.String({ description: '申请的内容；岗位不需要个人信息的为 null' })),
      due: orNull(day),
      answeredOn: orNull(day),
      answerKind: orNull(Type.String()),
      answerLabel: orNull(Type.String()),
      overdue: Type.Boolean(),
    }),
  ),
  next: orNull(Type.String({ description: '下一页的 cursor；没有更多时为 null' })),
});

const YearQuery = Type.Object({
  year: Type.Optional(Type.Integer({ title: '年度', minimum: 2008, maximum: 2200 })),
});

const YearAnswer = Type.Object({
  year: Type.Integer(),
  asOf: Type.String({ format: 'date', description: '统计截止日' }),
  numbers: Type.Array(
    Type.Object({
      definition: Type.String(),
      version: Type.Integer(),
      label: Type.String(),
      meaning: Type.String({ description: '统计口径' }),
      basis: Type.String(),
      value: Type.Integer(),
      cases: Type.Array(Type.String(), { description: '这个数字由哪些办件构成' }),
    }),
  ),
});

export function registerRoutes(app: FastifyInstance, platform: Platform): void {
  const tags = ['information-requests'];
  app.get<{ Querystring: Static<typeof RegisterQuery> }>(
    '/api/v1/information-requests',
    {
      config: { access: { who: readers } },
      schema: {
        tags,
        summary: '政府信息公开申请登记簿',
        querystring: RegisterQuery,
        response: { 200: RegisterAnswer },
      },
    },
    async (request) => {
      const { cursor, ...query } = request.query;
      const { items, nextId } = await readRegister(platform, signedIn(request), {
        ...query,
        ...(cursor === undefined ? {} : { beforeId: idIn(cursor) }),
      });
      return { items, next: nextId === null ? null : cursorOf(nextId) };
    },
  );
  app.get<{ Querystring: Static<typeof YearQuery> }>(
    '/api/v1/information-requests/statistics',
    {
      config: { access: { who: readers } },
      schema: {
        tags,
        summary: '年度报告中的收到和处理申请情况，每个数字附口径和办件',
        querystring: YearQuery,
        response: { 200: YearAnswer },
      },
    },
    async (request) => {
      const year = request.query.year ?? Number(platform.clock.today().slice(0, 4));
      return readYearlyNumbers(platform, signedIn(request), year);
    },
  );
}
