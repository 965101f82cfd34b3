import type { RegistryConnection } from '../registry-connection.ts';
import { RegistryError } from '../registry-error.ts';
import { addressRules } from './address-rules.ts';
import { readWhole } from './read-body.ts';
import { responseError } from './response-error.ts';
import type { SessionSettings } from './session.ts';

/** A request to a URL that this machine's own configuration names. */
export interface MachineTextCall {
  readonly url: URL;
  /** They are sent there alone: no redirect is followed. */
  readonly secrets: Readonly<Record<string, string>>;
  /** For messages; URLs of this kind may hold secrets. */
  readonly what: string;
  readonly signal: AbortSignal;
}

/** Text of an answer in HTTPS with a 2xx status; anything else throws a {@link RegistryError}. Addresses are checked as those of registries are. */
export async function machineText(
  { url, secrets, what, signal }: MachineTextCall,
  settings: Omit<SessionSettings, 'authorizer'>,
): Promise<string> {
  const { transport, limits, connection, userAgent, now } = settings;
  if (url.protocol !== 'https:')
    throw new RegistryError('registry/invalid-settings', `${what}: not asked, since that is not HTTPS`);
  const headers = { accept: '*/*', 'user-agent': userAgent, ...secrets };
  const response = await transport.send({ method: 'GET', url, headers, signal });
  const options = { limits, connection, signal };
  if (response.status < 200 || response.status > 299)
    throw await responseError(response, { ...options, what, hasCredential: true, now });
  const bytes = await readWhole(response, { name: 'maxResponseBytes', of: what }, options);
  return Buffer.from(bytes).toString('utf8');
}

/** Names for the addresses of a machine's own services. */
const ownNames: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  'metadata.google.internal': '169.254.169.254',
};

/** Tells whether a host is on this machine, or a metadata service of it, and the administrator's networks allow to ask it. */
export function isOwnService(hostname: string, { allowedNetworks = [] }: RegistryConnection): boolean {
  const address = ownNames[hostname.toLowerCase()] ?? hostname;
  const isRefused = (allowed: readonly string[]) => {
    try {
      addressRules('', allowed).checkHost(address);
      return false;
    } catch {
      return true;
    }
  };
  return isRefused([]) && !isRefused(allowedNetworks);
}
