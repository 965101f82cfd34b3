import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { SecretHeaders } from '../../http/vendor-http.ts';
import { listIn } from '../../list-in.ts';
import { type ListedRepository, type ListedTag, listedTag, present } from '../../listing-facts.ts';
import { RegistryError } from '../../registry-error.ts';
import type { RegistryVendor, VendorListing } from '../../registry-vendor.ts';

const iam = 'iam.cloud.ibm.com';

/** IBM Cloud Container Registry (cloud.ibm.com/apidocs/container-registry): one list of all images of an account. */
export const icr = {
  name: 'icr',
  displayName: 'IBM Cloud Container Registry',
  credentials: [
    { name: 'apiKey', label: 'API key', secret: true, help: 'Of a service ID or user with the role Reader.' },
    { name: 'accountId', label: 'Account ID', help: 'The account whose images are listed: 32 hexadecimal digits.' },
  ],
  recognises: (host) => host === 'icr.io' || host.endsWith('.icr.io'),
  isApiHost: (host) => host === iam,
  signIn: async ({ apiKey }) => (apiKey === undefined ? undefined : { username: 'iamapikey', password: apiKey }),
  listRepositories,
  listTags,
} as const satisfies RegistryVendor;

async function* listRepositories(listing: VendorListing): AsyncGenerator<ListedRepository> {
  const names = new Set((await images('', listing)).flatMap(referencesOf).map(({ repository }) => repository));
  for (const name of names) yield { name };
}

async function* listTags(repository: string, listing: VendorListing): AsyncGenerator<ListedTag> {
  const found = await images(repository.split('/')[0] ?? '', listing);
  for (const image of found) {
    for (const reference of referencesOf(image)) {
      if (reference.repository !== repository) continue;
      const { Created, Size } = image;
      const createdAt = typeof Created === 'number' ? Created * 1000 : undefined;
      yield* present([listedTag(reference.tag, { digest: digestOf(image), size: Size, createdAt })]);
    }
  }
}

function referencesOf({ RepoTags }: Readonly<Record<string, unknown>>) {
  return asStrings(RepoTags).flatMap((text) => {
    const [, repository, tag] = /^[^/]+\/(.+):([^:/]+)$/.exec(text) ?? [];
    return repository === undefined || tag === undefined ? [] : [{ repository, tag }];
  });
}

function digestOf({ RepoDigests }: Readonly<Record<string, unknown>>): string | undefined {
  return asStrings(RepoDigests)[0]?.split('@')[1];
}

async function images(namespace: string, listing: VendorListing) {
  const { http, host, values, signal } = listing;
  const query = new URLSearchParams({ includeIBM: 'false', ...(namespace !== '' && { namespace }) });
  const what = `list of images of ${host}`;
  const { body } = await http.json({
    url: new URL(`/api/v1/images?${query.toString()}`, http.origin(host)),
    headers: { account: values.accountId?.reveal() ?? '' },
    secrets: iamAuthorization(listing),
    what,
    signal,
  });
  return asRecords(listIn(body, what));
}

function iamAuthorization({ http, values, now, signal }: VendorListing): SecretHeaders {
  const make = async () => {
    const { body } = await http.json({
      url: new URL('/identity/token', http.origin(iam)),
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
        apikey: values.apiKey?.reveal() ?? '',
      }).toString(),
      what: 'token for IBM Cloud',
      signal,
    });
    const token = isRecord(body) ? asString(body.access_token) : undefined;
    if (!isRecord(body) || token === undefined) throw new RegistryError('registry/protocol', `${iam} gave no token`);
    return { value: new Secret(token), expiresAt: now() + (Number(body.expires_in) || 3600) * 1000 };
  };
  return async (isRefused) => ({ authorization: `Bearer ${(await http.token(make, isRefused)).reveal()}` });
}
