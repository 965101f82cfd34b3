import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { errorMessage } from '#core/errors.ts';
import { answerSerializers } from './answer-serializers.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { boundBodies } from './bound-bodies.ts';
import { tagEntities } from './entity-tags.ts';
import { guard } from './guard.ts';
import { apiPrefix } from './openapi.ts';
import { limitRates } from './rate-limit.ts';
import { refuseBadText } from './refuse-bad-text.ts';
import { refuseEndlessNumbers } from './refuse-endless-numbers.ts';
import { refuseWrongMethods } from './refuse-wrong-methods.ts';
import { artifactRoutes } from './routes/artifact-routes.ts';
import { exceptionRoutes } from './routes/exception-routes.ts';
import { explanationRoutes } from './routes/explanation-routes.ts';
import { exportRoutes } from './routes/export-routes.ts';
import { hookRoutes } from './routes/hook-routes.ts';
import { imageRoutes } from './routes/image-routes.ts';
import { overviewRoutes } from './routes/overview-routes.ts';
import { policyRoutes } from './routes/policy-routes.ts';
import { referrerRoutes } from './routes/referrer-routes.ts';
import { registryRoutes } from './routes/registry-routes.ts';
import type { RouteApp } from './routes/route-app.ts';
import { runRoutes } from './routes/run-routes.ts';
import { scanFailureRoutes } from './routes/scan-failure-routes.ts';
import { scanRoutes } from './routes/scan-routes.ts';
import { scheduleRoutes } from './routes/schedule-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { settingRoutes } from './routes/setting-routes.ts';
import { statementRoutes } from './routes/statement-routes.ts';
import { statusRoutes } from './routes/status-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { takeFiles, uploadRoutes } from './routes/upload-routes.ts';
import { viewRoutes } from './routes/view-routes.ts';
import { models } from './schemas/index.ts';
import { serveScreens } from './serve-screens.ts';
import { toProblem } from './to-problem.ts';

export interface ApiServerOptions {
  /** Directory of the built screens. */
  readonly webDirectory: string;
  /** Networks of proxies that are believed what they say of who asks. */
  readonly trustedProxies: readonly string[];
}

const maxBodyBytes = 2 * 1024 * 1024;

/** The HTTP server: API under `/api/v1`, screens everywhere else, `/health` and `/ready` for whoever watches it. */
export async function createApiServer(services: ApiServices, options: ApiServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    routerOptions: { maxParamLength: 1024 },
    forceCloseConnections: true,
    frameworkErrors: answerError(services),
    clientErrorHandler: answerUnreadable,
    // Unknown properties are refused, not dropped: a mistyped option must not be ignored in silence.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, useDefaults: true, allErrors: true } },
    schemaController: { compilersFactory: { buildSerializer: answerSerializers } },
  });
  app.removeContentTypeParser('text/plain');
  await app.register(helmet, { contentSecurityPolicy: { directives: contentSecurityPolicy }, hsts: false });
  await app.register(cookie);
  answerErrors(app, services);
  logRequests(app, services);
  // Outside the scope of the routes that use them: a scope that adds models makes its compilers anew for each route.
  for (const model of models) app.addSchema(model);
  await app.register(async (api) => registerApi(api, services), { prefix: apiPrefix });
  watchRoutes(app, services);
  await serveScreens(app, options.webDirectory);
  return app;
}

/** No origin but our own. Mantine sets style attributes and writes its variables into style elements. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

function registerApi(api: FastifyInstance, services: ApiServices): void {
  boundBodies(api, services.limits);
  guard(api, services);
  limitRates(api, services);
  refuseBadText(api);
  refuseEndlessNumbers(api);
  takeFiles(api);
  tagEntities(api);
  const refuseOthers = refuseWrongMethods(api);
  const app: RouteApp = api.withTypeProvider<TypeBoxTypeProvider>();
  sessionRoutes(app, services);
  statusRoutes(app, services);
  registryRoutes(app, services);
  runRoutes(app, services);
  hookRoutes(app, services);
  imageRoutes(app, services);
  referrerRoutes(app, services);
  scheduleRoutes(app, services);
  scanFailureRoutes(app, services);
  scanRoutes(app, services);
  exportRoutes(app, services);
  viewRoutes(app, services);
  overviewRoutes(app, services);
  tokenRoutes(app, services);
  artifactRoutes(app, services);
  explanationRoutes(app, services);
  uploadRoutes(app, services);
  settingRoutes(app, services);
  statementRoutes(app, services);
  policyRoutes(app, services);
  exceptionRoutes(app, services);
  // Routes with bodies of their own kind are in scopes, which are built after all others.
  api.register(async () => refuseOthers());
}

/** Answers with a problem document; what a client could not cause is logged. */
function answerError({ logger }: ApiServices) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, headers, body, isUnexpected } = toProblem(error);
    if (isUnexpected) {
      const stack = error instanceof Error ? error.stack : undefined;
      const url = request.url.split('?')[0];
      const fields = { method: request.method, url, error: errorMessage(error), stack };
      logger.error(fields, 'a request failed unexpectedly');
    }
    void reply.code(status).headers(headers).type('application/problem+json').send(body);
  };
}

function answerErrors(app: FastifyInstance, services: ApiServices): void {
  app.setErrorHandler(answerError(services));
  app.setNotFoundHandler((request) => {
    throw new ApiError(
      'api/not-found',
      `there is nothing at ${request.method} ${(request.url.split('?')[0] ?? '').slice(0, 200)}`,
    );
  });
}

function logRequests(app: FastifyInstance, { logger }: ApiServices): void {
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (request.method === 'GET' && reply.statusCode < 500) logger.debug(fields, 'request done');
    else logger.info(fields, 'request done');
  });
}

function watchRoutes(app: FastifyInstance, { store }: ApiServices): void {
  app.get('/health', () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    try {
      await store.ping();
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
}
