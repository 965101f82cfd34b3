import { findRegistryVendor, type RegistryErrorCode } from '#engine/registry/index.ts';
import { hostOf } from '#server/jobs/index.ts';
import type { RegistrySettings } from '#server/store/index.ts';

/** What to do in the form about each thing that goes wrong; messages themselves say what it was. */
const hints: Readonly<Partial<Record<RegistryErrorCode, string>>> = {
  'registry/name-not-resolved': 'Check the spelling of the host, and that this machine’s name server knows it.',
  'registry/connection-refused':
    'Check that the registry runs, its port, and that a firewall lets this machine through.',
  'registry/timeout': 'Check host and port, and that a firewall lets this machine through.',
  'registry/proxy': 'Check the proxy that this service is configured with, or exempt the registry from it (NO_PROXY).',
  'registry/unauthorized':
    'Check user name and password. Access tokens may have expired, or may lack the right to read.',
  'registry/forbidden': 'The credential is known, but may not do this: give it the right to read.',
  'registry/rate-limited': 'Wait until the registry answers again; with a credential, limits are often higher.',
  'registry/unavailable': 'The registry has trouble of its own: try again later.',
  'registry/not-a-registry':
    'Something else answers there: check host, port and path, and whether a proxy or a sign-in page is in between.',
  'registry/redirect-refused': 'The registry sends elsewhere than it may: check host and port.',
  'registry/address-refused':
    'If the registry really is there, an administrator can allow its network: PLIMSOLL_REGISTRY_NETWORKS.',
  'registry/catalog-unsupported': 'Name the repositories to scan in the settings, or scan images one by one.',
  'registry/invalid-settings': 'Correct the settings that the message names.',
};

const tlsHints: readonly (readonly [RegExp, string])[] = [
  [/expired/, 'Renew the certificate on the registry.'],
  [/another name/, 'Use the host name that the certificate is for.'],
  [/not valid yet/, 'Check the clocks of the registry and of this machine.'],
  [
    /TLS failed/,
    'The two do not agree on how to speak TLS: the registry may know old versions only, or want a certificate of its clients.',
  ],
  [/does not speak TLS/, 'Switch on Plain HTTP, if that is really meant.'],
  [
    /neither known nor given/,
    'Enter the certificate of the authority that signed it in place of the one given. Where another authority is in between, the registry must send its certificate along.',
  ],
];
const untrusted = 'Enter the certificate of the authority that signed it; as a last resort, skip verification.';

/** Says what to do about a connection that failed, or undefined where the message says it all. */
export function connectionHint(
  code: string,
  message: string,
  settings: Pick<RegistrySettings, 'path' | 'type' | 'plainHttp'>,
) {
  const type = otherType(settings);
  if (type !== undefined && couldBeType.has(code))
    return `${hostOf(settings.path)} is a host of ${type}: choose that type.`;
  if (code === 'registry/tls') return tlsHints.find(([pattern]) => pattern.test(message))?.[1] ?? untrusted;
  if (code === 'registry/unauthorized' && wantsCredential.test(message)) return enterCredential;
  // A server that speaks HTTPS answers plain HTTP with 400, with nonsense, or by hanging up.
  const isPlain = settings.plainHttp && speaksHttps.test(message);
  if (isPlain) return 'The registry seems to speak HTTPS: switch off Plain HTTP.';
  return hints[code as RegistryErrorCode];
}

const wantsCredential = /wants a credential/;
const enterCredential = 'Enter the credential of an account that may read.';
const speaksHttps = /it speaks HTTPS/;
const couldBeType: ReadonlySet<string> = new Set([
  'registry/unauthorized',
  'registry/forbidden',
  'registry/not-found',
  'registry/catalog-unsupported',
  'registry/protocol',
]);

/** The type that a host is known to be of, where another one was chosen. */
function otherType({ path, type }: Pick<RegistrySettings, 'path' | 'type'>): string | undefined {
  const vendor = findRegistryVendor(hostOf(path));
  return vendor === undefined || vendor.name === type || vendor.name === 'docker-v2' ? undefined : vendor.displayName;
}
