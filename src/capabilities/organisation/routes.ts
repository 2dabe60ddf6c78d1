import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { badCursor } from '../../platform/http/list-page.ts';
import type { Platform } from '../../platform/platform.ts';
import { absenceRoutes } from './absence-routes.ts';
import { createOrganisation, type Office } from './directory.ts';

const OfficeList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      kind: Type.Enum(['hall', 'department']),
      authority: Type.String({ description: '以哪个行政机关的名义办理' }),
      authorityName: Type.String(),
      address: Type.String(),
      phone: Type.String(),
      hours: Type.String(),
      windows: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), place: Type.String() })),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});

const Page = Type.Object({
  limit: Type.Integer({ title: '每页条数', minimum: 1, maximum: 200, default: 200 }),
  cursor: Type.Optional(Type.String({ title: '接着哪一条之后', maxLength: 100 })),
});

export function organisationRoutes(app: FastifyInstance, platform: Platform): void {
  absenceRoutes(app, platform);
  const organisation = createOrganisation(platform);
  app.get<{ Querystring: Static<typeof Page> }>(
    '/api/v1/offices',
    {
      config: { access: { who: 'public' } },
      schema: {
        tags: ['organisation'],
        summary: '部门和服务大厅',
        querystring: Page,
        response: { 200: OfficeList },
      },
    },
    async ({ query }) => {
      const { authorities } = await organisation.directory();
      const named = (await organisation.listOffices()).map((office) => ({
        ...office,
        authorityName: authorities.get(office.authority)?.name ?? office.authority,
      }));
      return pageOf(named, query);
    },
  );
}

/** A zone has some twenty offices: they come from the snapshot, and the cursor is the id of the last one shown. */
function pageOf(offices: (Office & { authorityName: string })[], { limit, cursor }: Static<typeof Page>) {
  const from = cursor === undefined ? 0 : offices.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && from === 0) throw badCursor();
  const items = offices.slice(from, from + limit);
  return { items, next: from + limit < offices.length ? (items.at(-1)?.id ?? null) : null };
}
