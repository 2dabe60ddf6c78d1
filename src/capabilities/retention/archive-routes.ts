/** `/api/v1/archive-batches`, `/api/v1/archived-cases`, `/api/v1/retention-schedule`: for those who keep the archive. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Role } from '../../kernel/actor.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';
import { createOrganisation } from '../organisation/public.ts';
import { type ArchiveBatch, beginBatch, findBatch, listBatches } from './archive-batches.ts';
import { type ArchivedCase, findArchived, listArchived } from './archived-cases.ts';
import { namesIn } from './names.ts';
import {
  ArchivedList,
  ArchivedQuery,
  Batch,
  BatchBody,
  Batches,
  CasePath,
  Path,
  ScheduleAnswer,
  ScheduleBody,
} from './retention-schema.ts';
import type { Schedule } from './schedule.ts';
import { addSchedule, currentSchedule } from './stored-schedule.ts';

export const keepers: Role[] = ['archivist'];
export const archiveReaders: Role[] = ['archivist', 'auditor', 'legal', 'leader'];
const tags = ['retention'];

export function archiveRoutes(app: FastifyInstance, platform: Platform): void {
  scheduleRoutes(app, platform);
  batchRoutes(app, platform);
  archivedRoutes(app, platform);
}

function scheduleRoutes(app: FastifyInstance, platform: Platform): void {
  app.get(
    '/api/v1/retention-schedule',
    {
      config: { access: { who: archiveReaders } },
      schema: { tags, summary: '归档范围和保管期限表', response: { 200: ScheduleAnswer } },
    },
    async () => currentSchedule(platform),
  );
  app.post<{ Body: Schedule }>(
    '/api/v1/retention-schedule',
    {
      config: { access: { who: keepers } },
      schema: {
        tags,
        summary: '新的一版归档范围和保管期限表',
        description: '只影响以后的归档；已经归档的办件按当时的版本。',
        body: ScheduleBody,
        response: { 201: ScheduleAnswer },
      },
    },
    async (request, reply) => {
      refuseUnknownClass(request.body);
      await answerOnce(platform, idempotencyScope(request), async () => ({
        status: 201,
        body: { version: await addSchedule(platform, request.body) },
      }));
      return reply.code(201).send(await currentSchedule(platform));
    },
  );
}

function refuseUnknownClass({ classes, rules, otherwise }: Schedule): void {
  const places = [
    ...rules.map((rule, place) => ({ name: rule.class, pointer: `/rules/${place}/class` })),
    { name: otherwise, pointer: '/otherwise' },
  ];
  const errors = places
    .filter(({ name }) => !Object.hasOwn(classes, name))
    .map(({ name, pointer }) => ({
      pointer,
      code: 'retention/class-unknown',
      message: `“保管期限”里没有 ${name}，请先在 classes 里写明。`,
    }));
  if (errors.length > 0) throw shellProblem('input/invalid', { errors });
}

function batchRoutes(app: FastifyInstance, platform: Platform): void {
  const { pool, jurisdiction } = platform;
  app.post<{ Body: Static<typeof BatchBody> }>(
    '/api/v1/archive-batches',
    {
      config: { access: { who: keepers } },
      schema: {
        tags,
        summary: '归档一段时间内办结的办件',
        description: '后台进行；每个办件一个档案包。已经归档、没有变化的不再归档。',
        body: BatchBody,
        response: { 202: Batch },
      },
    },
    async (request, reply) => {
      const { closedFrom, closedTo } = request.body;
      if (closedTo < closedFrom) {
        const message = '止日早于起日，请核对。';
        throw shellProblem('input/invalid', {
          errors: [{ pointer: '/closedTo', code: 'retention/days', message }],
        });
      }
      const madeBy = signedIn(request).personId;
      const origin = `${request.protocol}://${request.host}`;
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => ({
        status: 202,
        body: { id: await beginBatch(platform, client, { closedFrom, closedTo, madeBy, origin }) },
      }));
      const { id } = answer.body as { id: string };
      return reply.code(202).send(await batchView(platform, id));
    },
  );
  app.get(
    '/api/v1/archive-batches',
    {
      config: { access: { who: archiveReaders } },
      schema: { tags, summary: '归档批次', response: { 200: Batches } },
    },
    async () => {
      const nameOf = await namesIn(platform);
      const items = await listBatches(pool, jurisdiction, 100);
      return { items: items.map((batch) => viewOf(batch, nameOf)) };
    },
  );
  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/archive-batches/:id',
    {
      config: {
        access: { who: archiveReaders },
        visible: async ({ params }: FastifyRequest) =>
          (await findBatch(pool, jurisdiction, (params as Static<typeof Path>).id)) !== undefined,
      },
      schema: { tags, summary: '一个归档批次，进行到哪里', params: Path, response: { 200: Batch } },
    },
    async ({ params }) => batchView(platform, params.id),
  );
}

async function batchView(platform: Platform, id: string): Promise<Static<typeof Batch>> {
  const batch = await findBatch(platform.pool, platform.jurisdiction, id);
  if (!batch) throw shellProblem('subject/unknown');
  return viewOf(batch, await namesIn(platform));
}

function viewOf(batch: ArchiveBatch, nameOf: (person: string) => string): Static<typeof Batch> {
  const { id, madeBy, madeAt, closedFrom, closedTo, status, archived } = batch;
  return { id, madeBy: nameOf(madeBy), madeAt: madeAt.toISOString(), closedFrom, closedTo, status, archived };
}

function archivedRoutes(app: FastifyInstance, platform: Platform): void {
  const { pool, jurisdiction, clock } = platform;
  app.get<{ Querystring: Static<typeof ArchivedQuery> }>(
    '/api/v1/archived-cases',
    {
      config: { access: { who: archiveReaders } },
      schema: { tags, summary: '归档目录', querystring: ArchivedQuery, response: { 200: ArchivedList } },
    },
    async ({ query: { due, cursor, limit, ...query } }) => {
      const found = await listArchived(pool, jurisdiction, {
        ...query,
        ...(due && { dueBefore: clock.today() }),
        ...(cursor !== undefined && { after: Number(cursor) }),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        items: await viewArchived(platform, page),
        next: found.length > limit && last ? String(last.caseId) : null,
      };
    },
  );
  app.get<{ Params: Static<typeof CasePath> }>(
    '/api/v1/archived-cases/:caseNo/package',
    {
      config: {
        access: { who: keepers },
        visible: async ({ params }: FastifyRequest) =>
          (await packageOf(platform, (params as Static<typeof CasePath>).caseNo)) !== undefined,
      },
      schema: { tags, summary: '档案包（zip）', produces: ['application/zip'], params: CasePath },
    },
    async (request, reply) => {
      const { caseNo } = request.params;
      const found = await packageOf(platform, caseNo);
      const open = await createCases(platform).loadByNumber(caseNo);
      const content = found && (await platform.documents.get(found.sm3));
      if (!found || !open || !content) throw shellProblem('subject/unknown');
      await createCases(platform).recordReading(open, signedIn(request), { whole: true });
      return reply
        .header('content-type', 'application/zip')
        .header('content-length', found.size)
        .header('content-disposition', `attachment; filename="${caseNo}.zip"`)
        .header('cache-control', 'private, no-store')
        .send(content);
    },
  );
}

async function packageOf({ pool, jurisdiction }: Platform, caseNo: string) {
  const found = await findArchived(pool, jurisdiction, caseNo);
  return found?.packageSm3 && found.packageSize !== null
    ? { sm3: found.packageSm3, size: found.packageSize }
    : undefined;
}

export async function viewArchived(platform: Platform, cases: readonly ArchivedCase[]) {
  const [{ classes }, { offices }] = await Promise.all([
    currentSchedule(platform),
    createOrganisation(platform).directory(),
  ]);
  return cases.map((one) => ({
    caseNo: one.caseNo,
    itemName: one.itemName,
    office: one.office,
    officeName: offices.get(one.office)?.name ?? one.office,
    closedOn: one.closedOn,
    class: one.class,
    classLabel: classes[one.class]?.label ?? one.class,
    keepUntil: one.keepUntil,
    archivedAt: one.archivedAt.toISOString(),
    batch: one.batch,
    transfer: one.transfer,
    destroyedOn: one.destroyedOn,
    package:
      one.packageSm3 === null || one.packageSize === null
        ? null
        : { size: Number(one.packageSize), sm3: one.packageSm3 },
  }));
}
