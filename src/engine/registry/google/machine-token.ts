import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { ApiToken } from '../http/vendor-http.ts';
import { asMachine } from '../machine-field.ts';
import type { SignInContext } from '../registry-vendor.ts';
import type { Workload } from '../workload.ts';
import { externalAccountToken } from './external-account.ts';
import { readKeyFile } from './key-file.ts';
import { keyToken } from './key-token.ts';

const identity = {
  cloud: 'identity of Google Cloud',
  remedy: 'give it a service account, or enter the key of one',
};

/**
 * An access token of the identity that this machine has, looked for where Google's own tools look: a file that
 * `GOOGLE_APPLICATION_CREDENTIALS` names, else the metadata service of Compute Engine and GKE
 * (cloud.google.com/docs/authentication/application-default-credentials).
 */
export async function machineToken(context: SignInContext): Promise<ApiToken> {
  return await asMachine(context, identity, async (workload) => {
    const path = workload.variable('GOOGLE_APPLICATION_CREDENTIALS');
    if (path === undefined || path === '') return await fromMetadata(workload, context);
    const text = await workload.readFile(path);
    const key = readKeyFile(new Secret(text));
    if (key !== undefined) return await keyToken(key, context);
    return await externalAccountToken(text, workload, context);
  });
}

/** The project of this machine; undefined where nothing tells it. */
export async function machineProject(context: SignInContext): Promise<string | undefined> {
  return await asMachine(context, identity, async (workload) => {
    const named = workload.variable('GOOGLE_CLOUD_PROJECT');
    if (named !== undefined && named !== '') return named;
    const path = workload.variable('GOOGLE_APPLICATION_CREDENTIALS');
    if (path === undefined || path === '')
      return (await askMetadata('project/project-id', workload, context)).trim() || undefined;
    return readKeyFile(new Secret(await workload.readFile(path)))?.projectId;
  });
}

/** Of the account that the machine runs as (cloud.google.com/compute/docs/metadata/overview). */
async function fromMetadata(workload: Workload, context: SignInContext): Promise<ApiToken> {
  const body: unknown = JSON.parse(await askMetadata('instance/service-accounts/default/token', workload, context));
  const token = isRecord(body) ? asString(body.access_token) : undefined;
  if (!isRecord(body) || token === undefined) throw new Error('the metadata service gave no token');
  return { value: new Secret(token), expiresAt: context.now() + (Number(body.expires_in) || 300) * 1000 };
}

async function askMetadata(path: string, workload: Workload, { signal }: SignInContext): Promise<string> {
  const host = workload.variable('GCE_METADATA_HOST') ?? 'metadata.google.internal';
  const headers = { 'metadata-flavor': 'Google' };
  return await workload.ask(new URL(`http://${host}/computeMetadata/v1/${path}`), { method: 'GET', headers, signal });
}
