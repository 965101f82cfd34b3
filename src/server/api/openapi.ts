import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import { addExamples } from './schemas/examples/add-examples.ts';
import { models, operations } from './schemas/index.ts';

/** Where the API lives. */
export const apiPrefix = '/api/v1';

/** The OpenAPI 3.1 document of the API, made from the same schemas that check requests and answers. */
export async function createOpenApi(version: string): Promise<Record<string, unknown>> {
  const app = Fastify({ ajv: { customOptions: { strict: false } } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Plimsoll',
        version,
        description: 'Finds every image in a registry and shows which are unsafe to ship.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'plimsoll_session',
            description: 'Set by POST /api/v1/session.',
          },
          token: { type: 'http', scheme: 'bearer', description: 'An API token, made by POST /api/v1/tokens.' },
        },
      },
      security: [{ session: [] }, { token: [] }],
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
  return addExamples(document);
}
