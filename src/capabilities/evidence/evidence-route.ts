import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, type OpenCase } from '../cases/public.ts';
import type { CheckpointOnDemand } from './checkpoint-on-demand.ts';
import { makeEvidence } from './evidence-file.ts';
import { WaitingAnswer } from './ledger-schemas.ts';
import { ledgerProblem } from './problems.ts';

const Path = Type.Object({
  caseNo: Type.String(),
  version: Type.Integer({ title: '版本', minimum: 1, maximum: 2_147_483_647 }),
});

/** The case that `visible` found for this request. */
const seen = new WeakMap<FastifyRequest, OpenCase>();

export function evidenceRoute(app: FastifyInstance, platform: Platform, onDemand: CheckpointOnDemand): void {
  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/cases/:caseNo/evidence/:version',
    {
      config: {
        access: { who: 'signed-in' },
        async visible(request) {
          const { caseNo } = request.params as { caseNo: string };
          const open = request.actor && (await createCases(platform).find(caseNo, request.actor));
          if (open) seen.set(request, open);
          return open !== undefined;
        },
      },
      schema: {
        tags: ['ledger'],
        summary: '一条事实的存证文件，可以离开本系统核对；还没有位置时答 202',
        params: Path,
        response: {
          200: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
          202: WaitingAnswer,
        },
      },
    },
    async (request, reply) => {
      const open = seen.get(request);
      const { version } = request.params;
      const evidence = open && (await makeEvidence(platform, onDemand, open, signedIn(request), version));
      if (!open || !evidence) throw ledgerProblem('unknownFact');
      if (evidence === 'waiting') {
        const message = '这条事实刚刚写入，还没有排定位置，请稍后再取。';
        return reply.code(202).header('retry-after', '1').send({ status: 'waiting', message });
      }
      const name = `evidence-${open.record.caseNo}-${version}.json`;
      return reply.header('content-disposition', `attachment; filename="${name}"`).send(evidence);
    },
  );
}
