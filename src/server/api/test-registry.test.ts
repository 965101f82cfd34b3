import { describe, expect, it } from 'vitest';
import { type RegistryClient, RegistryError } from '#engine/registry/index.ts';
import type { RegistryAccess } from '#server/jobs/index.ts';
import type { RegistrySettings } from '#server/store/index.ts';
import { tryRegistry } from './test-registry.ts';

/** What the trial looks at; the rest of the settings is for runs. */
const settings = {
  name: '',
  path: 'registry.example',
  type: 'docker-v2',
  skipTlsVerify: false,
  plainHttp: false,
  ca: undefined,
  repositories: [],
} as Partial<RegistrySettings> as RegistrySettings;

async function trial(given: {
  ping?: RegistryError;
  catalog?: RegistryError;
  names?: string[];
  named?: string[];
  left?: { limit: number; remaining: number };
}) {
  const client = {
    ping: async () => {
      if (given.ping !== undefined) throw given.ping;
      return { authentication: 'basic', anonymous: false };
    },
    listRepositories: async function* () {
      if (given.catalog !== undefined) throw given.catalog;
      for (const name of given.names ?? []) yield { name };
    },
    listTags: async function* () {
      yield { name: '1' };
    },
    headManifest: async () => ({}),
    rateLimit: () => given.left,
    close: async () => undefined,
  } as unknown as RegistryClient;
  const registries = { connect: async () => client } as unknown as RegistryAccess;
  return await tryRegistry(
    registries,
    { ...settings, repositories: given.named ?? [] },
    undefined,
    new AbortController().signal,
  );
}

describe('tryRegistry', () => {
  it('says that all is well', async () => {
    expect(await trial({ names: ['a'] })).toEqual({
      ok: true,
      canList: true,
      message: 'registry.example: signed in; its repositories can be listed.',
    });
  });

  it.each(['registry/catalog-unsupported', 'registry/forbidden'] as const)(
    'a registry that lists nothing (%s) can be used',
    async (code) => {
      expect(await trial({ catalog: new RegistryError(code, 'no') })).toMatchObject({
        ok: true,
        canList: false,
        hint: expect.stringContaining('Name the repositories'),
      });
    },
  );

  it('says how many pulls are left, where they are counted', async () => {
    expect(await trial({ named: ['a'], left: { limit: 100, remaining: 76 } })).toMatchObject({
      message: 'registry.example: signed in; a can be read, and 76 of 100 pulls are left.',
    });
  });

  it('named repositories need no list', async () => {
    expect(await trial({ named: ['a'], catalog: new RegistryError('registry/forbidden', 'no') })).toMatchObject({
      ok: true,
      message: expect.stringContaining('a can be read'),
    });
  });

  it.each([
    ['registry/unauthorized', 'registry.example answered 401', 'registry.example answered 401.', /Check user name/],
    ['registry/rate-limited', 'answered 429; wait', 'Answered 429; wait.', /Wait/],
    ['registry/tls', 'the certificate has expired', 'The certificate has expired.', /Renew/],
  ] as const)('%s: the cause and what to do', async (code, thrown, message, hint) => {
    expect(await trial({ ping: new RegistryError(code, thrown) })).toEqual({
      ok: false,
      code,
      message,
      hint: expect.stringMatching(hint),
    });
  });
});
