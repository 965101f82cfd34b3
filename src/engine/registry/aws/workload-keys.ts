import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import { asMachine } from '../machine-field.ts';
import type { SignInContext } from '../registry-vendor.ts';
import type { Workload } from '../workload.ts';
import { readRole } from './role-credentials.ts';
import type { AwsKeys } from './sign-request.ts';

type EndingKeys = AwsKeys & { readonly expiresAt: number };

/** Where containers (ECS, EKS Pod Identity) are told their credentials. */
const containerHosts: ReadonlySet<string> = new Set([
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::23]',
  '127.0.0.1',
  'localhost',
]);

/**
 * Keys of the role that AWS gave to this machine, looked for where AWS's own tools look: a web identity (EKS), a container's
 * credentials (ECS, Pod Identity), the instance's (docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
 */
export async function workloadKeys(
  context: SignInContext,
  place: { readonly region: string; readonly domain: string },
): Promise<EndingKeys> {
  const identity = { cloud: 'role of AWS', remedy: 'give it one, or enter an access key' };
  return await asMachine(
    context,
    identity,
    async (workload) =>
      (await fromWebIdentity(workload, context, place)) ??
      (await fromContainer(workload, context)) ??
      (await fromInstance(workload, context)),
  );
}

async function fromWebIdentity(
  workload: Workload,
  { http, now, signal }: SignInContext,
  { region, domain }: { readonly region: string; readonly domain: string },
): Promise<EndingKeys | undefined> {
  const file = workload.variable('AWS_WEB_IDENTITY_TOKEN_FILE');
  const role = workload.variable('AWS_ROLE_ARN');
  if (file === undefined || role === undefined) return undefined;
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: 'plimsoll',
    WebIdentityToken: (await workload.readFile(file)).trim(),
  }).toString();
  const url = new URL('/', http.origin(`sts.${region}.${domain}`));
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', accept: 'application/json' };
  const what = `role ${role}`;
  const answer = await http.json({ url, method: 'POST', headers, body, what, signal });
  return readRole(answer.body, { action: 'AssumeRoleWithWebIdentity', what, now: now() });
}

async function fromContainer(workload: Workload, { signal }: SignInContext): Promise<EndingKeys | undefined> {
  const relative = workload.variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
  const full = workload.variable('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  if (relative === undefined && full === undefined) return undefined;
  const url = relative === undefined ? new URL(full ?? '') : new URL(relative, 'http://169.254.170.2');
  if (url.protocol !== 'https:' && !containerHosts.has(url.hostname))
    throw new Error(`${url.host} gives no credentials`);
  const file = workload.variable('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
  const token =
    file === undefined
      ? workload.variable('AWS_CONTAINER_AUTHORIZATION_TOKEN')
      : (await workload.readFile(file)).trim();
  const headers: Readonly<Record<string, string>> = token === undefined ? {} : { authorization: token };
  return readKeys(await workload.ask(url, { method: 'GET', headers, signal }));
}

/** The second version of the instance's metadata service, which wants a token of its own first. */
async function fromInstance(workload: Workload, { signal }: SignInContext): Promise<EndingKeys> {
  const base = workload.variable('AWS_EC2_METADATA_SERVICE_ENDPOINT') ?? 'http://169.254.169.254';
  const at = (path: string) => new URL(path, base);
  const lifetime = { 'x-aws-ec2-metadata-token-ttl-seconds': '300' };
  const token = await workload.ask(at('/latest/api/token'), { method: 'PUT', headers: lifetime, signal });
  const get = (path: string) =>
    workload.ask(at(path), { method: 'GET', headers: { 'x-aws-ec2-metadata-token': token.trim() }, signal });
  const roles = '/latest/meta-data/iam/security-credentials/';
  const [role = ''] = (await get(roles)).trim().split('\n');
  return readKeys(await get(`${roles}${encodeURIComponent(role)}`));
}

function readKeys(text: string): EndingKeys {
  const body: unknown = JSON.parse(text);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = isRecord(body) ? body : {};
  const expiresAt = Date.parse(asString(Expiration) ?? '');
  if (
    typeof AccessKeyId !== 'string' ||
    typeof SecretAccessKey !== 'string' ||
    typeof Token !== 'string' ||
    Number.isNaN(expiresAt)
  ) {
    throw new Error('the metadata service gave no keys');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(Token),
    expiresAt,
  };
}
