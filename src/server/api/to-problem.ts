import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import type { Static } from 'typebox';
import { PlimsollError } from '#core/errors.ts';
import { PolicyError } from '#engine/policy/index.ts';
import { AuthError } from '#server/auth/index.ts';
import { ApiError } from './api-error.ts';
import type { problem } from './schemas/problem.ts';
import { sentence } from './sentence.ts';
import { validationWords } from './validation-words.ts';

/** The HTTP status of each error code that a request can meet; all others are the service's own failures. */
export const statusOfCode: Readonly<Record<string, number>> = {
  'api/invalid-request': 400,
  'api/not-found': 404,
  'api/no-advisories': 409,
  'api/too-large': 413,
  'api/head-too-large': 431,
  'api/too-slow': 408,
  'api/unsupported-media-type': 415,
  'api/method-not-allowed': 405,
  'api/too-many-requests': 429,
  'api/other-origin': 403,
  'api/credential-needed-again': 422,
  'api/scan-not-ended': 409,
  'api/run-under-way': 409,
  'api/hook-refused': 401,
  'api/unknown-event': 400,
  'api/queue-full': 429,
  'auth/not-signed-in': 401,
  'auth/wrong-credentials': 401,
  'auth/wrong-password': 422,
  'auth/too-many-attempts': 429,
  'auth/readers-may-not': 403,
  'auth/token-may-not': 403,
  'jobs/no-registry-for-reference': 422,
  'jobs/no-space': 507,
  'jobs/upload-too-large': 413,
  'jobs/upload-gone': 409,
  'policy/invalid': 422,
  'policy/unknown-condition': 422,
  'policy/invalid-option': 422,
  'policy/mixed-subjects': 422,
  'registry/invalid-settings': 422,
  'registry/invalid-reference': 422,
  'report/nothing-to-state': 422,
  'store/cursor-invalid': 400,
  'store/time-invalid': 400,
  'store/key-wrong': 409,
  'store/name-taken': 409,
  'store/not-found': 404,
  'store/too-many-exceptions': 422,
  'store/too-many-policies': 422,
  'store/too-many-statements': 422,
  'vex/unreadable': 422,
  'vex/unknown-format': 422,
};

/** A problem document and the headers that go with it. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Static<typeof problem>;
  /** True where it is a bug, of which the log must tell. */
  readonly isUnexpected: boolean;
}

/** Says what went wrong with a request (RFC 9457); of an unexpected error no more than that it happened. */
export function toProblem(error: unknown): ProblemAnswer {
  const known = error instanceof PlimsollError ? error : fromFastify(error);
  if (known === undefined) {
    const detail = 'the service met an unexpected error; its log tells more';
    return answer(500, 'api/internal', detail, { isUnexpected: true });
  }
  const code = String(known.code);
  const retryAfter = known instanceof AuthError || known instanceof ApiError ? known.retryAfterSeconds : undefined;
  return answer(statusOfCode[code] ?? 500, code, known.message, {
    isUnexpected: false,
    errors: errorsOf(known),
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  });
}

/** What is wrong with which property of the request. */
function errorsOf(error: PlimsollError): ApiError['errors'] {
  if (error instanceof ApiError) return error.errors;
  if (!(error instanceof PolicyError) || error.path.length === 0) return [];
  return [{ path: ['body', ...error.path].join('/'), message: sentence(error.reason) }];
}

interface Extras {
  readonly isUnexpected: boolean;
  readonly errors?: ApiError['errors'];
  readonly headers?: Readonly<Record<string, string>>;
}

function answer(status: number, code: string, detail: string, extras: Extras): ProblemAnswer {
  const { errors = [], headers = {}, isUnexpected } = extras;
  const body = {
    type: `urn:plimsoll:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: sentence(detail),
    ...(errors.length > 0 && { errors: [...errors] }),
  };
  return { status, headers, body, isUnexpected };
}

/** Told of at once: a body of two megabytes can hold a hundred thousand, of which the answer would be larger still. */
const maxMistakes = 100;

/** What Fastify itself refuses: bodies that are not valid, no JSON, or too large. */
function fromFastify(error: unknown): ApiError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { validation, statusCode, validationContext } = error as Partial<FastifyError>;
  if (validation !== undefined) {
    const errors = validation.slice(0, maxMistakes).map(({ instancePath, ...mistake }) => ({
      path: `${validationContext ?? ''}${instancePath}`,
      message: validationWords(mistake),
    }));
    const first = errors[0];
    const detail = first === undefined ? error.message : `${first.path || 'the request'} ${first.message}`;
    return new ApiError('api/invalid-request', detail, errors);
  }
  if (statusCode === 413) return new ApiError('api/too-large', 'the request is too large');
  if (statusCode === 415) return new ApiError('api/unsupported-media-type', 'send the request as application/json');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError('api/invalid-request', error.message);
  }
  return undefined;
}
