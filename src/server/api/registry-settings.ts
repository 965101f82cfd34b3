import { X509Certificate } from 'node:crypto';
import type { Static } from 'typebox';
import { dockerHub, isRegistryHost, isRepositoryName } from '#core/image-reference.ts';
import { defaultFilters } from '#core/registry-filters.ts';
import { defaultSchedule } from '#core/scan-schedule.ts';
import {
  type CredentialValues,
  findRegistryVendor,
  type RegistryVendor,
  readCredentialValues,
  registryVendors,
} from '#engine/registry/index.ts';
import { hostOf, scheduleProblem } from '#server/jobs/index.ts';
import type { RegistrySettings } from '#server/store/index.ts';
import { ApiError } from './api-error.ts';
import { filterProblems } from './read-filter-form.ts';
import { readPlatforms } from './read-platforms.ts';
import type { registryInput } from './schemas/registries.ts';

type Input = Omit<Static<typeof registryInput>, 'name'> & { readonly name?: string };

type Invalid = ApiError['errors'][number];

/** What a registry form comes to; `'keep'` where it says nothing of the credential. */
export interface RegistryForm {
  readonly settings: RegistrySettings;
  readonly credential: CredentialValues | 'keep' | undefined;
}

/** Reads a registry form; filters, platforms and schedule that it says nothing of stay as they were before it, or are the default's. Throws `api/invalid-request` with all that is wrong. */
export function readRegistryForm(
  input: Input,
  before?: Pick<RegistrySettings, 'filters' | 'schedule' | 'platforms' | 'allPlatforms' | 'trustsVex'>,
): RegistryForm {
  const errors: Invalid[] = [];
  const vendor = findRegistryVendor(input.type);
  if (vendor === undefined || vendor.name !== input.type) {
    const names = registryVendors.map(({ name }) => name).join(', ');
    errors.push({ path: 'body/type', message: `is no registry type; there are: ${names}` });
  }
  const path = readPath(input.path, errors);
  if (vendor?.apiHost !== undefined && path !== '' && !vendor.recognises(hostOf(path))) {
    errors.push({ path: 'body/path', message: `is no address of ${vendor.displayName}: choose another type for it` });
  }
  const credential = vendor === undefined ? undefined : readCredential(input.credential, vendor, errors);
  const repositories = (input.repositories ?? []).map((name) => name.trim()).filter((name) => name !== '');
  for (const name of repositories) {
    if (!isRepositoryName(name)) errors.push({ path: 'body/repositories', message: `${name} is no repository name` });
  }
  const ca = input.ca?.trim() ?? '';
  if (ca !== '' && !isCertificate(ca)) {
    errors.push({ path: 'body/ca', message: 'is no certificate in PEM form (-----BEGIN CERTIFICATE-----)' });
  }
  const platforms = input.platforms === undefined ? (before?.platforms ?? []) : readPlatforms(input.platforms, errors);
  if (input.filters !== undefined) errors.push(...filterProblems(input.filters));
  const late = input.schedule && scheduleProblem(input.schedule);
  if (late !== undefined) errors.push({ path: 'body/schedule', message: late });
  if (errors[0] !== undefined) {
    throw new ApiError('api/invalid-request', `${errors[0].path.replace('body/', '')} ${errors[0].message}`, errors);
  }
  const settings = {
    name: (input.name ?? '').trim(),
    path,
    type: input.type,
    skipTlsVerify: input.skipTlsVerify ?? false,
    plainHttp: input.plainHttp ?? false,
    ca: ca === '' ? undefined : ca,
    trustsVex: input.trustsVex ?? before?.trustsVex ?? false,
    repositories: [...new Set(repositories)],
    filters: input.filters ?? before?.filters ?? defaultFilters,
    platforms,
    allPlatforms: input.allPlatforms ?? before?.allPlatforms ?? false,
    schedule: input.schedule ?? before?.schedule ?? defaultSchedule,
  };
  return { settings, credential };
}

/** Refuses a credential that its registry type cannot use, such as half of one. Whether it is right is found out by trying. */
export function checkCredential(settings: RegistrySettings, credential: RegistryForm['credential']): void {
  if (credential === 'keep' || credential === undefined) return;
  const problem = findRegistryVendor(settings.type)?.checkCredential?.(credential);
  if (problem === undefined) return;
  const message = `the credential is not complete: ${problem}`;
  throw new ApiError('api/invalid-request', message, [{ path: 'body/credential', message }]);
}

/** `host[:port][/path]`, the host in lower case and Docker Hub under its one name. */
function readPath(text: string, errors: Invalid[]): string {
  const invalid = (message: string) => {
    errors.push({ path: 'body/path', message });
    return '';
  };
  const bare = text.trim().replace(/^https:\/\//i, '');
  if (/^http:\/\//i.test(bare)) return invalid('is written without http://; switch on Plain HTTP instead');
  const [host = '', ...rest] = bare.replace(/\/+$/, '').split('/');
  if (!isRegistryHost(host))
    return invalid('must be host[:port] or host[:port]/path, such as registry.example:5000/team');
  const below = rest.join('/');
  if (below !== '' && !isRepositoryName(below))
    return invalid(`has ${below} after the host, which is no repository path`);
  const name = hubNames.has(host.toLowerCase()) ? dockerHub : host.toLowerCase();
  return below === '' ? name : `${name}/${below}`;
}

const hubNames = new Set(['index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com']);

function readCredential(
  input: Input['credential'],
  vendor: RegistryVendor,
  errors: Invalid[],
): CredentialValues | 'keep' | undefined {
  if (input === undefined) return 'keep';
  if (Object.values(input).every((value) => value === '')) return undefined;
  const { values, problems } = readCredentialValues(vendor, input);
  for (const problem of problems) {
    const [field = '', ...message] = problem.split(': ');
    errors.push({ path: `body/${field.replace('.', '/')}`, message: message.join(': ') });
  }
  return values;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
