import { dockerHub as dockerHubHost } from '#core/image-reference.ts';
import { checkPassword, passwordFields, signInByPassword } from '../../password-sign-in.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';

const hosts: ReadonlySet<string> = new Set([dockerHubHost, 'index.docker.io', 'registry-1.docker.io']);

/** Docker Hub: references say `docker.io`, the API is elsewhere, and there is no catalogue (docs.docker.com/reference/api/registry). */
export const dockerHub = {
  name: 'docker-hub',
  displayName: 'Docker Hub',
  credentials: passwordFields,
  checkCredential: checkPassword,
  recognises: (host) => hosts.has(host),
  apiHost: () => 'registry-1.docker.io',
  signIn: (values) => signInByPassword(values),
  listRepositories: () => ({ [Symbol.asyncIterator]: () => ({ next: refuseToList }) }),
} as const satisfies RegistryVendor;

function refuseToList(): Promise<never> {
  const message = 'Docker Hub does not list its repositories: name the repositories to watch, e.g. library/debian';
  return Promise.reject(new RegistryError('registry/catalog-unsupported', message));
}
