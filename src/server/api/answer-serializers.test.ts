import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { describe, expect, it } from 'vitest';
import { answerSerializers } from './answer-serializers.ts';

const text = { type: 'string' };
const objectOf = (properties: object) => ({ type: 'object', properties });
const models = {
  Image: objectOf({ name: text, layers: { type: 'array', items: { $ref: 'Layer#' } } }),
  Layer: objectOf({ digest: text, base: { $ref: 'Image#' } }),
  Run: objectOf({ state: text }),
};
const image = {
  name: 'a',
  layers: [{ digest: 'd', base: { name: 'b', layers: [], secret: 1 }, secret: 1 }],
  secret: 1,
};

const cases: readonly [name: string, schema: object, answer: unknown][] = [
  ['a model', { $ref: 'Image#' }, image],
  [
    'models inside of what has no name',
    objectOf({ items: { type: 'array', items: { $ref: 'Layer#' } } }),
    { items: image.layers },
  ],
  ['either of two models', { anyOf: [{ $ref: 'Run#' }, { $ref: 'Layer#' }] }, { state: 'done' }],
  ['no model', objectOf({ state: text }), { state: 'done', secret: 1 }],
];

describe('serializers of answers', () => {
  it.each(cases)('write %s as fastify does, and nothing that the schema does not name', (_, schema, answer) => {
    const route = { method: 'GET', url: '/', httpStatus: '200', schema };
    const written = answerSerializers(models, {})(route)(answer);
    expect(written).toBe(SerializerSelector()(models, {})(route)(answer));
    expect(written).not.toContain('secret');
  });

  it('do not look at models that the schema does not refer to', () => {
    const route = { method: 'GET', url: '/', httpStatus: '200', schema: { $ref: 'Image#' } };
    const broken = { ...models, Run: { type: 'nothing of JSON' } };
    expect(() => SerializerSelector()(broken, {})(route)).toThrow();
    expect(answerSerializers(broken, {})(route)({ name: 'a' })).toBe('{"name":"a"}');
  });

  it('fail at once where a model is missing', () => {
    const route = { method: 'GET', url: '/', httpStatus: '200', schema: { $ref: 'Nowhere#' } };
    expect(() => answerSerializers(models, {})(route)).toThrow('Nowhere');
  });
});
