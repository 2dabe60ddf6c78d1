/** What of a certificate is a file: the sealed OFD, its copies, and the sealed letters about it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { letterPdf, ofdType, readStored, sealLetterOnce, sendFile } from '../sealed-files/public.ts';
import { pdfOf, pictureOf, sealedFileOf } from './licence-files.ts';
import { letterOf, lettersOf } from './licence-letters.ts';
import type { SeenLicence } from './licences.ts';

const Path = Type.Object({ licenceId: Type.String() });
const LetterPath = Type.Object({ licenceId: Type.String(), letterId: Type.String() });
const tags = ['licences'];
const pdfType = 'application/pdf';
const svgType = 'image/svg+xml';

/** Takes the routes' access from the routes of the certificate itself. */
export function licenceFileRoutes(
  app: FastifyInstance,
  platform: Platform,
  visible: (request: FastifyRequest) => Promise<boolean>,
  seenBy: (request: FastifyRequest) => SeenLicence,
): void {
  const config = { access: { who: 'signed-in' as const }, visible, opensInBrowser: true as const };

  app.get(
    '/api/v1/licences/:licenceId/file',
    {
      config,
      schema: { tags, summary: '电子证照的版式文件（盖章的 OFD）', params: Path, produces: [ofdType] },
    },
    async (request, reply) => {
      const { name, bytes } = await sealedFileOf(platform, seenBy(request));
      return sendFile(reply, { name: `${name}.ofd`, type: ofdType, bytes });
    },
  );

  app.get(
    '/api/v1/licences/:licenceId/file.pdf',
    { config, schema: { tags, summary: '电子证照的 PDF 副本', params: Path, produces: [pdfType] } },
    async (request, reply) => {
      const { name, bytes } = await pdfOf(platform, seenBy(request));
      return sendFile(reply, { name: `${name}.pdf`, type: pdfType, bytes, inline: true });
    },
  );

  app.get(
    '/api/v1/licences/:licenceId/preview.svg',
    { config, schema: { tags, summary: '电子证照的图样', params: Path, produces: [svgType] } },
    async (request, reply) => {
      const bytes = Buffer.from(await pictureOf(platform, seenBy(request)));
      return sendFile(reply, { name: 'preview.svg', type: svgType, bytes, inline: true });
    },
  );

  app.get<{ Params: Static<typeof LetterPath> }>(
    '/api/v1/licences/:licenceId/letters/:letterId/file',
    {
      config,
      schema: { tags, summary: '关于证照的文书（盖章的 OFD）', params: LetterPath, produces: [ofdType] },
    },
    async (request, reply) => {
      const { name, bytes } = await sealedLetter(request);
      return sendFile(reply, { name: `${name}.ofd`, type: ofdType, bytes });
    },
  );

  app.get<{ Params: Static<typeof LetterPath> }>(
    '/api/v1/licences/:licenceId/letters/:letterId/file.pdf',
    {
      config,
      schema: { tags, summary: '关于证照的文书的 PDF 副本', params: LetterPath, produces: [pdfType] },
    },
    async (request, reply) => {
      const { name, letter, bytes } = await sealedLetter(request);
      return sendFile(reply, {
        name: `${name}.pdf`,
        type: pdfType,
        bytes: await letterPdf(letter, bytes),
        inline: true,
      });
    },
  );

  async function sealedLetter(request: FastifyRequest<{ Params: Static<typeof LetterPath> }>) {
    const { open, full } = seenBy(request);
    const { letterId } = request.params;
    const letter = full ? letterOf(open, letterId) : undefined;
    const listed = lettersOf(open).find(({ id }) => id === letterId);
    if (!letter || !listed) throw shellProblem('subject/unknown');
    const file = await sealLetterOnce(platform, {
      subject: { type: 'licence', id: open.licence.id },
      letterId,
      kind: listed.kind,
      letter,
      authority: open.licence.authority,
      caseNo: open.licence.caseNo,
    });
    const name = `${letter.content.title} ${letter.docNo}`;
    return { name, letter, bytes: await readStored(platform, file.sm3) };
  }
}
