import type { TSchema } from 'typebox';
import { ref } from './model.ts';
import { problem } from './problem.ts';

/** What a route accepts and answers; its handler is under `routes/`. */
export interface OperationSchema {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly params?: TSchema;
  readonly querystring?: TSchema;
  readonly body?: TSchema;
  readonly response: Readonly<Record<number, TSchema>>;
  /** Empty where nobody need be signed in. */
  readonly security?: readonly [];
}

/** An operation of the API: method, path below `/api/v1` with `:parameters`, and schemas. */
export interface Operation<S extends OperationSchema = OperationSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly schema: S;
}

/** Declares an operation; to its answers is added the problem document that every failed request gets. */
export function operation<const S extends OperationSchema>(
  method: Operation['method'],
  url: string,
  schema: S,
): Operation<S> {
  const failed = {
    '4xx': { ...problemAnswer('The request failed.'), headers: refusalHeaders },
    '5xx': problemAnswer('The service failed.'),
  };
  // A mistyped filter must be refused: it would be taken for none.
  const strict = schema.querystring && { querystring: { ...schema.querystring, additionalProperties: false } };
  return { method, url, schema: { ...schema, ...strict, response: { ...schema.response, ...failed } } };
}

const refusalHeaders = {
  'Retry-After': { type: 'integer', description: 'With 429: in how many seconds to come again.' },
};

function problemAnswer(description: string) {
  return { description, content: { 'application/problem+json': { schema: ref(problem) } } };
}
