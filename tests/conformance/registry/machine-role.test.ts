import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistryClient, findRegistryVendor } from '#engine/registry/index.ts';
import { machineWorkload } from '#main/machine-workload.ts';
import { names } from '#tests/support/registry/all.ts';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import { startServer, type TestServer } from '#tests/support/registry/http-server.ts';
import { bodyOf, makeWorld, refuse, sendJson } from '#tests/support/registry/vendors/fake-vendor.ts';
import { fakeEcr } from '#tests/support/registry/vendors/fakes-cloud.ts';
import { type Internet, type Site, startInternet } from '#tests/support/registry/vendors/internet.ts';

const signal = new AbortController().signal;
const keys = {
  AccessKeyId: 'ASIAROLE',
  SecretAccessKey: 'role-s3cret',
  Token: 'role-session',
  Expiration: '2090-01-01T00:00:00Z',
};
const world = makeWorld(fakeEcr.prefix);
let directory: string;
let metadata: TestServer;
let internet: Internet;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-machine-'));
  metadata = await startServer(metadataService);
  internet = await startInternet({ ...fakeEcr.sites(world), 'sts.eu-central-1.amazonaws.com': webIdentity });
});
afterEach(async () => {
  await metadata.close();
  await internet.close();
  await rm(directory, { recursive: true, force: true });
});

/** What the instance's service and that of containers answer. */
const metadataService: Site = (request, response) => {
  const { url, method, headers } = request;
  if (url === '/latest/api/token' && method === 'PUT') return void response.end('session-token');
  if (url === '/container')
    return headers.authorization === 'pod-token' ? sendJson(response, keys) : refuse(response, 401);
  if (headers['x-aws-ec2-metadata-token'] !== 'session-token') return refuse(response, 401);
  if (url === '/latest/meta-data/iam/security-credentials/') return void response.end('reader');
  if (url === '/latest/meta-data/iam/security-credentials/reader') return sendJson(response, keys);
  refuse(response, 404);
};

const webIdentity: Site = async (request, response) => {
  const form = new URLSearchParams(await bodyOf(request));
  const isIn = form.get('Action') === 'AssumeRoleWithWebIdentity' && form.get('WebIdentityToken') === 'pod-jwt';
  if (!isIn) return refuse(response, 400, { __type: 'InvalidIdentityToken' });
  const Credentials = {
    AccessKeyId: 'ASIAROLE',
    SecretAccessKey: 'role-s3cret',
    SessionToken: 'role-session',
    Expiration: 4_000_000_000,
  };
  sendJson(response, { AssumeRoleWithWebIdentityResponse: { AssumeRoleWithWebIdentityResult: { Credentials } } });
};

function connect(
  environment: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> = { machineRole: 'yes' },
) {
  return createRegistryClient({
    host: fakeEcr.host,
    vendor: findRegistryVendor('ecr'),
    values: asSecrets(values),
    workload: machineWorkload((name) => environment[name]),
    connection: { plainHttp: true, proxy: internet.proxy },
    retry: { attempts: 1 },
  });
}

async function list(environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const client = connect(environment);
  try {
    await client.ping({ signal });
    return await names(client.listRepositories({ signal }));
  } finally {
    await client.close();
  }
}

describe('the role of this machine signs in', () => {
  it('as that of an instance, asked for once', async () => {
    expect(await list({ AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url })).toEqual(world.repositories);
    expect(metadata.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/reader',
    ]);
  });

  it('as that of a container, by a token in a file', async () => {
    const file = join(directory, 'token');
    await writeFile(file, 'pod-token\n');
    const environment = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${metadata.url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    };
    expect(await list(environment)).toEqual(world.repositories);
  });

  it('as a web identity of a cluster', async () => {
    const file = join(directory, 'jwt');
    await writeFile(file, 'pod-jwt');
    const environment = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/reader' };
    expect(await list(environment)).toEqual(world.repositories);
    expect(metadata.requests).toEqual([]);
  });
});

describe('the role of this machine is not used', () => {
  it('where keys were entered', async () => {
    const client = connect(
      { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url },
      { accessKeyId: 'a', secretAccessKey: 'b' },
    );
    await expect(client.ping({ signal })).rejects.toMatchObject({ code: 'registry/unauthorized' });
    expect(metadata.requests).toEqual([]);
    await client.close();
  });

  it.each([
    ['nothing is there', { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' }],
    [
      'the address of a container’s service is elsewhere',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://evil.example/container' },
    ],
    ['the file of the token is missing', { AWS_WEB_IDENTITY_TOKEN_FILE: '/no/such', AWS_ROLE_ARN: 'arn' }],
  ])('where %s: said so', async (_, environment) => {
    await expect(list(environment)).rejects.toMatchObject({
      code: 'registry/unauthorized',
      message: expect.stringContaining('no role of AWS'),
    });
  });
});
