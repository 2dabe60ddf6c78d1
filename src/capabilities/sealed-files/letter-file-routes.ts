/** `/api/v1/cases/{caseNo}/letters/{letterId}/file`: the letter under seal, and a PDF for those who have no reader for it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';
import { letterPdf } from './letter-pdf.ts';
import { letterErased, sealLetterOnce } from './seal-letter.ts';
import { ofdType, readStored, sendFile } from './send-file.ts';

const Path = Type.Object({ caseNo: Type.String(), letterId: Type.String() });

export function letterFileRoutes(app: FastifyInstance, platform: Platform): void {
  const visible = async (request: FastifyRequest) => {
    const { caseNo } = request.params as Static<typeof Path>;
    return (
      request.actor !== undefined && (await createCases(platform).find(caseNo, request.actor)) !== undefined
    );
  };
  const config = { access: { who: 'signed-in' as const }, visible, opensInBrowser: true as const };
  const tags = ['cases'];

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/cases/:caseNo/letters/:letterId/file',
    { config, schema: { tags, summary: '盖章的文书（OFD）', params: Path, produces: [ofdType] } },
    async (request, reply) => {
      const { name, bytes } = await sealedLetter(request);
      return sendFile(reply, { name: `${name}.ofd`, type: ofdType, bytes });
    },
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/cases/:caseNo/letters/:letterId/file.pdf',
    { config, schema: { tags, summary: '文书的 PDF 副本', params: Path, produces: ['application/pdf'] } },
    async (request, reply) => {
      const { name, bytes, letter } = await sealedLetter(request);
      return sendFile(reply, {
        name: `${name}.pdf`,
        type: 'application/pdf',
        bytes: await letterPdf(letter, bytes),
        inline: true,
      });
    },
  );

  async function sealedLetter(request: FastifyRequest<{ Params: Static<typeof Path> }>) {
    const cases = createCases(platform);
    const viewer = signedIn(request);
    const open = await cases.find(request.params.caseNo, viewer);
    const found = open && cases.findLetter(open, request.params.letterId, viewer, platform.config.address);
    if (!open || !found) throw shellProblem('subject/unknown');
    if (found.isErased) throw letterErased();
    await cases.recordReading(open, viewer);
    const { record } = open;
    const file = await sealLetterOnce(platform, {
      subject: { type: 'case', id: String(record.id) },
      letterId: request.params.letterId,
      kind: found.kind,
      letter: found.letter,
      authority: found.authority,
      caseNo: record.caseNo,
    });
    const { letter } = found;
    const name = `${letter.content.title} ${letter.docNo}`;
    return { name, letter, bytes: await readStored(platform, file.sm3) };
  }
}
