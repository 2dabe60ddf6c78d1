/** One HTTP server out of the platform and an explicit list of capabilities. Nothing listens yet: see `main.ts`. */
import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { useAuthentication } from '../access/authentication.ts';
import { usePartnerRoutes } from '../access/partner-routes.ts';
import { createPartners } from '../access/partners.ts';
import { useSessionRoutes } from '../access/session-routes.ts';
import { createSessions } from '../access/sessions.ts';
import type { Capability, Platform } from '../platform.ts';
import { useJsonReading } from './body-reading.ts';
import { useDocumentation } from './documentation.ts';
import { problemOf, useProblems } from './errors.ts';
import { serveDesk } from './files.ts';
import { useHealth, useMetrics } from './health.ts';
import { shellProblem } from './problem-codes.ts';
import { useRateLimits } from './rate-limits.ts';
import { useRouteTable } from './route-table.ts';
import { useSecurityHeaders } from './security-headers.ts';
import { useSchemaValidation } from './validation.ts';

const largestBody = 1024 * 1024;
const largestFile = 50 * 1024 * 1024;

export async function createServer(platform: Platform, capabilities: Capability[]): Promise<FastifyInstance> {
  const app = createShell(platform);
  app.decorate('problemPage', { render: undefined });
  useRouteTable(app);
  useSecurityHeaders(app);
  useProblems(app);
  useSchemaValidation(app);
  useJsonReading(app);
  if (platform.config.role === 'worker') serveHealthOnly(app);
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, {
    limits: { fileSize: largestFile, files: 20, fields: 200, fieldSize: 256 * 1024, parts: 220 },
  });
  useAuthentication(app, createSessions(platform), createPartners(platform));
  await useRateLimits(app, platform.config);
  await useDocumentation(app);
  useMetrics(app, platform);
  useHealth(app, platform);
  useSessionRoutes(app, platform);
  usePartnerRoutes(app, platform);
  for (const capability of capabilities) {
    await app.register(async (scope) => capability.routes?.(scope, platform));
  }
  await serveDesk(app);
  await app.ready();
  return app;
}

/** A worker is assembled like any process, so that jobs find everything in its place, but it is nobody's counter. */
function serveHealthOnly(app: FastifyInstance): void {
  const served = new Set(['/healthz', '/readyz', '/metrics']);
  app.addHook('onRequest', async ({ routeOptions }) => {
    if (!served.has(routeOptions.url ?? '')) throw shellProblem('route/unknown');
  });
}

function createShell({ config, log }: Platform): FastifyInstance {
  const logger: FastifyBaseLogger = log;
  return fastify({
    loggerInstance: logger,
    // Paths and queries may name people. What is counted instead: useMetrics.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    bodyLimit: largestBody,
    // Who may say whose address a request has besides this machine. Not a whole private network: on a government intranet that is everybody.
    trustProxy: config.mode === 'production' ? ['loopback', ...(config.trustedProxies ?? [])] : false,
    routerOptions: {
      maxParamLength: 300,
    },
    forceCloseConnections: 'idle',
    // An address that cannot be decoded reaches no route and no error handler of ours.
    frameworkErrors: (fault, { id }, { raw }) => {
      const problem = problemOf(fault);
      raw.writeHead(problem.status, { 'content-type': 'application/problem+json' });
      raw.end(JSON.stringify(problem.body(id)));
    },
  });
}

/** Short, unique over processes and restarts, and read out over the phone without trouble. */
function requestIds(): () => string {
  const process = randomBytes(5).toString('hex');
  let count = 0;
  return () => `${process}-${(++count).toString(36)}`;
}
