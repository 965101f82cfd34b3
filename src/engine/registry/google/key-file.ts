import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { RegistryCredential } from '../auth/registry-credential.ts';
import type { CredentialField, CredentialValues } from '../registry-vendor.ts';

/** The form of Google's registries: a service account's key, as a file or in base64. */
export const keyFileFields: readonly CredentialField[] = [
  {
    name: 'keyFile',
    label: 'Service account key',
    secret: true,
    multiline: true,
    optional: true,
    help: 'The JSON key file of a service account with Artifact Registry Reader, as it is or in base64. Empty for anonymous access.',
  },
];

/** What is wrong with the key; undefined where it is empty or good. */
export function checkKeyFile({ keyFile }: CredentialValues): string | undefined {
  if (keyFile === undefined || readKeyFile(keyFile) !== undefined) return undefined;
  return 'the key is no JSON key file of a service account (it has client_email and private_key)';
}

/** The whole key is the password (cloud.google.com/artifact-registry/docs/docker/authentication#json-key). */
export async function signInByKeyFile({ keyFile }: CredentialValues): Promise<RegistryCredential | undefined> {
  if (keyFile === undefined) return undefined;
  const isJson = keyFile.reveal().trimStart().startsWith('{');
  const password = isJson ? keyFile : new Secret(keyFile.reveal().replaceAll(/\s+/g, ''));
  return { username: isJson ? '_json_key' : '_json_key_base64', password };
}

/** What a key file says of its account; undefined where it is none. */
export function readKeyFile(
  keyFile: Secret,
): { readonly clientEmail: string; readonly privateKey: Secret; readonly projectId: string | undefined } | undefined {
  const text = keyFile.reveal().trim();
  const json = text.startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8');
  const body = parse(json);
  if (!isRecord(body)) return undefined;
  const { client_email, private_key, project_id } = body;
  if (typeof client_email !== 'string' || typeof private_key !== 'string') return undefined;
  return { clientEmail: client_email, privateKey: new Secret(private_key), projectId: asString(project_id) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
