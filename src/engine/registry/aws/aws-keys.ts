import { checkMachine, machineField } from '../machine-field.ts';
import { RegistryError } from '../registry-error.ts';
import type { CredentialField, CredentialValues, SignInContext } from '../registry-vendor.ts';
import { type AwsPlace, assumeRole, type LentKeys } from './assume-role.ts';
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
  organisation,
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
  return externalId !== undefined && (roleArn ?? organisation) === undefined
    ? 'an external ID goes with a role'
    : undefined;
}

/** The keys to sign with: those of the form, or those of the role that they take on, with the time they end. */
export async function awsKeys(values: CredentialValues, context: SignInContext, place: AwsPlace): Promise<LentKeys> {
  const { roleArn, externalId } = values;
  const keys = await firstKeys(values, context, place);
  return roleArn === undefined
    ? keys
    : await assumeRole({ roleArn: roleArn.reveal(), externalId, keys }, context, place);
}

/** The keys that were entered, or those of this machine, where it is to sign in as itself. */
async function firstKeys(
  { accessKeyId, secretAccessKey, sessionToken, machineRole }: CredentialValues,
  context: SignInContext,
  place: AwsPlace,
): Promise<LentKeys> {
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
