import { Secret } from '#core/secret.ts';
import type { RegistryCredential } from '../auth/registry-credential.ts';
import { checkMachine, machineField } from '../machine-field.ts';
import type { CredentialField, CredentialValues, SignInContext } from '../registry-vendor.ts';
import { googleIamHost, googleStsHost } from './external-account.ts';
import { readKeyFile } from './key-file.ts';
import { googleTokenHost } from './key-token.ts';
import { machineToken } from './machine-token.ts';

/** The form of Google's registries: a service account's key, or the identity of this machine. */
export const googleFields: readonly CredentialField[] = [
  {
    name: 'keyFile',
    label: 'Service account key',
    secret: true,
    multiline: true,
    optional: true,
    help: 'The JSON key file of a service account with Artifact Registry Reader, as it is or in base64. Empty for anonymous access.',
  },
  machineField(
    'Uses the service account of this machine or pod, or the workload identity federation that GOOGLE_APPLICATION_CREDENTIALS names, instead of a key.',
  ),
];

/** What is wrong with that form; undefined where it is empty or good. */
export function checkGoogle(values: CredentialValues): string | undefined {
  const { keyFile, machineRole } = values;
  if (keyFile !== undefined && machineRole !== undefined) return 'give either a key or sign in as this machine';
  if (keyFile === undefined || readKeyFile(keyFile) !== undefined) return checkMachine(values);
  return 'the key is no JSON key file of a service account (it has client_email and private_key)';
}

/** Tells whether Google signs in there, or gives tokens. */
export function isGoogleSignInHost(host: string): boolean {
  return host === googleTokenHost || host === googleStsHost || host === googleIamHost;
}

/**
 * The whole key is the password, or an access token of this machine is
 * (cloud.google.com/artifact-registry/docs/docker/authentication#json-key, #token).
 */
export async function signInToGoogle(
  { keyFile, machineRole }: CredentialValues,
  context: SignInContext,
): Promise<RegistryCredential | undefined> {
  if (machineRole !== undefined) {
    const { value, expiresAt } = await machineToken(context);
    return { username: 'oauth2accesstoken', password: value, expiresAt };
  }
  if (keyFile === undefined) return undefined;
  const isJson = keyFile.reveal().trimStart().startsWith('{');
  const password = isJson ? keyFile : new Secret(keyFile.reveal().replaceAll(/\s+/g, ''));
  return { username: isJson ? '_json_key' : '_json_key_base64', password };
}
