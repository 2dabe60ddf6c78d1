/** `/api/v1/absences`, `/api/v1/officers`: who is away, who stands in, who could. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Actor, deputisedRoles, type Role, roles } from '../../kernel/actor.ts';
import { daysBetween } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { registerProblemCodes } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  type Absence,
  endAbsence,
  findAbsence,
  isAwayIn,
  lentPosts,
  listAbsences,
  lockPeople,
  mayRecordFor,
  type NewAbsence,
  recordAbsence,
} from './absences.ts';
import { createOrganisation, type Directory } from './directory.ts';

const Person = Type.Object({ id: Type.String(), name: Type.String() });
const Day = (title: string) => Type.String({ title, format: 'date' });
const AbsenceAnswer = Type.Object({
  id: Type.String(),
  person: Person,
  deputy: Type.Union([Person, Type.Null()]),
  from: Type.String(),
  to: Type.String({ description: '缺勤的最后一天' }),
  returnedOn: Type.Union([Type.String(), Type.Null()]),
  recordedBy: Type.String(),
});
const Recording = Type.Object(
  {
    person: Type.Optional(Type.String({ title: '缺勤人员', description: '不填为本人', maxLength: 64 })),
    deputy: Type.Optional(Type.String({ title: '代理人员', maxLength: 64 })),
    from: Day('起始日期'),
    to: Day('结束日期'),
  },
  { additionalProperties: false },
);
const OfficerAnswer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  posts: Type.Array(Type.Object({ role: Type.Enum([...roles]), office: Type.String() })),
  absent: Type.Boolean(),
});
const listOf = <T extends typeof AbsenceAnswer | typeof OfficerAnswer>(items: T) =>
  Type.Object({ items: Type.Array(items), next: Type.Null() });

/** Those who can be away from a case, and those who keep the register of people. */
const concerned: Role[] = [...deputisedRoles, 'admin'];
const longestDays = 366;

const invalid = (errors: ProblemError[]) =>
  new Problem({
    status: 422,
    code: 'input/invalid',
    title: '填写的内容有误',
    detail: errors.map(({ message }) => message).join(''),
    errors,
  });

const codes = {
  overlap: {
    code: 'absence/overlap',
    status: 409,
    title: '这几天已经登记缺勤',
    meaning: '同一个人的缺勤不能重叠；先提前结束已有的登记。',
  },
  over: {
    code: 'absence/over',
    status: 409,
    title: '缺勤已经结束',
    meaning: '已经结束的缺勤不能再次结束。',
  },
} as const;

export function absenceRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes(Object.values(codes));
  const organisation = createOrganisation(platform);
  const config = { access: { who: concerned } };
  app.get(
    '/api/v1/officers',
    {
      config,
      schema: {
        tags: ['organisation'],
        summary: '本部门在岗人员',
        response: { 200: listOf(OfficerAnswer) },
      },
    },
    async (request) => ({
      items: officersNear(await organisation.directory(), signedIn(request)),
      next: null,
    }),
  );
  app.get(
    '/api/v1/absences',
    {
      config,
      schema: {
        tags: ['organisation'],
        summary: '本部门的缺勤和代理',
        response: { 200: listOf(AbsenceAnswer) },
      },
    },
    async (request) => ({
      items: await listAbsences(platform, await organisation.directory(), signedIn(request)),
      next: null,
    }),
  );
  app.post<{ Body: Static<typeof Recording> }>(
    '/api/v1/absences',
    {
      config,
      schema: {
        tags: ['organisation'],
        summary: '登记缺勤和代理',
        body: Recording,
        response: { 201: AbsenceAnswer },
      },
    },
    async (request, reply) => {
      const actor = signedIn(request);
      const directory = await organisation.directory();
      const wanted = { ...request.body, person: request.body.person ?? actor.personId };
      const errors = recordingErrors(platform, directory, actor, wanted);
      if (errors.length > 0) throw invalid(errors);
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => {
        const { jurisdiction } = platform;
        const { person, deputy } = wanted;
        await lockPeople(client, jurisdiction, deputy ? [person, deputy] : [person]);
        if (await isAwayIn(client, jurisdiction, person, wanted)) throw overlapping();
        if (deputy && (await isAwayIn(client, jurisdiction, deputy, wanted))) {
          throw invalid([deputyError('absence/deputy-away', '代理人员这几天也登记了缺勤，请另选一位。')]);
        }
        const id = await recordAbsence(client, platform, actor, wanted);
        return { status: 201, body: shown(id, directory, actor, wanted) };
      });
      return reply.code(201).send(answer.body as Static<typeof AbsenceAnswer>);
    },
  );
  app.post<{ Params: { id: string } }>(
    '/api/v1/absences/:id/end',
    {
      config: {
        ...config,
        visible: async (request: FastifyRequest) => {
          const { id } = request.params as { id: string };
          const directory = await organisation.directory();
          const absence = await findAbsence(platform, directory, id);
          return (
            absence !== undefined &&
            request.actor !== undefined &&
            mayRecordFor(directory, request.actor, absence.person.id)
          );
        },
      },
      schema: {
        tags: ['organisation'],
        summary: '提前结束缺勤',
        params: Type.Object({ id: Type.String() }),
        response: { 200: AbsenceAnswer },
      },
    },
    async (request) => {
      const { id } = request.params;
      await answerOnce(platform, idempotencyScope(request), async (client) => {
        if (!(await endAbsence(client, platform, signedIn(request), id))) throw alreadyOver();
        return { status: 200, body: {} };
      });
      const ended = await findAbsence(platform, await organisation.directory(), id);
      if (!ended) throw new Error(`absence ${id} is gone`);
      return ended;
    },
  );
}

function officersNear(directory: Directory, viewer: Actor): Static<typeof OfficerAnswer>[] {
  const near = viewer.posts.map(({ office }) => office);
  const sees = viewer.posts.some(({ role }) => role === 'admin');
  const people = Map.groupBy(directory.officers, ({ person }) => person);
  return [...people]
    .filter(([, posts]) => sees || posts.some(({ office }) => near.includes(office)))
    .map(([id, posts]) => ({
      id,
      name: posts[0]?.name ?? '',
      posts: posts.map(({ role, office }) => ({ role, office })),
      absent: posts.some(({ absent }) => absent),
    }));
}

function recordingErrors(
  { clock }: Platform,
  directory: Directory,
  actor: Actor,
  { person, deputy, from, to }: NewAbsence,
): ProblemError[] {
  const errors: ProblemError[] = [];
  if (directory.postsOf(person).length === 0) {
    errors.push({ pointer: '/person', code: 'absence/nobody', message: '没有这位在岗人员。' });
  } else if (!mayRecordFor(directory, actor, person)) {
    const message = '只能登记本人的缺勤；他人的由其部门负责人登记。';
    errors.push({ pointer: '/person', code: 'absence/not-yours', message });
  }
  // What was done in the meantime was done by whoever did it: an absence is not recorded afterwards.
  if (from < clock.today()) {
    errors.push({ pointer: '/from', code: 'absence/past', message: '起始日期不能早于今天。' });
  }
  if (to < from) {
    errors.push({ pointer: '/to', code: 'absence/reversed', message: '结束日期不能早于起始日期。' });
  } else if (daysBetween(from, to) > longestDays) {
    errors.push({ pointer: '/to', code: 'absence/too-long', message: '一次最多登记一年，请分次登记。' });
  }
  if (deputy === person) {
    errors.push(deputyError('absence/deputy-self', '不能由本人代理本人。'));
  } else if (deputy !== undefined && lentPosts(directory, person, deputy).length === 0) {
    errors.push(deputyError('absence/deputy-office', '代理人员应当是同一部门的在岗人员。'));
  }
  return errors;
}

const deputyError = (code: string, message: string): ProblemError => ({ pointer: '/deputy', code, message });

function overlapping(): Problem {
  const { code, title } = codes.overlap;
  return new Problem({
    status: 409,
    code,
    title,
    detail: '这几天里已经登记了这位同事的缺勤。',
    needed: '请先提前结束已有的登记，再重新登记。',
  });
}

function alreadyOver(): Problem {
  const { code, title } = codes.over;
  return new Problem({ status: 409, code, title, detail: '这次缺勤已经结束。', needed: '无需再次结束。' });
}

function shown(
  id: string,
  { personNames }: Directory,
  actor: Actor,
  { person, deputy, from, to }: NewAbsence,
): Absence {
  const named = (one: string) => ({ id: one, name: personNames.get(one) ?? '' });
  return {
    id,
    person: named(person),
    deputy: deputy === undefined ? null : named(deputy),
    from,
    to,
    returnedOn: null,
    recordedBy: actor.name,
  };
}
