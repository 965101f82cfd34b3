import { describe, expect, it } from 'vitest';
import { RegistryError } from '../registry-error.ts';
import type { Workload } from '../workload.ts';
import { readSource, subjectToken } from './subject-token-source.ts';

const { signal } = new AbortController();
const azure = 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=x';

/** What asks; `own` are the hosts of the machine that may be asked. Tells what was asked, and how. */
function world(text: string, own: readonly string[] = []) {
  const asked: unknown[] = [];
  const workload: Workload = {
    variable: () => undefined,
    readFile: async (path) => {
      asked.push(['file', path]);
      return text;
    },
    ask: async ({ href }, { method, headers }) => {
      asked.push(['machine', method, href, headers]);
      return text;
    },
  };
  const http = {
    machineText: async ({ url: { href }, secrets }: { readonly url: URL; readonly secrets: unknown }) => {
      asked.push(['outside', href, secrets]);
      return text;
    },
    isOwnService: (hostname: string) => own.includes(hostname),
  };
  return { asked, workload, context: { http, signal } as unknown as Parameters<typeof subjectToken>[2] };
}

describe('the token of another identity provider', () => {
  it.each([
    ['as it is in a file', { file: '/t' }, ' token\n', ['file', '/t']],
    [
      'in JSON at a URL that wants headers',
      {
        url: 'https://id.example/token?audience=x',
        headers: { Authorization: 'Bearer s3cret' },
        format: { type: 'json', subject_token_field_name: 'value' },
      },
      '{"value":"token","count":7}',
      ['outside', 'https://id.example/token?audience=x', { Authorization: 'Bearer s3cret' }],
    ],
    [
      'as text at a URL',
      { url: 'https://id.example/', format: { type: 'text' } },
      'token',
      ['outside', 'https://id.example/', {}],
    ],
    [
      "in JSON of the machine's metadata service",
      { url: azure, headers: { Metadata: 'True' }, format: { type: 'json', subject_token_field_name: 'access_token' } },
      '{"access_token":"token"}',
      ['machine', 'GET', azure, { Metadata: 'True' }],
    ],
  ])('is read %s', async (_, source, text, expected) => {
    const { asked, workload, context } = world(text, ['169.254.169.254']);
    expect(await subjectToken(readSource(source), workload, context)).toBe('token');
    expect(asked).toEqual([expected]);
  });

  it.each([
    ['is not asked for in HTTP from anybody else', { url: 'http://id.example/token' }, 'PLIMSOLL_REGISTRY_NETWORKS'],
    ['is not asked for where no network allows it', { url: azure }, 'PLIMSOLL_REGISTRY_NETWORKS'],
    ['must be there', { url: 'https://id.example/', format: { type: 'json' } }, 'holds no token'],
  ])('%s', async (_, source, message) => {
    const { workload, context } = world('{"another":"member"}');
    const reading = subjectToken(readSource(source), workload, context);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.not.toThrow('s3cret');
  });

  it('is not longer than any is', async () => {
    const { workload, context } = world('x'.repeat(64 * 1024 + 1));
    await expect(subjectToken(readSource({ file: '/t' }), workload, context)).rejects.toThrow('longer');
  });
});

describe('a source', () => {
  const url = 'https://id.example/';
  it.each([
    ['that is a program', { executable: { command: 'x' } }],
    ['of AWS', { environment_id: 'aws1', regional_cred_verification_url: url }],
    ['that is no URL', { url: '/token' }],
    ['of another protocol', { url: 'file:///etc/passwd' }],
    ['with a password in its URL', { url: 'https://a:b@id.example/' }],
    ['with a header of two lines', { url, headers: { 'X-A': 'a\r\nHost: evil.example' } }],
    ['with a header whose name is none', { url, headers: { 'X A': 'a' } }],
    ['that says which host it asks', { url, headers: { Host: 'evil.example' } }],
    ['that says how long it asks', { url, headers: { 'content-length': '5' } }],
    ['with a header that is no text', { url, headers: { 'X-A': 5 } }],
    [
      'with more headers than anybody needs',
      { url, headers: Object.fromEntries(Array.from({ length: 51 }, (__, at) => [`X-${at}`, 'a'])) },
    ],
  ])('%s is refused', (_, source) => {
    expect(() => readSource(source)).toThrow(RegistryError);
  });
});
