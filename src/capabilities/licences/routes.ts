/** `/api/v1/licences` (contracts §3): the register, each certificate with its life, its steps and letters. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { signedIn } from '../../platform/http/access.ts';
import { answerOnce, idempotencyScope } from '../../platform/http/idempotency.ts';
import { registerProblemCodes, shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { renderLetter } from '../../web/letters/render-letter.ts';
import { licenceFileRoutes } from './licence-file-routes.ts';
import { fileCodes } from './licence-files.ts';
import { letterOf } from './licence-letters.ts';
import { answerOf, LicenceAnswer, LicenceSummary, summaryOf } from './licence-schema.ts';
import { listLicences } from './licence-store.ts';
import { createLicences, publicData, type SeenLicence } from './licences.ts';
import { otherAuthority } from './making-of-case.ts';
import type { OpenLicence } from './open-licence.ts';
import { refusalCodes } from './refusals.ts';
import { stateNames } from './register-state.ts';
import { again, type LicenceStep, takeLicenceStep } from './take-licence-step.ts';
import { findPublicKey, verifyLicence } from './verify-licence.ts';

const Path = Type.Object({ licenceId: Type.String() });
const LetterPath = Type.Object({ licenceId: Type.String(), letterId: Type.String() });
const StepBody = Type.Object(
  {
    step: Type.String({ title: '步骤', minLength: 1, maxLength: 64 }),
    input: Type.Optional(Type.Unknown({ title: '步骤的内容' })),
    version: Type.Optional(Type.Integer({ title: '所见的版本', minimum: 1 })),
  },
  { additionalProperties: false },
);
const Query = Type.Object({
  q: Type.Optional(
    Type.String({
      title: '关键词',
      maxLength: 200,
      description: '证照编号、标识、信用代码，或者持证人名称的开头',
    }),
  ),
  type: Type.Optional(Type.String({ title: '证照类型', maxLength: 64 })),
  status: Type.Optional(
    Type.Unsafe<keyof typeof stateNames>({ type: 'string', title: '状态', enum: Object.keys(stateNames) }),
  ),
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ title: '下一页', pattern: '^[a-z2-7]{26}$' })),
});
const Page = Type.Object({
  items: Type.Array(LicenceSummary),
  next: Type.Union([Type.String(), Type.Null()]),
});

const codes = [
  ...fileCodes,
  otherAuthority,
  {
    code: 'licence/stale-version',
    status: 412,
    title: '证照已有新的变化',
    meaning: '您看到的版本不是最新的，请刷新后再办理。',
  },
  ...Object.entries(refusalCodes).map(([code, meaning]) => ({
    code,
    status: 409,
    title: '依规定目前不能办理',
    meaning,
  })),
];

/** The certificate that `visible` found for this request. */
const seen = new WeakMap<FastifyRequest, SeenLicence>();

function seenBy(request: FastifyRequest): SeenLicence {
  const found = seen.get(request);
  if (!found) throw new Error('this route has no visible certificate');
  return found;
}

export function licenceRoutes(app: FastifyInstance, platform: Platform): void {
  registerProblemCodes(codes);
  const licences = createLicences(platform);
  const visible = async (request: FastifyRequest) => {
    const { licenceId } = request.params as Static<typeof Path>;
    const found = request.actor && (await licences.see(licenceId, request.actor));
    if (found) seen.set(request, found);
    return found !== undefined;
  };
  listRoute(app, platform);
  oneLicenceRoutes(app, platform, visible);
  licenceFileRoutes(app, platform, visible, seenBy);
}

type Visible = (request: FastifyRequest) => Promise<boolean>;

const tags = ['licences'];

/** The holder's wallet; for staff the register, each post as far as its office goes. */
function listRoute(app: FastifyInstance, platform: Platform): void {
  const licences = createLicences(platform);
  app.get<{ Querystring: Static<typeof Query> }>(
    '/api/v1/licences',
    {
      config: {
        access: { who: ['applicant', 'certificates', 'reviewer', 'approver', 'head', 'issuer', 'clerk'] },
      },
      schema: { tags, summary: '电子证照：自己的，或者登记的', querystring: Query, response: { 200: Page } },
    },
    async (request) => {
      const actor = signedIn(request);
      const today = platform.clock.today();
      if (actor.kind === 'applicant') {
        return { items: (await licences.wallet(actor)).map((one) => summaryOf(one, today)), next: null };
      }
      const { q, type, status, limit, cursor } = request.query;
      const everywhere = actor.posts.some(({ office }) => office === 'hall');
      const found = await listLicences(platform.pool, platform.jurisdiction, {
        q: q?.trim() || undefined,
        type,
        state: status,
        today,
        offices: everywhere ? undefined : actor.posts.map(({ office }) => office),
        limit: limit + 1,
        after: cursor,
      });
      // A list is no reading of anybody's certificate: a person's name is masked, whoever looks.
      const items = found.slice(0, limit).map((one) => summaryOf({ ...one, data: publicData(one) }, today));
      return { items, next: found.length > limit ? (items.at(-1)?.licenceId ?? null) : null };
    },
  );
}

function oneLicenceRoutes(app: FastifyInstance, platform: Platform, visible: Visible): void {
  const config = { access: { who: 'signed-in' as const }, visible };

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/licences/:licenceId',
    { config, schema: { tags, summary: '电子证照', params: Path, response: { 200: LicenceAnswer } } },
    async (request) => answer(platform, seenBy(request), request),
  );

  app.post<{ Params: Static<typeof Path>; Body: LicenceStep }>(
    '/api/v1/licences/:licenceId/steps',
    {
      config,
      schema: {
        tags,
        summary: '办理证照的一步（告知、撤销、撤回、注销、陈述申辩）',
        params: Path,
        body: StepBody,
        response: { 200: LicenceAnswer },
      },
    },
    async (request) => {
      const actor = signedIn(request);
      const { licenceId } = request.params;
      const scope = idempotencyScope(request);
      const { body } = await again(() =>
        answerOnce(platform, scope, async (client) => {
          const after = await takeLicenceStep(client, platform, licenceId, actor, request.body);
          return { status: 200, body: await answer(platform, seenAfter(seenBy(request), after), request) };
        }),
      );
      return body as Static<typeof LicenceAnswer>;
    },
  );

  app.get<{ Params: Static<typeof LetterPath> }>(
    '/api/v1/licences/:licenceId/letters/:letterId',
    {
      config,
      schema: {
        tags,
        summary: '关于证照的文书（可打印的页面）',
        produces: ['text/html'],
        params: LetterPath,
      },
    },
    async (request, reply) => {
      const { open, full } = seenBy(request);
      const letter = full ? letterOf(open, request.params.letterId) : undefined;
      if (!letter) throw shellProblem('subject/unknown');
      return reply
        .type('text/html; charset=utf-8')
        .send(renderLetter({ ...letter, fileHref: `${request.url.split('?', 1)[0]}/file` }));
    },
  );
}

function seenAfter({ full }: SeenLicence, open: OpenLicence): SeenLicence {
  const { licence } = open;
  return { open, full, shown: full ? licence : { ...licence, data: publicData(licence) } };
}

async function answer(platform: Platform, found: SeenLicence, request: FastifyRequest) {
  const { open } = found;
  const { licence } = open;
  const { pool, jurisdiction, clock } = platform;
  const publicKey = await findPublicKey(pool, jurisdiction, licence.keyId);
  const today = clock.today();
  const { checks } = verifyLicence(open, { publicKey, today });
  const view = createLicences(platform).view(found, signedIn(request));
  return answerOf(found, { licence, publicKey, checks }, view, today);
}
