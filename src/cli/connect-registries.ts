import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import type { Secret } from '#core/secret.ts';
import type { ImageRegistry } from '#engine/image/index.ts';
import { createRegistryClient, type RegistryClient } from '#engine/registry/index.ts';
import type { CommandContext } from './command-context.ts';

export interface RegistrySettings {
  readonly credential?: { readonly username: string; readonly password: Secret } | undefined;
  readonly ca?: string | undefined;
  readonly plainHttp?: boolean | undefined;
  readonly skipTlsVerify?: boolean | undefined;
}

/** Clients for the registries that references name, made when first asked for, all with the settings of one command line. */
export function connectRegistries(
  settings: RegistrySettings,
  context: Pick<CommandContext, 'logger' | 'version' | 'proxyOf'>,
): { readonly registryOf: (reference: ImageReference) => ImageRegistry; close(): Promise<void> } {
  const clients = new Map<string, RegistryClient>();
  const connect = (host: string): RegistryClient => {
    const { credential, ca, plainHttp, skipTlsVerify } = settings;
    const proxy = context.proxyOf(`${plainHttp === true ? 'http' : 'https'}://${host}`);
    return createRegistryClient({
      host,
      credential,
      connection: { ca, plainHttp, skipTlsVerify, proxy },
      logger: context.logger,
      userAgent: `plimsoll/${context.version}`,
    });
  };
  return {
    registryOf: (reference) => {
      const client = clients.get(reference.registry) ?? connect(reference.registry);
      clients.set(reference.registry, client);
      context.logger.debug({ reference: formatImageReference(reference) }, 'reading from a registry');
      return client;
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
