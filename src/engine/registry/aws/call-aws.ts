import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import { RegistryError, type RegistryErrorCode } from '../registry-error.ts';
import type { CredentialValues, SignInContext } from '../registry-vendor.ts';
import { awsKeys } from './aws-keys.ts';
import { type AwsKeys, signRequest } from './sign-request.ts';

/** A service of AWS that speaks JSON 1.1, in one region. */
export interface AwsService {
  readonly host: string;
  /** The name that signatures are for. */
  readonly service: string;
  readonly region: string;
  /** `amazonaws.com`, or `amazonaws.com.cn` in China. */
  readonly domain: string;
  /** What comes before the action in `X-Amz-Target`. */
  readonly target: string;
}

const refusals: readonly (readonly [RegExp, RegistryErrorCode])[] = [
  [
    /UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|InvalidAccessKey/,
    'registry/unauthorized',
  ],
  [/AccessDenied|NotAuthorized|UnauthorizedOperation/, 'registry/forbidden'],
  [/NotFound/, 'registry/not-found'],
  [/Throttl|TooManyRequests|LimitExceeded/, 'registry/rate-limited'],
];

/** Calls one action of a service, signed. AWS says what went wrong in words under status 400: they become codes here. */
export async function callAws(
  service: AwsService,
  action: string,
  input: Readonly<Record<string, unknown>>,
  { values, ...context }: SignInContext & { readonly values: CredentialValues },
): Promise<Readonly<Record<string, unknown>>> {
  const { http, now, signal } = context;
  const url = new URL('/', http.origin(service.host));
  const body = JSON.stringify(input);
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${service.target}.${action}` };
  const what = `${action} of ${service.host}`;
  try {
    const keys = await keptKeys(service, { ...context, values });
    const secrets = signRequest({ url, headers, body, ...service }, keys, new Date(now()));
    const answer = await http.json({ url, method: 'POST', headers, secrets, body, what, signal });
    return isRecord(answer.body) ? answer.body : {};
  } catch (error) {
    throw error instanceof RegistryError && (error.status === 400 || error.status === 403) ? inOurWords(error) : error;
  }
}

/** Keys of a role are kept until they end: a listing of a thousand pages takes the role on once. */
async function keptKeys(
  service: AwsService,
  { values, ...context }: SignInContext & { readonly values: CredentialValues },
): Promise<AwsKeys> {
  const make = async () => {
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = await awsKeys(values, context, service);
    const text = JSON.stringify([accessKeyId, secretAccessKey.reveal(), sessionToken?.reveal()]);
    return { value: new Secret(text), expiresAt: expiresAt ?? Number.POSITIVE_INFINITY };
  };
  const kept = await context.http.token(make, false);
  const [accessKeyId = '', secret = '', session] = JSON.parse(kept.reveal()) as readonly (string | null)[];
  return {
    accessKeyId: accessKeyId ?? '',
    secretAccessKey: new Secret(secret ?? ''),
    ...(typeof session === 'string' && { sessionToken: new Secret(session) }),
  };
}

/** Items of all pages of a listing, each reached by the token in the one before. */
export function listAws<Item>(
  service: AwsService,
  action: string,
  input: Readonly<Record<string, unknown>>,
  listing: SignInContext & { readonly values: CredentialValues },
  itemsOf: (answer: Readonly<Record<string, unknown>>) => readonly Item[],
): AsyncIterable<Item> {
  return listing.http.paged(`${action} of ${service.host}`, async (nextToken) => {
    const answer = await callAws(
      service,
      action,
      { ...input, maxResults: 1000, ...(nextToken !== '' && { nextToken }) },
      listing,
    );
    return { items: itemsOf(answer), next: asString(answer.nextToken) };
  });
}

function inOurWords(error: RegistryError): RegistryError {
  const code = refusals.find(([pattern]) => pattern.test(error.message))?.[1];
  if (code === undefined || error.status === undefined) return error;
  const retriable = code === 'registry/rate-limited';
  return new RegistryError(code, error.message, { cause: error, status: error.status, retriable });
}
