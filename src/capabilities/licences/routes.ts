/** `/api/v1/licences` (contracts §3). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import { Problem } from '../../platform/http/problem.ts';
import { registerProblemCodes, shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Licence } from './licence-store.ts';
import { createLicences, type VerifiedLicence } from './licences.ts';
import { statusNames } from './verify-licence.ts';

const Path = Type.Object({ licenceId: Type.String() });
const day = Type.String({ format: 'date' });
const LicenceAnswer = Type.Object({
  licenceId: Type.String(),
  identifier: Type.String({ description: '电子证照标识（GB/T 36904）' }),
  number: Type.String(),
  name: Type.String(),
  type: Type.String(),
  caseNo: Type.String(),
  authority: Type.Object({ id: Type.String(), name: Type.String(), creditCode: Type.String() }),
  holder: Type.Object({
    kind: Type.String(),
    name: Type.String(),
    idType: Type.String(),
    idNumber: Type.String(),
  }),
  fields: Type.Array(Type.Object({ title: Type.String(), value: Type.String() })),
  issuedOn: day,
  validFrom: day,
  validTo: Type.Union([day, Type.Null()]),
  status: Type.String(),
  statusLabel: Type.String(),
  sm3: Type.String({ description: 'SM3（RFC 8785 规范化的 signed）' }),
  signed: Type.Unknown({ description: '被签名的内容；脱敏查看时没有' }),
  signature: Type.Object({
    keyId: Type.String(),
    algorithm: Type.String(),
    userId: Type.String(),
    publicKey: Type.Union([Type.String(), Type.Null()]),
    value: Type.String(),
  }),
  checks: Type.Array(
    Type.Object({ name: Type.String(), label: Type.String(), ok: Type.Boolean(), detail: Type.String() }),
  ),
});

const noFile = {
  code: 'licence/no-file',
  status: 404,
  title: '还没有版式文件',
  meaning: '这份证照的数据已经签名，但还没有生成可以下载的版式文件（OFD）。可以在网页上出示、打印和核验。',
};

/** The certificate that `visible` found for this request. */
const seen = new WeakMap<FastifyRequest, Licence>();

export function licenceRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes([noFile]);
  const licences = createLicences(platform);
  const visible = async (request: FastifyRequest) => {
    const { licenceId } = request.params as Static<typeof Path>;
    const licence = request.actor && (await licences.findVisible(licenceId, request.actor));
    if (licence) seen.set(request, licence);
    return licence !== undefined;
  };
  const config = { access: { who: 'signed-in' as const }, visible };
  const tags = ['licences'];

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/licences/:licenceId',
    { config, schema: { tags, summary: '电子证照', params: Path, response: { 200: LicenceAnswer } } },
    async (request) => {
      signedIn(request);
      const licence = seen.get(request);
      const verified = await licences.verify(request.params.licenceId);
      if (!licence || !verified) throw shellProblem('subject/unknown');
      return answer(licence, verified);
    },
  );

  app.get(
    '/api/v1/licences/:licenceId/file',
    { config, schema: { tags, summary: '电子证照的版式文件（OFD）', params: Path } },
    async () => {
      const { status, code, title, meaning } = noFile;
      throw new Problem({ status, code, title, detail: meaning });
    },
  );
}

function answer(licence: Licence, { checks, publicKey, licence: stored }: VerifiedLicence) {
  const { data, status } = licence;
  return {
    licenceId: licence.id,
    identifier: licence.identifier,
    number: licence.number,
    name: licence.name,
    type: licence.type,
    caseNo: licence.caseNo,
    authority: { id: licence.authority, ...data.authority },
    holder: data.holder,
    fields: data.fields,
    issuedOn: licence.issuedOn,
    validFrom: licence.validFrom,
    validTo: licence.validTo,
    status,
    statusLabel: statusNames[status],
    sm3: licence.sm3,
    // Masked content would not fit the signature.
    signed: isWhole(licence, stored) ? stored.data : null,
    signature: {
      keyId: licence.keyId,
      algorithm: 'SM2/SM3',
      userId: '1234567812345678',
      publicKey: publicKey ?? null,
      value: licence.signature,
    },
    checks,
  };
}

const isWhole = (shown: Licence, stored: Licence) =>
  JSON.stringify(shown.data) === JSON.stringify(stored.data);
