/** `/api/v1/cases`: filing, reading, taking steps (contracts §3). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import Type, { type Static } from 'typebox';
import type { Actor } from '../../kernel/actor.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { unprintableCharacters } from '../../platform/printing/rare-characters.ts';
import { createCatalogue, type Item } from '../catalogue/public.ts';
import { caseListSchema, caseSchema, explainedClockSchema, worklistSchema } from './case-schema.ts';
import { type Cases, createCases } from './cases.ts';
import { pastDeadlocks } from './file-case.ts';
import { type DraftChange, draftChangeSchema, type Filing, filingSchema, materialErrors } from './filing.ts';
import { filingCheckRoutes } from './filing-check-routes.ts';
import { findLetter, isLetterKnown } from './letter-of-case.ts';
import type { OpenCase } from './open-case.ts';
import { forOtherItems, invalid, letterMasked, staleVersion, stepForbidden } from './problems.ts';
import type { LetterInput, RenderLetter } from './procedure-module.ts';

const CasePath = Type.Object({ caseNo: Type.String() });
const StepBody = Type.Object(
  {
    step: Type.String({ title: '步骤', minLength: 1, maxLength: 64 }),
    input: Type.Optional(Type.Unknown({ title: '步骤的内容' })),
    version: Type.Optional(Type.Integer({ title: '所见的版本', minimum: 0 })),
    lane: Type.Optional(
      Type.String({ title: '在哪个部门的环节线中', description: 'nextSteps 中的 lane', maxLength: 64 }),
    ),
  },
  { additionalProperties: false },
);
const limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 });
const cursor = Type.Optional(Type.String({ maxLength: 200 }));
const light = Type.Unsafe<'normal' | 'warning' | 'overdue' | 'paused' | 'stopped'>({
  type: 'string',
  enum: ['normal', 'warning', 'overdue', 'paused', 'stopped'],
});
const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100 })),
  status: Type.Optional(Type.String({ maxLength: 40 })),
  office: Type.Optional(Type.String({ maxLength: 64 })),
  item: Type.Optional(Type.String({ maxLength: 120 })),
  light: Type.Optional(light),
  promise: Type.Optional(
    Type.Literal('overdue', { description: '承诺补交的材料已经逾期的办件，包括已经办结的' }),
  ),
  limit,
  cursor,
});
const ClockQuery = Type.Object({
  of: Type.Optional(
    Type.String({
      description: '几个同名的时限中的哪一个：时限的 of（部门、被征求意见的一方）；不写的是第一个',
      maxLength: 64,
    }),
  ),
});
const WorkQuery = Type.Object({ step: Type.Optional(Type.String({ maxLength: 64 })), limit, cursor });

/** The case that `visible` loaded for this request: one load serves the check and the step. */
const opened = new WeakMap<FastifyRequest, OpenCase>();

function openedBy(request: FastifyRequest): OpenCase {
  const open = opened.get(request);
  if (!open) throw new Error('this route has no visible case');
  return open;
}

export function caseRoutes(app: FastifyInstance, platform: Platform, renderLetter: RenderLetter): void {
  const cases = createCases(platform);
  const visible = async (request: FastifyRequest) => {
    const { caseNo } = request.params as Static<typeof CasePath>;
    const open = request.actor && (await cases.find(caseNo, request.actor));
    if (open) opened.set(request, open);
    return open !== undefined;
  };
  filingRoutes(app, platform, cases);
  filingCheckRoutes(app, platform);
  listRoutes(app, cases);
  procedureRoute(app, platform, cases);
  oneCaseRoutes(app, platform, cases, visible);
  letterRoute(app, cases, visible, renderLetter);
}

const anything = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });
const flowSchema = Type.Object({ chart: anything, way: anything });

/** Drawn by whoever asks; its shape is the kernel's and is not repeated here. */
const asAnswer = (flow: object) => flow as Static<typeof flowSchema>;

type Visible = (request: FastifyRequest) => Promise<boolean>;

/** As it was sent, before anybody has looked at its shape: who may not is told so first (contracts §3). */
const bodyOf = ({ body }: FastifyRequest): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {};

function filingRoutes(app: FastifyInstance, platform: Platform, cases: Cases): void {
  const catalogue = createCatalogue(platform);
  app.post<{ Body: Filing }>(
    '/api/v1/cases',
    {
      // Which of them may file depends on the procedure; the engine asks its declaration.
      config: { access: { who: ['applicant', 'clerk', 'disclosure'] } },
      preValidation: async (request) => {
        const { procedure, itemId } = bodyOf(request);
        if (typeof procedure === 'string' && !cases.mayFile(procedure, signedIn(request))) {
          throw stepForbidden('提交申请');
        }
        const item = typeof itemId === 'string' ? await catalogue.findItem(itemId) : undefined;
        if (item && isForOthers(cases, item, signedIn(request))) throw forOtherItems(item.name);
      },
      schema: {
        tags: ['cases'],
        summary: '提交申请（或存为草稿）',
        body: filingSchema,
        response: { 201: caseSchema },
      },
    },
    async (request, reply) => {
      const filing = request.body;
      const named = filing.procedure === undefined ? undefined : cases.findProcedure(filing.procedure);
      if (filing.procedure !== undefined && !named) {
        throw invalid([{ pointer: '/procedure', code: 'procedure/unknown', message: '没有这种程序。' }]);
      }
      const itemId = filing.itemId ?? named?.itemId;
      if (itemId === undefined) {
        throw invalid([{ pointer: '/itemId', code: 'input/required', message: '请填写事项。' }]);
      }
      const item = await catalogue.findItem(itemId);
      if (!item)
        throw invalid([{ pointer: '/itemId', code: 'item/unknown', message: '没有这个事项，请核对编号。' }]);
      if (!item.fileable) throw guideOnly(item.name);
      const procedure = filing.procedure ?? item.procedure ?? 'licensing';
      const ownItem = cases.findProcedure(procedure)?.itemId;
      if ((item.procedure ?? procedure) !== procedure || (ownItem ?? itemId) !== itemId) {
        const message = '这个事项不适用所填的程序，请不填 procedure 或者核对事项。';
        throw invalid([{ pointer: '/procedure', code: 'procedure/other-item', message }]);
      }
      const filed = { ...filing, procedure };
      const answer = await cases.file(filed, item, signedIn(request), idempotencyScope(request));
      return reply.code(201).send(answer.body as Static<typeof caseSchema>);
    },
  );
}

/** A post for other items files nothing of this one, although it files. */
function isForOthers(cases: Cases, item: Item, actor: Actor): boolean {
  const procedure = (item.fileable && item.procedure) || 'licensing';
  return cases.mayFile(procedure, actor) && !cases.mayFile(procedure, actor, item.itemId);
}

function procedureRoute(app: FastifyInstance, platform: Platform, cases: Cases): void {
  const catalogue = createCatalogue(platform);
  app.get<{ Params: { itemId: string } }>(
    '/api/v1/items/:itemId/procedure',
    {
      config: { access: { who: 'public' } },
      schema: {
        tags: ['items'],
        summary: '事项的办理程序：由声明生成的说明和流程图',
        params: Type.Object({ itemId: Type.String({ minLength: 1, maxLength: 120 }) }),
        response: { 200: anything },
      },
    },
    async (request) => {
      const item = await catalogue.findItem(request.params.itemId);
      if (!item?.fileable) {
        throw unknownPart('item/no-procedure', '没有这个事项的办理程序', '没有这个事项，或者它只有指南。');
      }
      return (await cases.explain(item)) as unknown as Record<string, unknown>;
    },
  );
}

function guideOnly(name: string): Problem {
  return new Problem({
    status: 409,
    code: 'item/guide-only',
    title: '该事项只提供指南',
    detail: `“${name}”目前只提供办事指南，不能在这里申请。`,
    basis: '本区政务服务事项目录：该事项只公布办事指南',
    needed: '请按办事指南到相应窗口办理。',
  });
}

function listRoutes(app: FastifyInstance, cases: Cases): void {
  app.get<{ Querystring: Static<typeof ListQuery> }>(
    '/api/v1/cases',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        tags: ['cases'],
        summary: '办件列表',
        querystring: ListQuery,
        response: { 200: caseListSchema },
      },
    },
    async (request) => cases.listCases(signedIn(request), request.query),
  );
  app.get<{ Querystring: Static<typeof WorkQuery> }>(
    '/api/v1/worklist',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        tags: ['cases'],
        summary: '待办：按紧急程度',
        querystring: WorkQuery,
        response: { 200: worklistSchema },
      },
    },
    async (request) => cases.listWork(signedIn(request), request.query),
  );
}

function oneCaseRoutes(app: FastifyInstance, platform: Platform, cases: Cases, visible: Visible): void {
  const config = { access: { who: 'signed-in' as const }, visible };
  app.get(
    '/api/v1/cases/:caseNo',
    {
      config,
      schema: { tags: ['cases'], summary: '办件', params: CasePath, response: { 200: caseSchema } },
    },
    async (request) => {
      await cases.recordReading(openedBy(request), signedIn(request));
      return cases.view(openedBy(request), signedIn(request));
    },
  );
  app.patch<{ Body: DraftChange }>(
    '/api/v1/cases/:caseNo',
    {
      config,
      preValidation: (request, _reply, done) => {
        if (!cases.isParty(openedBy(request), signedIn(request))) throw stepForbidden('修改草稿');
        done();
      },
      schema: {
        tags: ['cases'],
        summary: '修改草稿',
        params: CasePath,
        body: draftChangeSchema,
        response: { 200: caseSchema },
      },
    },
    async (request) => {
      const answer = await pastDeadlocks(() =>
        answerOnce(platform, idempotencyScope(request), async (client) => ({
          status: 200,
          body: await changeDraft(cases, openedBy(request), request, client),
        })),
      );
      return answer.body as Static<typeof caseSchema>;
    },
  );
  app.post<{ Body: Static<typeof StepBody> }>(
    '/api/v1/cases/:caseNo/steps',
    {
      config,
      preValidation: (request, _reply, done) => {
        const { step, lane } = bodyOf(request);
        cases.refuseStranger(openedBy(request), signedIn(request), step, lane);
        done();
      },
      schema: {
        tags: ['cases'],
        summary: '办理一步',
        params: CasePath,
        body: StepBody,
        response: { 200: caseSchema },
      },
    },
    async (request) => {
      const { step, input, version, lane } = request.body;
      const taken = {
        step,
        input,
        ...(version === undefined ? {} : { version }),
        ...(lane === undefined ? {} : { lane }),
      };
      const answer = await cases.take(openedBy(request), signedIn(request), taken, idempotencyScope(request));
      return answer.body as Static<typeof caseSchema>;
    },
  );
  app.get(
    '/api/v1/cases/:caseNo/flow-chart',
    {
      config,
      schema: {
        tags: ['cases'],
        summary: '流程图：这个办件走过的路和现在的位置',
        params: CasePath,
        response: { 200: flowSchema },
      },
    },
    async (request) => asAnswer(cases.flowOf(openedBy(request), signedIn(request))),
  );
  app.get<{ Params: { name: string }; Querystring: Static<typeof ClockQuery> }>(
    '/api/v1/cases/:caseNo/clocks/:name',
    {
      config,
      schema: {
        tags: ['cases'],
        summary: '一个时限，逐日说明',
        params: Type.Object({
          caseNo: Type.String(),
          name: Type.String({ description: '时限的名称；几个同名的时限，也可以写成“名称:of”' }),
        }),
        querystring: ClockQuery,
        response: { 200: explainedClockSchema },
      },
    },
    async (request) => {
      const clock = cases.explainClock(
        openedBy(request),
        request.params.name,
        signedIn(request),
        request.query.of,
      );
      if (!clock) throw unknownPart('clock/unknown', '没有这个时限', '办件没有这个时限，或者它还没有开始。');
      return clock as unknown as Static<typeof explainedClockSchema>;
    },
  );
}

function letterRoute(app: FastifyInstance, cases: Cases, visible: Visible, renderLetter: RenderLetter): void {
  app.get(
    '/api/v1/cases/:caseNo/letters/:letterId',
    {
      config: { access: { who: 'signed-in' }, visible, opensInBrowser: true },
      schema: {
        tags: ['cases'],
        summary: '文书（可打印的页面）',
        produces: ['text/html'],
        params: Type.Object({ caseNo: Type.String(), letterId: Type.String() }),
      },
    },
    async (request, reply) => {
      const open = openedBy(request);
      const viewer = signedIn(request);
      const { letterId } = request.params as { letterId: string };
      const found = findLetter(open, letterId, viewer, `${request.protocol}://${request.host}`);
      if (!found && isLetterKnown(open, letterId, viewer)) throw letterMasked();
      if (!found) throw unknownPart('letter/unknown', '没有这份文书', '办件没有这份文书。');
      await cases.recordReading(open, viewer);
      const file = found.isErased ? {} : { fileHref: `${request.url.split('?', 1)[0]}/file` };
      const page = await renderLetter({ ...found.letter, ...file, unprintable: unprintableIn(found.letter) });
      return reply.type('text/html; charset=utf-8').send(page);
    },
  );
}

/** As the file would be written (kernel/letters/letter-refusals.ts): it is not offered where it cannot be made. */
function unprintableIn({ content, docNo, authorityName }: LetterInput): string[] {
  const { title, addressee, paragraphs, table, footnotes } = content;
  const rows = table ? [table.head, ...table.rows] : [];
  const texts = [title, docNo, addressee, ...paragraphs, ...rows.flat(), ...footnotes, authorityName];
  return unprintableCharacters(texts.join(''));
}

async function changeDraft(
  cases: Cases,
  open: OpenCase,
  request: FastifyRequest<{ Body: DraftChange }>,
  client: PoolClient,
) {
  const actor = signedIn(request);
  const change = request.body;
  const errors = change.materials ? materialErrors(change.materials, open.item) : [];
  if (errors.length > 0) throw invalid(errors);
  if (change.version !== undefined && change.version !== open.record.version) {
    throw staleVersion('办件已有新的进展。');
  }
  const changed = open.record.status === 'draft' && (await cases.changeDraft(open, actor, change, client));
  if (!changed) throw notADraft();
  return changed;
}

function notADraft(): Problem {
  return new Problem({
    status: 409,
    code: 'case/not-a-draft',
    title: '办件已经提交',
    detail: '办件已经提交，不能再修改草稿。',
    needed: '需要更正的，请在收到一次性告知后补正，或者撤回后重新申请。',
  });
}

function unknownPart(code: string, title: string, detail: string): Problem {
  return new Problem({ status: 404, code, title, detail });
}
