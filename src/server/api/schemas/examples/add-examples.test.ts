import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOpenApi } from '../../openapi.ts';
import { operations } from '../index.ts';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
}
interface Part {
  readonly content?: Readonly<Record<string, Media>>;
}
interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly requestBody?: Part;
  readonly responses: Readonly<Record<string, Part>>;
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let document: Document;
let all: ReadonlyMap<string, OpenApiOperation>;
let ajv: Ajv2020;

beforeAll(async () => {
  document = (await createOpenApi('1.2.3')) as unknown as Document;
  const found = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  all = new Map(found.map((operation) => [operation.operationId, operation]));
  // One for all, so that models are compiled once and not again for each operation that refers to them.
  ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, inlineRefs: false });
  addFormatsModule.default(ajv);
  ajv.addSchema({ $id: 'openapi', components: document.components });
}, 60_000);

const names = operations.map(({ schema }) => schema.operationId);

/** Media type, schema and example of each request and answer of an operation. */
function mediaOf(name: string): readonly (readonly [what: string, mediaType: string, media: Media])[] {
  const { requestBody = {}, responses } = all.get(name) ?? { responses: {} };
  const parts: [string, Part][] = [['request', requestBody], ...Object.entries(responses)];
  return parts.flatMap(([what, { content = {} }]) =>
    Object.entries(content).map(([mediaType, media]) => [what, mediaType, media] as const),
  );
}

describe('openapi.json', () => {
  it.each(names)('%s has an example of each request and answer, which its schema allows', (name) => {
    for (const [what, mediaType, { schema, example }] of mediaOf(name)) {
      // Bytes are bytes.
      if (mediaType === 'application/octet-stream') continue;
      expect(example, `${what} as ${mediaType}`).toBeDefined();
      const text = JSON.stringify(schema).replaceAll('#/components/', 'openapi#/components/');
      const validate = ajv.compile(JSON.parse(text));
      validate(example);
      expect(validate.errors ?? [], `${what} as ${mediaType}`).toEqual([]);
    }
  });

  it('names every operation once, and says what each and each of its parameters is for', () => {
    expect(new Set(names).size).toBe(names.length);
    expect([...all.keys()].toSorted()).toEqual(names.toSorted());
    for (const { operationId, summary, tags, parameters = [] } of all.values()) {
      expect([summary, tags[0]].every(Boolean), operationId).toBe(true);
      for (const { name, description } of parameters) expect(description, `${operationId} ${name}`).toMatch(/\S/);
    }
  });

  it('refers to no model that it does not have, and has none that nothing refers to', () => {
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    expect(referred).toEqual(new Set(Object.keys(document.components.schemas)));
  });

  it('names every closed set of words that stands in more than one place', () => {
    const sets = [...JSON.stringify(document).matchAll(/"enum":\[[^\]]*\]/g)].map(([set]) => set);
    expect(sets.length).toBeGreaterThan(20);
    expect(sets.filter((one, at) => sets.indexOf(one) !== at)).toEqual([]);
  });

  it('nests no object that has no name', () => {
    for (const [name, model] of Object.entries(document.components.schemas)) {
      const { properties = {} } = model as { properties?: object };
      expect(JSON.stringify(properties), name).not.toContain('"properties":{');
    }
  });

  it('says what each group of operations is about, and calls no way to sign in like a model', () => {
    const { tags = [], components } = document as Document & { readonly tags?: { readonly name: string }[] };
    const used = new Set([...all.values()].flatMap((operation) => operation.tags));
    expect(new Set(tags.map(({ name }) => name))).toEqual(used);
    const models = new Set(Object.keys(components.schemas).map((name) => name.toLowerCase()));
    const ways = Object.keys((components as { readonly securitySchemes?: object }).securitySchemes ?? {});
    expect(ways.filter((name) => models.has(name.toLowerCase()))).toEqual([]);
    expect(ways).toHaveLength(2);
  });

  it('describes every property of every model', () => {
    for (const [name, model] of Object.entries(document.components.schemas)) {
      const { properties = {} } = model as { properties?: Record<string, { description?: string; $ref?: string }> };
      for (const [property, schema] of Object.entries(properties)) {
        expect(schema.description ?? schema.$ref, `${name}.${property}`).toMatch(/\S/);
      }
    }
  });
});
