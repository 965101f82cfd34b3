import { createHash, createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { admit } from '../registry-access.ts';
import { serveRegistry } from '../registry-routes.ts';
import { basicOf, createTokens } from '../token-server.ts';
import {
  bodyOf,
  type FakeVendor,
  lastPulledAt,
  pageOf,
  refuse,
  registrySite,
  sendJson,
  urlOf,
  type World,
} from './fake-vendor.ts';
import type { Site } from './internet.ts';

const awsSecret = 'aws-s3cret';
const awsHost = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const awsValues = {
  accessKeyId: 'AKIATEST',
  secretAccessKey: awsSecret,
  roleArn: 'arn:aws:iam::210987654321:role/reader',
  externalId: 'external-s3cret',
};

/** Amazon ECR: a role of another account signs; passwords come from GetAuthorizationToken. */
export const fakeEcr: FakeVendor = {
  type: 'ecr',
  host: awsHost,
  prefix: 'team/',
  values: awsValues,
  wrong: { secretAccessKey: 'wrong-secret' },
  secrets: [awsSecret, awsValues.externalId],
  apiHosts: ['api.ecr.eu-central-1.amazonaws.com', 'sts.eu-central-1.amazonaws.com'],
  facts: ['digest', 'size', 'mediaType', 'pushedAt', 'lastPulledAt'],
  tagRequests: /api\.ecr\..*/,
  sites: (world) => ({
    [awsHost]: ecrRegistry(world),
    'sts.eu-central-1.amazonaws.com': async (request, response) => {
      const body = await bodyOf(request);
      if (!isSigned(request, body, awsSecret))
        return refuse(response, 403, { Error: { Code: 'SignatureDoesNotMatch' } });
      if (new URLSearchParams(body).get('ExternalId') !== awsValues.externalId) return refuse(response, 403, {});
      const Credentials = {
        AccessKeyId: 'ASIAROLE',
        SecretAccessKey: 'role-s3cret',
        SessionToken: 'role-session',
        Expiration: 4_000_000_000,
      };
      sendJson(response, { AssumeRoleResponse: { AssumeRoleResult: { Credentials } } });
    },
    'api.ecr.eu-central-1.amazonaws.com': async (request, response) => {
      const body = await bodyOf(request);
      const isIn = isSigned(request, body, 'role-s3cret') && request.headers['x-amz-security-token'] === 'role-session';
      if (!isIn) return refuse(response, 400, { __type: 'InvalidSignatureException', message: 'no' });
      sendJson(response, ecrAnswer(world, String(request.headers['x-amz-target']).split('.')[1], JSON.parse(body)));
    },
  }),
};

/** A registry of ECR, whose password changes when tokens expire. */
export function ecrRegistry(world: World, host = awsHost, password = 'pw'): Site {
  return async (request, response) => {
    const given = basicOf(request);
    if (given?.username !== 'AWS' || given.password !== `${password}-${world.generation()}`) {
      response.writeHead(401, { 'www-authenticate': `Basic realm="https://${host}/",service="ecr.amazonaws.com"` });
      return void response.end('Not Authorized');
    }
    await serveRegistry(request, response, world.store);
  };
}

/** What the API of ECR answers. */
export function ecrAnswer(
  world: World,
  action: string | undefined,
  input: Record<string, unknown>,
  password = 'pw',
): unknown {
  const page = Number(input.nextToken ?? 1);
  const next = (hasMore: boolean) => (hasMore ? { nextToken: String(page + 1) } : {});
  if (action === 'GetAuthorizationToken') {
    const authorizationToken = Buffer.from(`AWS:${password}-${world.generation()}`).toString('base64');
    return { authorizationData: [{ authorizationToken, expiresAt: 4_000_000_000 }] };
  }
  if (action === 'DescribeRepositories') {
    const { items, hasMore } = pageOf([...world.store.repositories.keys()], page, 1);
    return { repositories: items.map((repositoryName) => ({ repositoryName })), ...next(hasMore) };
  }
  const { items, hasMore } = pageOf(
    world.tags().filter(({ repository }) => repository === input.repositoryName),
    page,
  );
  const imageDetails = items.map(({ tag, digest, size, pushedAt }) => ({
    imageDigest: digest,
    imageTags: [tag],
    imageSizeInBytes: size,
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    imagePushedAt: pushedAt.getTime() / 1000,
    lastRecordedPullTime: lastPulledAt.getTime() / 1000,
  }));
  return { imageDetails, ...next(hasMore) };
}

/** Amazon ECR Public, which lists the account's own repositories. */
export const fakeEcrPublic: FakeVendor = {
  type: 'ecr-public',
  host: 'public.ecr.aws',
  prefix: 'alias/',
  values: { accessKeyId: 'AKIATEST', secretAccessKey: awsSecret },
  wrong: { secretAccessKey: 'wrong-secret' },
  secrets: [awsSecret],
  apiHosts: ['api.ecr-public.us-east-1.amazonaws.com'],
  facts: [],
  tagRequests: /public\.ecr\.aws\/v2\/.*\/tags\/list/,
  sites: (world) => ({
    'public.ecr.aws': registrySite(world, {
      host: 'public.ecr.aws',
      realm: '/token',
      users: { AWS: 'public-password' },
    }),
    'api.ecr-public.us-east-1.amazonaws.com': async (request, response) => {
      const body = await bodyOf(request);
      if (!isSigned(request, body, awsSecret))
        return refuse(response, 400, { __type: 'UnrecognizedClientException', message: 'no' });
      if (String(request.headers['x-amz-target']).endsWith('.GetAuthorizationToken')) {
        const authorizationToken = Buffer.from('AWS:public-password').toString('base64');
        return sendJson(response, { authorizationData: { authorizationToken, expiresAt: 4_000_000_000 } });
      }
      sendJson(response, {
        repositories: world.repositories.map((name) => ({ repositoryUri: `public.ecr.aws/${name}` })),
      });
    },
  }),
};

/** Checks a signature as AWS does: from what arrived, and the secret. */
export function isSigned(request: IncomingMessage, body: string, secret: string): boolean {
  const found =
    /Credential=[^/]+\/([^/]+)\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      request.headers.authorization ?? '',
    );
  if (found === null) return false;
  const [, day = '', region = '', service = '', names = '', signature] = found;
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = [request.method, request.url, '', headers.join(''), names, hash(body)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash(canonical)].join('\n');
  let key: Buffer | string = `AWS4${secret}`;
  for (const part of [day, region, service, 'aws4_request', toSign])
    key = createHmac('sha256', key).update(part).digest();
  return (key as Buffer).toString('hex') === signature;
}

export const azureHost = 'acme.azurecr.io';
const azureValues = { username: 'client-id', password: 'azure-s3cret', tenantId: 'tenant' };

/** Azure: Entra ID gives a token, the registry changes it for a refresh token, and that for access tokens. */
export const fakeAcr: FakeVendor = {
  type: 'acr',
  host: azureHost,
  prefix: 'team/',
  values: azureValues,
  wrong: { password: 'wrong-secret' },
  secrets: ['azure-s3cret', 'aad-token', 'acr-refresh'],
  apiHosts: ['login.microsoftonline.com'],
  facts: ['digest', 'size', 'mediaType', 'pushedAt'],
  tagRequests: /acme\.azurecr\.io\/acr\/v1\/.*\/_manifests/,
  sites: (world) => ({
    'login.microsoftonline.com': async (request, response) => {
      const form = new URLSearchParams(await bodyOf(request));
      const isIn = request.url === '/tenant/oauth2/v2.0/token' && form.get('client_secret') === azureValues.password;
      if (!isIn)
        return refuse(response, 401, {
          error: 'invalid_client',
          error_description: 'AADSTS7000215: Invalid client secret',
        });
      sendJson(response, { access_token: 'aad-token', expires_in: 3599 });
    },
    [azureHost]: acrRegistry(world),
  }),
};

export function acrRegistry(world: World): Site {
  const tokens = createTokens({ refreshTokens: ['acr-refresh'] });
  world.onExpire(() => tokens.revokeAll());
  const access = {
    kind: 'bearer' as const,
    service: azureHost,
    tokens: { allows: tokens.allows, realm: `http://${azureHost}/oauth2/token` },
  };
  return async (request, response) => {
    const url = urlOf(request);
    if (url.pathname === '/oauth2/token') return await tokens.serve(request, response);
    if (url.pathname === '/oauth2/exchange') {
      const form = new URLSearchParams(await bodyOf(request));
      const isIn = form.get('access_token') === 'aad-token' && form.get('service') === azureHost;
      return isIn ? sendJson(response, { refresh_token: 'acr-refresh' }) : refuse(response, 401);
    }
    if (!admit(request, response, access)) return;
    const repository = /^\/acr\/v1\/(.+)\/_manifests$/.exec(url.pathname)?.[1];
    if (repository === undefined) return await serveRegistry(request, response, world.store);
    const page = Number(url.searchParams.get('last') ?? 1);
    const { items, hasMore } = pageOf(
      world.tags().filter((one) => one.repository === repository),
      page,
    );
    const manifests = items.map(({ tag, digest, size, pushedAt }) => ({
      digest,
      imageSize: size,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      createdTime: pushedAt.toISOString(),
      lastUpdateTime: pushedAt.toISOString(),
      tags: [tag],
    }));
    const link: Record<string, string> = hasMore ? { link: `<${url.pathname}?last=${page + 1}&n=2>; rel="next"` } : {};
    sendJson(response, { registry: azureHost, imageName: repository, manifests }, link);
  };
}

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const keyFile = JSON.stringify({
  type: 'service_account',
  project_id: 'acme',
  client_email: 'scanner@acme.example',
  private_key: pem,
});
const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const wrongKey = JSON.stringify({ ...JSON.parse(keyFile), private_key: strangers, private_key_id: 'wrong-secret' });

/** Google's registries add to the list of tags what they know of each manifest. */
export function googleRegistry(world: World, host: string, users: Readonly<Record<string, string>>): Site {
  const registry = registrySite(world, { host, realm: '/v2/token', users });
  return async (request, response) => {
    const name = /^\/v2\/(.+)\/tags\/list$/.exec(urlOf(request).pathname)?.[1];
    if (name === undefined) return await registry(request, response);
    const end = response.end.bind(response);
    response.end = ((body: string) => {
      const answer = JSON.parse(body) as { tags?: unknown };
      const manifest = Object.fromEntries(
        world
          .tags()
          .filter(({ repository }) => repository === name)
          .map(({ tag, digest, size, pushedAt }) => [
            digest,
            {
              tag: [tag],
              imageSizeBytes: String(size),
              mediaType: 'application/vnd.oci.image.manifest.v1+json',
              timeCreatedMs: '0',
              timeUploadedMs: String(pushedAt.getTime()),
            },
          ]),
      );
      return end(JSON.stringify(answer.tags === undefined ? answer : { ...answer, manifest }), 'utf8');
    }) as typeof response.end;
    await registry(request, response);
  };
}

export const googleFacts = ['digest', 'size', 'mediaType', 'pushedAt'] as const;

/** Google Artifact Registry: repositories and their packages by its API, after a signed assertion. */
export const fakeGar: FakeVendor = {
  type: 'gar',
  host: 'europe-docker.pkg.dev',
  prefix: 'acme/images/',
  values: { keyFile },
  wrong: { keyFile: wrongKey },
  secrets: [keyFile],
  apiHosts: ['oauth2.googleapis.com', 'artifactregistry.googleapis.com'],
  facts: googleFacts,
  tagRequests: /pkg\.dev\/v2\/.*\/tags\/list/,
  sites: (world) => ({
    'europe-docker.pkg.dev': googleRegistry(world, 'europe-docker.pkg.dev', { _json_key: keyFile }),
    'oauth2.googleapis.com': async (request, response) => {
      const assertion = new URLSearchParams(await bodyOf(request)).get('assertion') ?? '';
      const [head, claims, signature = ''] = assertion.split('.');
      const verify = createVerify('RSA-SHA256').update(`${head}.${claims}`);
      if (!verify.verify(publicKey, signature, 'base64url'))
        return refuse(response, 400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
      sendJson(response, { access_token: `google-${world.generation()}`, expires_in: 3599 });
    },
    'artifactregistry.googleapis.com': (request, response) => {
      if (request.headers.authorization !== `Bearer google-${world.generation()}`)
        return refuse(response, 401, { error: { status: 'UNAUTHENTICATED' } });
      const url = urlOf(request);
      const parent = '/v1/projects/acme/locations/europe/repositories';
      if (url.pathname === parent) {
        return sendJson(response, {
          repositories: [
            { name: `${parent.slice(4)}/images`, format: 'DOCKER' },
            { name: `${parent.slice(4)}/jars`, format: 'MAVEN' },
          ],
        });
      }
      const page = Number(url.searchParams.get('pageToken') ?? 1);
      const { items, hasMore } = pageOf(world.repositories, page, 1);
      const packages = items.map((name) => ({ name: `${parent.slice(4)}/images/packages/${name.split('/')[2]}` }));
      sendJson(response, { packages, ...(hasMore && { nextPageToken: String(page + 1) }) });
    },
  }),
};

/** Google Container Registry: a catalogue, and a key in base64. */
export const fakeGcr: FakeVendor = {
  type: 'gcr',
  host: 'eu.gcr.io',
  prefix: 'acme/',
  values: { keyFile: Buffer.from(keyFile).toString('base64') },
  wrong: { keyFile: Buffer.from(wrongKey).toString('base64') },
  secrets: [Buffer.from(keyFile).toString('base64')],
  apiHosts: [],
  facts: googleFacts,
  tagRequests: /gcr\.io\/v2\/.*\/tags\/list/,
  sites: (world) => ({
    'eu.gcr.io': googleRegistry(world, 'eu.gcr.io', { _json_key_base64: Buffer.from(keyFile).toString('base64') }),
  }),
};
