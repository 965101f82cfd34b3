import type { ImageReference } from '#core/image-reference.ts';
import type { Secret } from '#core/secret.ts';
import type { ImageRegistry } from '#engine/image/index.ts';
import type { RegistryClient } from '#engine/registry/index.ts';
import type { CommandContext } from './command-context.ts';

export interface RegistrySettings {
  readonly credential?: { readonly username: string; readonly password: Secret } | undefined;
  readonly ca?: string | undefined;
  readonly plainHttp?: boolean | undefined;
  readonly skipTlsVerify?: boolean | undefined;
}

/**
 * Clients for the registries that references name, made when first asked for, all with the settings of one command line. The
 * client's code is loaded then too: scans of layouts and archives start without it.
 */
export function connectRegistries(
  settings: RegistrySettings,
  context: Pick<CommandContext, 'logger' | 'version' | 'proxyOf'>,
): { readonly registryOf: (reference: ImageReference) => ImageRegistry; close(): Promise<void> } {
  const clients = new Map<string, Promise<RegistryClient>>();
  const clientOf = ({ registry }: ImageReference) => {
    const client = clients.get(registry) ?? connect(registry, settings, context);
    clients.set(registry, client);
    return client;
  };
  return {
    registryOf: () => ({
      manifest: async (reference, options) => (await clientOf(reference)).manifest(reference, options),
      blob: async function* (reference, descriptor, options) {
        yield* (await clientOf(reference)).blob(reference, descriptor, options);
      },
      blobSize: async (reference, digest, options) => (await clientOf(reference)).blobSize(reference, digest, options),
    }),
    close: async () => {
      const made = await Promise.allSettled(clients.values());
      await Promise.all(made.map(async (client) => client.status === 'fulfilled' && (await client.value.close())));
    },
  };
}

async function connect(
  host: string,
  { credential, ca, plainHttp, skipTlsVerify }: RegistrySettings,
  context: Pick<CommandContext, 'logger' | 'version' | 'proxyOf'>,
): Promise<RegistryClient> {
  const { createMemoryBuckets, createRegistryClient } = await import('#engine/registry/index.ts');
  const proxy = context.proxyOf(`${plainHttp === true ? 'http' : 'https'}://${host}`);
  return createRegistryClient({
    host,
    credential,
    rates: createMemoryBuckets(),
    connection: { ca, plainHttp, skipTlsVerify, proxy },
    logger: context.logger,
    userAgent: `plimsoll/${context.version}`,
  });
}
