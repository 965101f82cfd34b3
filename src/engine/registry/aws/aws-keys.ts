import { checkMachine, machineField } from '../machine-field.ts';
import { RegistryError } from '../registry-error.ts';
import type { CredentialField, CredentialValues, SignInContext } from '../registry-vendor.ts';
import { readRole } from './role-credentials.ts';
import { type AwsKeys, signRequest } from './sign-request.ts';
import { workloadKeys } from './workload-keys.ts';

/** The form of AWS's registries: keys, and a role to take on with them. */
export const awsFields: readonly CredentialField[] = [
  { name: 'accessKeyId', label: 'Access key ID', optional: true, help: 'Of an IAM user that may read the registry.' },
  {
    name: 'secretAccessKey',
    label: 'Secret access key',
    secret: true,
    optional: true,
    help: 'Goes with the access key ID.',
  },
  {
    name: 'sessionToken',
    label: 'Session token',
    secret: true,
    optional: true,
    help: 'Only for keys that are valid for a while.',
  },
  machineField('Uses the role that AWS gave to this instance, container or pod, instead of an access key.'),
  {
    name: 'roleArn',
    label: 'Role to take on',
    optional: true,
    help: 'ARN of a role that may read the registry, in this or another account.',
  },
  { name: 'externalId', label: 'External ID', secret: true, optional: true, help: 'Where the role asks for one.' },
];

/** What is wrong with that form; undefined where it is good. */
export function checkAwsKeys({
  accessKeyId,
  secretAccessKey,
  roleArn,
  externalId,
  machineRole,
}: CredentialValues): string | undefined {
  const hasKeys = accessKeyId !== undefined && secretAccessKey !== undefined;
  const problem = checkMachine({ ...(machineRole && { machineRole }) });
  if (problem !== undefined) return problem;
  if (machineRole !== undefined && (accessKeyId ?? secretAccessKey) !== undefined)
    return 'give either an access key or the role of this machine';
  if (!hasKeys && machineRole === undefined) return 'access key ID and secret access key go together';
  if (roleArn !== undefined && !/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(roleArn.reveal())) {
    return 'the role is an ARN such as arn:aws:iam::123456789012:role/name';
  }
  return externalId !== undefined && roleArn === undefined ? 'an external ID goes with a role' : undefined;
}

/** The keys to sign with: those of the form, or those of the role that they take on, with the time they end. */
export async function awsKeys(
  values: CredentialValues,
  context: SignInContext,
  { region, domain }: { readonly region: string; readonly domain: string },
): Promise<AwsKeys & { readonly expiresAt?: number }> {
  const { roleArn, externalId } = values;
  const keys = await firstKeys(values, context, { region, domain });
  if (roleArn === undefined) return keys;
  const { http, now, signal } = context;
  const url = new URL('/', http.origin(`sts.${region}.${domain}`));
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn.reveal(),
    RoleSessionName: 'plimsoll',
    ...(externalId !== undefined && { ExternalId: externalId.reveal() }),
  }).toString();
  const secrets = signRequest({ url, headers, body, region, service: 'sts' }, keys, new Date(now()));
  const what = `role ${roleArn.reveal()}`;
  // STS answers in XML unless asked for JSON.
  const answer = await http.json({
    url,
    method: 'POST',
    headers: { ...headers, accept: 'application/json' },
    secrets,
    body,
    what,
    signal,
  });
  return readRole(answer.body, { action: 'AssumeRole', what, now: now() });
}

/** The keys that were entered, or those of this machine, where it is to sign in as itself. */
async function firstKeys(
  { accessKeyId, secretAccessKey, sessionToken, machineRole }: CredentialValues,
  context: SignInContext,
  place: { readonly region: string; readonly domain: string },
): Promise<AwsKeys & { readonly expiresAt?: number }> {
  if (machineRole !== undefined) return await workloadKeys(context, place);
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new RegistryError('registry/invalid-settings', 'signing in to AWS needs an access key ID and its secret');
  }
  return {
    accessKeyId: accessKeyId.reveal(),
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
  };
}
