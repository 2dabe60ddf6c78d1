/** `/api/openapi.json`, a readable page of it, and two tables for people: who may do what, and every problem code. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { pagesStyle, renderPermissions, renderProblemCodes } from './documentation-pages.ts';
import { listProblemCodes } from './problem-codes.ts';

const publicPage = { config: { access: { who: 'public' as const } }, schema: { hide: true } };

export async function useDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '明窗 Mingchuang',
        version: '1',
        description:
          '一窗受理、依法办理、全程留痕。写入请求可带 Idempotency-Key；差错按 RFC 9457 返回，' +
          '代码表见 [/api/docs/problems](/api/docs/problems)，权限表见 [/api/docs/permissions](/api/docs/permissions)。',
      },
      components: {
        securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
        schemas: { Problem: problemSchema },
      },
    },
    transform: ({ schema, url, route }) => ({
      url,
      schema: describe(schema, route.config?.access?.who !== 'public'),
    }),
  });
  let description: string | undefined;
  app.get('/api/openapi.json', publicPage, (_request, reply) => {
    description ??= JSON.stringify(app.swagger());
    return reply.type('application/json; charset=utf-8').send(description);
  });
  app.get('/api/docs/pages.css', publicPage, (_request, reply) => reply.type('text/css').send(pagesStyle));
  app.get('/api/docs/permissions', publicPage, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(renderPermissions(app.routeTable)),
  );
  app.get('/api/docs/problems', publicPage, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(renderProblemCodes(listProblemCodes())),
  );
  await app.register(async (scope) => {
    scope.decorate('servesPublicFiles', true as const);
    await scope.register(swaggerUi, {
      routePrefix: '/api/docs',
      uiConfig: { docExpansion: 'list', deepLinking: true, layout: 'BaseLayout' },
      theme: { title: '接口文档 · 明窗' },
      // The page draws its icons with style attributes; they neither load nor run anything.
      transformStaticCSP: (policy) => `${policy};style-src-attr 'unsafe-inline'`,
    });
  });
}

/** Every route may answer with a problem, and every route that is not public wants a session: said once, here. */
function describe(schema: FastifySchema | undefined, closed: boolean): FastifySchema {
  const response =
    typeof schema?.response === 'object' ? schema.response : { '2XX': { description: '成功' } };
  return {
    ...schema,
    ...(closed && { security: [{ session: [] }] }),
    response: {
      ...response,
      default: {
        description: '差错（RFC 9457）',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
}

const problemSchema = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const },
    detail: { type: 'string' as const },
    basis: { type: 'string' as const },
    needed: { type: 'string' as const },
    requestId: { type: 'string' as const },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string' as const },
          code: { type: 'string' as const },
          message: { type: 'string' as const },
          in: { type: 'string' as const, enum: ['query', 'path', 'header'] },
        },
      },
    },
  },
};
