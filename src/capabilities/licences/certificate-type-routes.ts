/** `/api/v1/certificate-types`: the directory for everybody, design for the officer who keeps certificates. */
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { elements } from '../../kernel/forms/elements.ts';
import { writeSvg } from '../../kernel/page/write-svg.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { faces } from '../../platform/printing/faces.ts';
import { invalid } from '../cases/public.ts';
import { designs } from './certificate-print.ts';
import { findType } from './certificate-type-store.ts';
import type { CertificateTypeDefinition } from './certificate-types.ts';
import { designType, findDesignFaults, printSample } from './design-type.ts';
import { type DirectoryEntry, type HasSeal, readDirectory } from './directory.ts';

const closed = { additionalProperties: false };
const oneOf = (values: string[], title: string) =>
  Type.Unsafe<string>({ type: 'string', title, enum: values });

const Definition = Type.Object(
  {
    type: Type.String({ title: '类型代号', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
    name: Type.String({ title: '证照名称', minLength: 2, maxLength: 40 }),
    code: Type.String({ title: '证照类型代码', minLength: 1, maxLength: 40 }),
    authority: Type.Union([Type.String({ title: '发证机关', maxLength: 64 }), Type.Null()]),
    validity: Type.Union([
      Type.Object({ kind: Type.Literal('item') }, closed),
      Type.Object(
        { kind: Type.Literal('years'), years: Type.Integer({ title: '有效年数', minimum: 1, maximum: 100 }) },
        closed,
      ),
      Type.Object({ kind: Type.Literal('permanent') }, closed),
      Type.Object({ kind: Type.Literal('until'), place: Type.Integer({ minimum: 1, maximum: 9 }) }, closed),
    ]),
    fields: Type.Array(
      Type.Object(
        {
          title: Type.String({ title: '栏目名称', minLength: 1, maxLength: 40 }),
          element: oneOf(Object.keys(elements), '申请表里的含义'),
          place: Type.Optional(Type.Integer({ title: '第几个', minimum: 1, maximum: 9 })),
        },
        closed,
      ),
      { title: '栏目', minItems: 1, maxItems: 30 },
    ),
    number: Type.String({ title: '编号规则', minLength: 3, maxLength: 80 }),
    categoryDigits: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 4 }))),
    template: Type.String({ title: '样式', maxLength: 64 }),
  },
  closed,
);

const Named = Type.Object({ itemId: Type.String(), name: Type.String() });
const Entry = Type.Object({
  type: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  code: Type.String(),
  authority: Type.Union([Type.String(), Type.Null()]),
  authorityName: Type.Union([Type.String(), Type.Null()]),
  template: Type.String(),
  mounted: Type.Boolean({ description: '已挂接：有事项以它为结果、有样式、发证机关有启用的印章' }),
  lacks: Type.Array(Type.String()),
  issuedBy: Type.Array(Named),
  answers: Type.Array(
    Type.Object({
      ...Named.properties,
      materialCode: Type.String(),
      materialName: Type.String(),
    }),
    { description: '免证办：它可以代替哪些事项的哪项材料' },
  ),
  issued: Type.Integer(),
  inForce: Type.Integer(),
});
const Totals = Type.Object({
  types: Type.Integer(),
  mounted: Type.Integer(),
  issued: Type.Integer(),
  sparedItems: Type.Integer(),
  sparedMaterials: Type.Integer(),
  uses: Type.Integer(),
});
const Whole = Type.Object({
  ...Definition.properties,
  version: Type.Integer(),
  source: Type.String(),
  validFrom: Type.String(),
});
export type DirectoryAnswer = { items: Static<typeof Entry>[]; totals: Static<typeof Totals> };
export type TypeAnswer = Static<typeof Whole>;

const Path = Type.Object({ type: Type.String() });
const tags = ['certificate-types'];

export function certificateTypeRoutes(app: FastifyInstance, platform: Platform, hasSeal: HasSeal): void {
  const open = { access: { who: 'public' as const } };
  const officer = { access: { who: ['certificates' as const] } };

  app.get(
    '/api/v1/certificate-types',
    {
      config: open,
      schema: {
        tags,
        summary: '电子证照目录和挂接情况',
        response: { 200: Type.Object({ items: Type.Array(Entry), next: Type.Null(), totals: Totals }) },
      },
    },
    async () => {
      const { entries, totals } = await readDirectory(platform, hasSeal);
      return { items: entries.map(entryOf), next: null, totals };
    },
  );

  app.get<{ Params: Static<typeof Path> }>(
    '/api/v1/certificate-types/:type',
    { config: open, schema: { tags, summary: '一种证照的定义', params: Path, response: { 200: Whole } } },
    async (request) => {
      const found = await findType(platform, request.params.type);
      if (!found) throw shellProblem('subject/unknown');
      return found;
    },
  );

  app.post<{ Body: CertificateTypeDefinition }>(
    '/api/v1/certificate-types',
    {
      config: officer,
      schema: { tags, summary: '设计一种证照，或者它的新版本', body: Definition, response: { 201: Whole } },
    },
    async (request, reply) => {
      const faults = await findDesignFaults(platform, request.body);
      if (faults.length > 0) throw invalid(faults);
      const stored =
        (await designType(platform, signedIn(request), request.body)) ??
        (await findType(platform, request.body.type));
      if (!stored) throw new Error(`type ${request.body.type} was not stored`);
      return reply.code(201).send(stored);
    },
  );

  app.post<{ Body: CertificateTypeDefinition }>(
    '/api/v1/certificate-type-previews',
    {
      config: officer,
      schema: {
        tags,
        summary: '样张（SVG）：还没有保存的设计',
        produces: ['image/svg+xml'],
        body: Definition,
      },
    },
    async (request, reply) => {
      const faults = await findDesignFaults(platform, request.body);
      const printed = faults.length > 0 ? undefined : await printSample(platform, request.body);
      if (printed?.kind !== 'rendered') throw invalid(faults);
      return reply.type('image/svg+xml').send(writeSvg(faces, printed.drawn, 1));
    },
  );

  app.get(
    '/api/v1/certificate-designs',
    {
      config: officer,
      schema: {
        tags,
        summary: '可以选用的证照样式',
        response: {
          200: Type.Object({
            items: Type.Array(Type.Object({ template: Type.String(), name: Type.String() })),
            next: Type.Null(),
          }),
        },
      },
    },
    async () => ({
      items: Object.entries(designs).map(([template, name]) => ({ template, name })),
      next: null,
    }),
  );
}

function entryOf({ type, ...rest }: DirectoryEntry): Static<typeof Entry> {
  const { version, name, code, authority, template } = type;
  return { ...rest, type: type.type, version, name, code, authority, template };
}
