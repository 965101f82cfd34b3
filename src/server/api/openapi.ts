import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import { addExamples } from './schemas/examples/add-examples.ts';
import { models, operations } from './schemas/index.ts';
import { tagDescriptions } from './schemas/tag-descriptions.ts';
import { nameWordSets } from './schemas/word-sets.ts';

/** Where the API lives. */
export const apiPrefix = '/api/v1';

const about = `Finds every image in a registry and shows which are unsafe to ship.

**Signing in.** Programs send an API token as \`Authorization: Bearer …\`; it is made on the screen *API tokens*, or by POST /api/v1/tokens within a session.

**Listings** give a page of \`items\` and, where there is more, \`nextCursor\`: give it as \`cursor\`, with all other parameters as before.

**What fails** is answered by a problem document (RFC 9457) of type \`application/problem+json\`: \`code\` is stable, \`detail\` is for people. 401: not signed in; 403: may not; 404: there is none;
405: by another method, \`Allow\` says which; 409: it conflicts with what there is; 400 and 422: the request is not valid, \`errors\` says where; 413 and 415: the body is too large, or of another type;
429: too many of such requests, \`Retry-After\` says in how many seconds to come again.

**Asking again** costs little: what is read has an \`ETag\`; who sends it as \`If-None-Match\` is answered 304, without a body, while nothing has changed.

**What is asked for** must be exact: unknown parameters and properties of a request are refused.`;

/** The OpenAPI 3.1 document of the API, made from the same schemas that check requests and answers. */
export async function createOpenApi(version: string): Promise<Record<string, unknown>> {
  const app = Fastify();
  // Nothing is served here, so nothing is compiled, which would take nine times as long as all else.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Plimsoll',
        version,
        description: about,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(tagDescriptions).map(([name, description]) => ({ name, description })),
      components: {
        // Not called like a model: some generators make a type of either.
        securitySchemes: {
          sessionCookie: {
            type: 'apiKey',
            in: 'cookie',
            name: 'plimsoll_session',
            description: 'Set by POST /api/v1/session.',
          },
          bearerToken: { type: 'http', scheme: 'bearer', description: 'An API token, made by POST /api/v1/tokens.' },
        },
      },
      security: [{ sessionCookie: [] }, { bearerToken: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `model-${index}`,
    },
  });
  for (const model of models) app.addSchema(model);
  for (const { method, url, schema } of operations) {
    app.route({ method, url: apiPrefix + url, schema, handler: () => undefined });
  }
  await app.ready();
  const document = structuredClone(app.swagger()) as unknown as Record<string, unknown>;
  await app.close();
  return nameWordSets(addExamples(document));
}
