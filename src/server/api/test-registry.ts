import type { Static } from 'typebox';
import { PlimsollError } from '#core/errors.ts';
import { type CredentialValues, type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { RegistryAccess } from '#server/jobs/index.ts';
import { hostOf } from '#server/jobs/index.ts';
import type { RegistrySettings } from '#server/store/index.ts';
import { connectionHint } from './connection-hint.ts';
import type { registryTest } from './schemas/registries.ts';
import { sentence } from './sentence.ts';

type Result = Static<typeof registryTest>;

const timeoutMs = 30_000;

/** Tries a registry: reaches it, signs in, and asks for what it lists. A failure is a result, with its exact cause. */
export async function tryRegistry(
  registries: RegistryAccess,
  settings: RegistrySettings,
  credential: CredentialValues | undefined,
  signal: AbortSignal,
): Promise<Result> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const client = await registries.connect(settings, credential);
    try {
      return await tryClient(client, settings, limited);
    } finally {
      await client.close();
    }
  } catch (error) {
    if (error instanceof PlimsollError) {
      const code = String(error.code);
      const hint = connectionHint(code, error.message, settings);
      return { ok: false, code, message: sentence(error.message), ...(hint !== undefined && { hint }) };
    }
    if (!limited.aborted) throw error;
    const message = `${hostOf(settings.path)} did not answer within ${timeoutMs / 1000} seconds.`;
    return {
      ok: false,
      code: 'registry/timeout',
      message,
      hint: 'Check host and port, and that a firewall lets this machine through.',
    };
  }
}

async function tryClient(client: RegistryClient, settings: RegistrySettings, signal: AbortSignal): Promise<Result> {
  const host = hostOf(settings.path);
  const ping = await client.ping({ signal });
  const how = ping.anonymous ? 'reached without signing in' : 'signed in';
  const [named] = settings.repositories;
  if (named !== undefined) {
    const found = await tryRepository(client, named, { host, signal });
    return { ok: true, message: `${host}: ${how}; ${found}.`, canList: false };
  }
  try {
    const found = await countUpTo(client.listRepositories({ signal }), 1);
    const listed = found > 0 ? 'its repositories can be listed' : 'it holds no repositories yet';
    return { ok: true, message: `${host}: ${how}; ${listed}.`, canList: true };
  } catch (error) {
    if (!(error instanceof RegistryError) || !notListing.has(error.code)) throw error;
    const hint = connectionHint('registry/catalog-unsupported', error.message, settings) ?? '';
    return { ok: true, message: `${host}: ${how}, but it does not list its repositories.`, hint, canList: false };
  }
}

/** Asks for the head of one image, which counts as no pull; the answer says how many pulls are left, where they are counted. */
async function tryRepository(
  client: RegistryClient,
  repository: string,
  { host, signal }: { readonly host: string; readonly signal: AbortSignal },
): Promise<string> {
  for await (const { name: tag } of client.listTags(repository, { signal })) {
    await client.headManifest({ registry: host, repository, tag }, { signal });
    const left = client.rateLimit();
    const pulls = left === undefined ? '' : `, and ${left.remaining} of ${left.limit} pulls are left`;
    return `${repository} can be read${pulls}`;
  }
  return `${repository} has no tags`;
}

/** Registries that keep their catalogue to themselves still serve images. */
const notListing: ReadonlySet<string> = new Set(['registry/catalog-unsupported', 'registry/forbidden']);

async function countUpTo(names: AsyncIterable<unknown>, most: number): Promise<number> {
  let count = 0;
  for await (const _ of names) {
    count += 1;
    if (count === most) break;
  }
  return count;
}
