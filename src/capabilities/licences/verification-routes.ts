/** `POST /api/v1/licence-verifications`: for everybody, without signing in. */
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { guessingLimit } from '../../platform/http/rate-limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { checkSchema, registeredSchema } from './licence-schema.ts';
import { readVerification } from './read-verification.ts';
import type { LicenceVerification } from './verification.ts';
import { verifyAsked } from './verify-asked.ts';

const textOrNull = Type.Union([Type.String(), Type.Null()]);
const { ok: _, ...step } = checkSchema.properties;

const Answer = Type.Object({
  verdict: Type.String({
    enum: [
      'valid',
      'not-in-force',
      'replaced',
      'altered',
      'letter',
      'foreign',
      'unknown',
      'copy',
      'unreadable',
      'expired',
    ],
    description:
      '有效；真但不能使用；已换发新版；核验没有通过；本区的文书；别处的印章；没有登记；只是副本；不能核验的文件；盖章时已经过期',
  }),
  valid: Type.Boolean(),
  says: Type.String(),
  checkedAt: Type.String({ format: 'date-time' }),
  steps: Type.Array(
    Type.Object({
      ...step,
      outcome: Type.String({ enum: ['ok', 'failed', 'not-checked'] }),
      code: Type.Optional(Type.String()),
    }),
  ),
  notes: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() })),
  register: Type.Union([registeredSchema, Type.Null()]),
  licenceId: textOrNull,
  certificate: Type.Union([
    Type.Object({
      name: Type.String(),
      type: Type.String(),
      identifier: Type.String(),
      number: Type.String(),
      authority: Type.Object({ name: Type.String(), creditCode: Type.String() }),
      holder: Type.Object({
        kind: Type.String(),
        name: Type.String(),
        idType: Type.String(),
        idNumber: Type.String(),
      }),
      fields: Type.Array(Type.Object({ title: Type.String(), value: Type.String() })),
      issuedOn: Type.String(),
      validFrom: Type.String(),
      validTo: textOrNull,
    }),
    Type.Null(),
  ]),
  file: Type.Union([
    Type.Object({
      sm3: Type.String(),
      documentVersion: Type.Union([Type.Integer(), Type.Null()]),
      currentVersion: Type.Union([Type.Integer(), Type.Null()]),
    }),
    Type.Null(),
  ]),
});

const Form = Type.Object({
  file: Type.Optional(Type.String({ title: '证照文件（OFD）', format: 'binary' })),
  identifier: Type.Optional(Type.String({ title: '电子证照标识' })),
  number: Type.Optional(Type.String({ title: '证照编号' })),
  holderTail: Type.Optional(Type.String({ title: '持证人证件号码末四位（与编号一起）' })),
  presentation: Type.Optional(Type.String({ title: '持证人出示的二维码里的凭据' })),
});

export function verificationRoutes(app: FastifyInstance, platform: Platform): void {
  app.post(
    '/api/v1/licence-verifications',
    {
      config: { access: { who: 'public' }, rateLimit: guessingLimit },
      schema: {
        tags: ['licences'],
        summary: '核验电子证照：上传文件，或者填写标识、编号',
        consumes: ['multipart/form-data', 'application/json'],
        body: Form,
        response: { 200: Answer },
      },
      validatorCompiler: () => () => true, // a form with a file is read by the handler
    },
    async (request) => answerOf(await verifyAsked(platform, await readVerification(request))),
  );
}

function answerOf({
  registered,
  checkedAt,
  certificate,
  ...rest
}: LicenceVerification): Static<typeof Answer> {
  return {
    ...rest,
    valid: rest.verdict === 'valid',
    checkedAt: checkedAt.toISOString(),
    register: registered,
    certificate,
  };
}
