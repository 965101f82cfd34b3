import Type, { type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox';

/** A named model of the API: an object schema that OpenAPI lists among its components, which refuses unknown properties. */
export function model<const P extends TProperties>(name: string, description: string, properties: P): TObject<P> {
  return Type.Object(properties, { $id: name, description, additionalProperties: false });
}

/** Points to a model by its name, with the model's type. */
export function ref<S extends TSchema>(schema: S, description?: string): TUnsafe<Static<S>> {
  const { $id: name } = schema as { $id?: string };
  if (name === undefined) throw new Error('only a model can be referred to');
  return Type.Unsafe<Static<S>>({ $ref: `${name}#`, ...(description !== undefined && { description }) });
}

/** One of a closed set of words. */
export function oneOf<const Words extends readonly string[]>(
  words: Words,
  description: string,
  options: { readonly default?: Words[number] } = {},
): TUnsafe<Words[number]> {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], description, ...options });
}

/** A point in time as ISO 8601, UTC. */
export function time(description: string): TUnsafe<string> {
  return Type.Unsafe<string>({ type: 'string', format: 'date-time', description });
}

/** A count: an integer, not negative. */
export function count(description: string): TUnsafe<number> {
  return Type.Unsafe<number>({ type: 'integer', minimum: 0, description });
}

/** A list of strings. */
export function words(description: string): TUnsafe<readonly string[]> {
  return Type.Unsafe<readonly string[]>({ type: 'array', items: { type: 'string' }, description });
}

/** A list of models. */
export function listOf<S extends TSchema>(schema: S, description: string): TUnsafe<readonly Static<S>[]> {
  return Type.Unsafe<readonly Static<S>[]>({ type: 'array', items: ref(schema), description });
}

/** One page of a listing; `nextCursor` asks for the next one and is absent on the last. */
export function pageOf<S extends TSchema>(name: string, item: S) {
  return model(name, 'One page of a listing.', {
    items: listOf(item, 'The entries of this page, in order.'),
    nextCursor: Type.Optional(
      Type.String({ description: 'Give this as `cursor` to get the next page; absent on the last.' }),
    ),
    total: Type.Optional(count('Number of entries on all pages together.')),
    totalIsAtLeast: Type.Optional(
      Type.Boolean({ description: 'True where there are more than `total`: counting ended there.' }),
    ),
  });
}

/** The query parameters of every paged listing. */
export const paging = {
  cursor: Type.Optional(
    Type.String({ maxLength: 2048, description: 'Where to go on: `nextCursor` of the page before. Opaque.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Most entries to return on a page.' }),
  ),
};
