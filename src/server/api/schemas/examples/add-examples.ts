import { isRecord } from '#core/json.ts';
import { exampleOf } from './example-of.ts';
import { exampleBodies, exampleFiles } from './example-values.ts';

type Models = Readonly<Record<string, unknown>>;

/** An OpenAPI document with an example beside the schema of every request and answer. */
export function addExamples(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const components = isRecord(document.components) ? document.components : {};
  const models: Models = isRecord(components.schemas) ? components.schemas : {};
  const paths = mapValues(document.paths, (methods) => mapValues(methods, (one) => withExamples(one, models)));
  return { ...document, paths };
}

function withExamples(operation: unknown, models: Models): unknown {
  if (!isRecord(operation)) return operation;
  const { requestBody, responses, operationId } = operation;
  const body = exampleBodies[String(operationId)];
  return {
    ...operation,
    ...(isRecord(requestBody) && { requestBody: withContent(requestBody, { models, body }) }),
    responses: isRecord(responses)
      ? Object.fromEntries(
          Object.entries(responses).map(([status, answer]) => [status, withContent(answer, { models, status })]),
        )
      : responses,
  };
}

interface Place {
  readonly models: Models;
  readonly status?: string;
  /** What to show in any case. */
  readonly body?: unknown;
}

function withContent(part: unknown, place: Place): unknown {
  if (!isRecord(part) || !isRecord(part.content)) return part;
  const entries = Object.entries(part.content).map(([mediaType, media]) => {
    const example = place.body ?? exampleFor(mediaType, media, place);
    return [mediaType, isRecord(media) && example !== undefined ? { ...media, example } : media];
  });
  return { ...part, content: Object.fromEntries(entries) };
}

function exampleFor(mediaType: string, media: unknown, { models, status = '' }: Place): unknown {
  if (mediaType === 'application/problem+json') return problems[status];
  if (mediaType === 'application/json') return isRecord(media) ? exampleOf(media.schema, models) : undefined;
  return exampleFiles[mediaType];
}

const problem = (status: number, title: string, code: string, detail: string) => ({
  type: `urn:plimsoll:problem:${code}`,
  title,
  status,
  code,
  detail,
});

/** What refusals and failures look like. */
const problems: Readonly<Record<string, unknown>> = {
  '4XX': problem(404, 'Not Found', 'api/not-found', 'There is no image sha256:4f4f….'),
  '5XX': problem(
    500,
    'Internal Server Error',
    'api/internal',
    'The service met an unexpected error; its log tells more.',
  ),
};

function mapValues(value: unknown, change: (member: unknown) => unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}
