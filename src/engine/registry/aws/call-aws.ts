import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import { RegistryError, type RegistryErrorCode } from '../registry-error.ts';
import type { CredentialValues, SignInContext } from '../registry-vendor.ts';
import { type AwsPlace, assumeRole } from './assume-role.ts';
import { awsKeys } from './aws-keys.ts';
import { type AwsKeys, signRequest } from './sign-request.ts';

/** A service of AWS that speaks JSON, in one region. */
export interface AwsService extends AwsPlace {
  readonly host: string;
  /** The name that signatures are for. */
  readonly service: string;
  /** What comes before the action in `X-Amz-Target`; left out where each action has a path of its own. */
  readonly target?: string;
}

/** Who calls, with what was filled in. */
export interface AwsCaller extends SignInContext {
  readonly values: CredentialValues;
  /** ARN of a role of another account to take on with the keys that these values come to. */
  readonly memberRole?: string | undefined;
  /** Where roles are taken on; the region of the service, where left out. */
  readonly signInAt?: AwsPlace;
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

const ended = /ExpiredToken|UnrecognizedClient|InvalidClientTokenId/;
const wrongClock = /Signature expired|Signature not yet current|RequestTimeTooSkewed|RequestExpired/;

/** Calls one action of a service, signed. AWS says what went wrong in words under status 400: they become codes here. */
export async function callAws(
  service: AwsService,
  action: string,
  input: Readonly<Record<string, unknown>>,
  caller: AwsCaller,
): Promise<Readonly<Record<string, unknown>>> {
  const call = { service, action, body: JSON.stringify(input), caller };
  try {
    return await callOnce(call, await awsCallerKeys(service, caller));
  } catch (error) {
    const refusal = inOurWords(error);
    // Keys of a role may end before their time, or by another clock than ours.
    const isLent = (caller.memberRole ?? caller.values.roleArn ?? caller.values.machineRole) !== undefined;
    if (!isLent || !(refusal instanceof RegistryError) || !ended.test(refusal.message)) throw refusal;
    const keys = await awsCallerKeys(service, caller, true);
    return await callOnce(call, keys).catch((again: unknown) => Promise.reject(inOurWords(again)));
  }
}

async function callOnce(
  {
    service,
    action,
    body,
    caller: { http, now, signal },
  }: {
    readonly service: AwsService;
    readonly action: string;
    readonly body: string;
    readonly caller: AwsCaller;
  },
  keys: AwsKeys,
): Promise<Readonly<Record<string, unknown>>> {
  const { target } = service;
  const path = target === undefined ? `/${action.charAt(0).toLowerCase()}${action.slice(1)}` : '/';
  const url = new URL(path, http.origin(service.host));
  const headers: Readonly<Record<string, string>> =
    target === undefined
      ? { 'content-type': 'application/json' }
      : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${action}` };
  const secrets = signRequest({ url, headers, body, ...service }, keys, new Date(now()));
  const what = `${action} of ${service.host}`;
  const answer = await http.json({ url, method: 'POST', headers, secrets, body, what, signal });
  return isRecord(answer.body) ? answer.body : {};
}

/** Keys of a role are kept until they end: a listing of a thousand pages takes the role on once, however many regions it asks. */
export async function awsCallerKeys(place: AwsPlace, caller: AwsCaller, isRefused = false): Promise<AwsKeys> {
  const { values, memberRole, signInAt = place, http } = caller;
  const make = async () => {
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } =
      memberRole === undefined
        ? await awsKeys(values, caller, signInAt)
        : await assumeRole(
            {
              roleArn: memberRole,
              externalId: values.externalId,
              keys: await awsCallerKeys(place, { ...caller, memberRole: undefined }, isRefused),
            },
            caller,
            signInAt,
          );
    const text = JSON.stringify([accessKeyId, secretAccessKey.reveal(), sessionToken?.reveal()]);
    return { value: new Secret(text), expiresAt: expiresAt ?? Number.POSITIVE_INFINITY };
  };
  const kept = await http.token(make, isRefused, `aws ${memberRole ?? ''}`);
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
  listing: AwsCaller,
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

/** AWS says that a clock is wrong under the same code as that a key is. */
function inOurWords(error: unknown): unknown {
  if (!(error instanceof RegistryError) || (error.status !== 400 && error.status !== 403)) return error;
  if (wrongClock.test(error.message)) {
    const message = `${error.message}; the clock of this machine and that of AWS differ by more than five minutes: set it right`;
    return new RegistryError('registry/unauthorized', message, { cause: error, status: error.status });
  }
  const code = refusals.find(([pattern]) => pattern.test(error.message))?.[1];
  if (code === undefined || error.status === undefined) return error;
  const retriable = code === 'registry/rate-limited';
  return new RegistryError(code, error.message, { cause: error, status: error.status, retriable });
}
