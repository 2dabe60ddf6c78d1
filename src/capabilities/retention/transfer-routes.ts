/** `/api/v1/transfers`: lists of what is handed over to the public archive, as a page to sign and as a workbook. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Actor } from '../../kernel/actor.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { mediaTypes } from '../../platform/documents/media-type.ts';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { Problem } from '../../platform/http/problem.ts';
import { registerProblemCodes, shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { renderTransferList, type TransferList } from '../../web/letters/archive-pages.tsx';
import { archiveReaders, keepers, viewArchived } from './archive-routes.ts';
import { listArchived } from './archived-cases.ts';
import { namesIn } from './names.ts';
import { HandOverBody, Path, TransferAnswer, TransferBody, Transfers } from './retention-schema.ts';
import { transferWorkbook } from './transfer-workbook.ts';
import { findTransfer, handOverTransfer, listTransfers, makeTransfer, type Transfer } from './transfers.ts';

const tags = ['retention'];
const most = 10_000;
const nothingToList = {
  code: 'transfer/nothing-to-list',
  status: 409,
  title: '没有可以移交的办件',
  meaning: '所选的办件都没有档案包，或者已经列入别的移交清单。',
};
const handedOver = {
  code: 'transfer/handed-over',
  status: 409,
  title: '已经移交',
  meaning: '这份清单已经登记过移交，不能再改。',
};

export function transferRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes([nothingToList, handedOver]);
  const { pool, jurisdiction } = platform;
  const visible = async ({ params }: FastifyRequest) =>
    (await findTransfer(pool, jurisdiction, (params as Static<typeof Path>).id)) !== undefined;

  app.post<{ Body: Static<typeof TransferBody> }>(
    '/api/v1/transfers',
    {
      config: { access: { who: keepers } },
      schema: { tags, summary: '编制移交清单', body: TransferBody, response: { 201: TransferAnswer } },
    },
    async (request, reply) => {
      const actor = keeperOf(signedIn(request));
      const answer = await answerOnce(platform, idempotencyScope(request), async (client) => {
        const { id, listed } = await makeTransfer(platform, client, request.body, actor);
        if (listed.length === 0) throw new Problem({ ...nothingToList, detail: nothingToList.meaning });
        return { status: 201, body: { id } };
      });
      return reply.code(201).send(await transferView(platform, (answer.body as { id: string }).id));
    },
  );

  app.get(
    '/api/v1/transfers',
    {
      config: { access: { who: archiveReaders } },
      schema: { tags, summary: '移交清单', response: { 200: Transfers } },
    },
    async () => {
      const nameOf = await namesIn(platform);
      const found = await listTransfers(pool, jurisdiction, 100);
      return { items: found.map((transfer) => viewOf(transfer, nameOf)) };
    },
  );

  app.post<{ Params: Static<typeof Path>; Body: Static<typeof HandOverBody> }>(
    '/api/v1/transfers/:id/hand-over',
    {
      config: { access: { who: keepers }, visible },
      schema: {
        tags,
        summary: '登记移交',
        params: Path,
        body: HandOverBody,
        response: { 200: TransferAnswer },
      },
    },
    async (request) => {
      const { id } = request.params;
      const actor = keeperOf(signedIn(request));
      await answerOnce(platform, idempotencyScope(request), async (client) => {
        const done = await handOverTransfer(platform, client, id, request.body, actor);
        if (!done) throw new Problem({ ...handedOver, detail: handedOver.meaning });
        return { status: 200, body: {} };
      });
      return transferView(platform, id);
    },
  );

  const listConfig = { access: { who: archiveReaders }, visible };
  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/transfers/:id/list',
    {
      config: listConfig,
      schema: { tags, summary: '移交清单（可打印的页面）', produces: ['text/html'], params: Path },
    },
    async ({ params }, reply) =>
      reply.type('text/html; charset=utf-8').send(renderTransferList(await listOf(platform, params.id))),
  );
  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/transfers/:id/list.xlsx',
    {
      config: listConfig,
      schema: { tags, summary: '移交清单（xlsx）', produces: [mediaTypes.xlsx], params: Path },
    },
    async ({ params }, reply) =>
      reply
        .header('content-type', mediaTypes.xlsx)
        .header('content-disposition', `attachment; filename="transfer-${params.id}.xlsx"`)
        .send(await transferWorkbook(await listOf(platform, params.id))),
  );
}

async function transferView(platform: Platform, id: string): Promise<Static<typeof TransferAnswer>> {
  const transfer = await findTransfer(platform.pool, platform.jurisdiction, id);
  if (!transfer) throw shellProblem('subject/unknown');
  return viewOf(transfer, await namesIn(platform));
}

function viewOf(transfer: Transfer, nameOf: (person: string) => string): Static<typeof TransferAnswer> {
  const { id, receiver, madeBy, madeAt, handedOverOn, takenBy, cases } = transfer;
  return { id, receiver, madeBy: nameOf(madeBy), madeAt: madeAt.toISOString(), handedOverOn, takenBy, cases };
}

async function listOf(platform: Platform, id: string): Promise<TransferList> {
  const { pool, jurisdiction } = platform;
  const transfer = await findTransfer(pool, jurisdiction, id);
  if (!transfer) throw shellProblem('subject/unknown');
  const nameOf = await namesIn(platform);
  const listed = await viewArchived(
    platform,
    await listArchived(pool, jurisdiction, { transfer: id, limit: most }),
  );
  return {
    id,
    receiver: transfer.receiver,
    makerName: nameOf(transfer.madeBy),
    madeOn: legalDayOf(transfer.madeAt),
    handedOverOn: transfer.handedOverOn,
    takenBy: transfer.takenBy,
    cases: listed.map(({ caseNo, itemName, officeName, closedOn, classLabel, package: pack }) => ({
      caseNo,
      itemName,
      officeName,
      closedOn,
      classLabel,
      size: pack?.size ?? 0,
      sm3: pack?.sm3 ?? '（已销毁）',
    })),
  };
}

function keeperOf({ personId, posts }: Actor): FactActor {
  const post = posts.find(({ role }) => keepers.includes(role));
  if (!post) throw new Error('the route let in somebody without the post');
  return { person: personId, capacity: 'post', role: post.role, office: post.office };
}
