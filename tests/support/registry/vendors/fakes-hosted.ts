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

const ada = { username: 'ada', password: 'pat-s3cret' };
const users = { ada: ada.password };
const account = { values: ada, wrong: { password: 'wrong-secret' }, secrets: [ada.password] };

/** Docker Hub: hub.docker.com tells what there is, after its own sign-in. */
export const fakeDockerHub: FakeVendor = {
  type: 'docker-hub',
  host: 'docker.io',
  prefix: 'ada/',
  ...account,
  apiHosts: ['hub.docker.com', 'registry-1.docker.io', 'auth.docker.io'],
  facts: ['digest', 'size', 'mediaType', 'pushedAt', 'lastPulledAt'],
  tagRequests: /hub\.docker\.com\/.*\/tags/,
  sites: (world) => ({
    'registry-1.docker.io': registrySite(world, { host: 'registry-1.docker.io', realm: '/token', users }),
    'hub.docker.com': async (request, response) => {
      const url = urlOf(request);
      if (url.pathname === '/v2/auth/token') {
        const { identifier, secret } = JSON.parse(await bodyOf(request)) as Record<string, string>;
        if (identifier !== ada.username || secret !== ada.password)
          return refuse(response, 401, { message: 'incorrect' });
        return sendJson(response, { access_token: `jwt-${world.generation()}` });
      }
      if (request.headers.authorization !== `Bearer jwt-${world.generation()}`) return refuse(response, 401);
      const [, , , namespace, , name] = url.pathname.split('/');
      const page = Number(url.searchParams.get('page'));
      const all = name === undefined ? hubRepositories(world, namespace) : hubTags(world, `${namespace}/${name}`);
      const { items, hasMore } = pageOf<unknown>(all, page);
      sendJson(response, {
        count: all.length,
        next: hasMore ? `https://hub.docker.com${url.pathname}?page=${page + 1}` : null,
        results: items,
      });
    },
  }),
};

function hubRepositories(world: World, namespace: string | undefined) {
  return world.repositories.map((name) => ({
    namespace,
    name: name.split('/')[1],
    last_updated: '2026-03-01T10:00:00Z',
  }));
}

function hubTags(world: World, repository: string) {
  return world
    .tags()
    .filter((one) => one.repository === repository)
    .map(({ tag, digest, size, pushedAt }) => ({
      name: tag,
      digest,
      full_size: size,
      media_type: 'application/vnd.oci.image.manifest.v1+json',
      tag_last_pushed: pushedAt.toISOString(),
      tag_last_pulled: lastPulledAt.toISOString(),
    }));
}

/** GitHub: packages of users and organisations, by the same token. */
export const fakeGhcr: FakeVendor = {
  type: 'ghcr',
  host: 'ghcr.io',
  prefix: 'acme/',
  ...account,
  values: { ...ada, owners: 'acme' },
  apiHosts: ['api.github.com'],
  facts: ['digest', 'pushedAt'],
  tagRequests: /api\.github\.com\/.*\/versions/,
  sites: (world) => ({
    'ghcr.io': withoutCatalog(registrySite(world, { host: 'ghcr.io', realm: '/token', users })),
    'api.github.com': (request, response) => {
      if (request.headers.authorization !== `Bearer ${ada.password}`) return refuse(response, 401);
      const url = urlOf(request);
      const [, kind, owner, , , name] = url.pathname.split('/');
      if (kind !== 'users') return refuse(response, 404, { message: 'Not Found' });
      const page = Number(url.searchParams.get('page') ?? 1);
      const all = name === undefined ? packages(world) : versions(world, `${owner}/${decodeURIComponent(name)}`);
      const { items, hasMore } = pageOf<unknown>(all, page);
      url.searchParams.set('page', String(page + 1));
      const link: Record<string, string> = hasMore
        ? { link: `<http://api.github.com${url.pathname}${url.search}>; rel="next"` }
        : {};
      sendJson(response, items, link);
    },
  }),
};

function packages(world: World) {
  return world.repositories.map((name) => ({ name: name.split('/')[1], updated_at: '2026-03-01T10:00:00Z' }));
}

function versions(world: World, repository: string) {
  const tagged = world
    .tags()
    .filter((one) => one.repository === repository)
    .map(({ tag, digest, pushedAt }) => ({
      name: digest,
      updated_at: pushedAt.toISOString(),
      metadata: { container: { tags: [tag] } },
    }));
  return [{ name: 'sha256:untagged', metadata: { container: { tags: [] } } }, ...tagged];
}

function withoutCatalog(site: Site): Site {
  return (request, response) =>
    (request.url ?? '').startsWith('/v2/_catalog') ? refuse(response, 404, {}) : site(request, response);
}

/** GitLab: groups, and what is in them; tags by the registry itself. */
export const fakeGitlab: FakeVendor = {
  type: 'gitlab',
  host: 'registry.gitlab.com',
  prefix: 'acme/project/',
  ...account,
  apiHosts: ['gitlab.com'],
  facts: [],
  tagRequests: /registry\.gitlab\.com\/v2\/.*\/tags\/list/,
  sites: (world) => ({
    'registry.gitlab.com': withoutCatalog(
      registrySite(world, { host: 'registry.gitlab.com', realm: '/jwt/auth', users }),
    ),
    'gitlab.com': (request, response) => {
      if (request.headers['private-token'] !== ada.password)
        return refuse(response, 401, { message: '401 Unauthorized' });
      const url = urlOf(request);
      if (url.pathname === '/api/v4/groups') return sendJson(response, [{ id: 7 }, { id: 8 }]);
      if (url.pathname.startsWith('/api/v4/groups/8/')) return refuse(response, 403, { message: '403 Forbidden' });
      const page = Number(url.searchParams.get('page') ?? 1);
      const { items, hasMore } = pageOf(world.repositories, page, 1);
      url.searchParams.set('page', String(page + 1));
      const link: Record<string, string> = hasMore
        ? { link: `<http://gitlab.com${url.pathname}${url.search}>; rel="next"` }
        : {};
      sendJson(
        response,
        items.map((path, id) => ({ id, path })),
        link,
      );
    },
  }),
};

/** DigitalOcean: one token for all. */
export const fakeDigitalocean: FakeVendor = {
  type: 'digitalocean',
  host: 'registry.digitalocean.com',
  prefix: 'acme/',
  values: { token: 'dop-s3cret' },
  wrong: { token: 'wrong-secret' },
  secrets: ['dop-s3cret'],
  apiHosts: ['api.digitalocean.com'],
  facts: ['digest', 'size', 'pushedAt'],
  tagRequests: /api\.digitalocean\.com\/.*\/tags/,
  sites: (world) => ({
    'registry.digitalocean.com': registrySite(world, {
      host: 'registry.digitalocean.com',
      realm: '/token',
      users: { 'dop-s3cret': 'dop-s3cret' },
    }),
    'api.digitalocean.com': (request, response) => {
      if (request.headers.authorization !== 'Bearer dop-s3cret')
        return refuse(response, 401, { id: 'Unauthorized', message: 'no' });
      const url = urlOf(request);
      if (url.pathname === '/v2/registry') return sendJson(response, { registry: { name: 'acme' } });
      const [, , , , kind, name] = url.pathname.split('/');
      const page = Number(url.searchParams.get('page'));
      const isTags = kind === 'repositories';
      const all = isTags ? doTags(world, `acme/${decodeURIComponent(name ?? '')}`) : doRepositories(world);
      const { items, hasMore } = pageOf<unknown>(all, page);
      const pages = hasMore ? { next: `https://api.digitalocean.com${url.pathname}?page=${page + 1}` } : {};
      sendJson(response, { [isTags ? 'tags' : 'repositories']: items, links: { pages } });
    },
  }),
};

function doRepositories(world: World) {
  return world.repositories.map((name) => ({
    name: name.slice('acme/'.length),
    latest_manifest: { updated_at: '2026-03-01T10:00:00Z' },
  }));
}

function doTags(world: World, repository: string) {
  return world
    .tags()
    .filter((one) => one.repository === repository)
    .map(({ tag, digest, size, pushedAt }) => ({
      tag,
      manifest_digest: digest,
      compressed_size_bytes: size,
      updated_at: pushedAt.toISOString(),
    }));
}

/** IBM: one list of all images, by a token of IAM. */
export const fakeIcr: FakeVendor = {
  type: 'icr',
  host: 'us.icr.io',
  prefix: 'acme/',
  values: { apiKey: 'ibm-s3cret', accountId: 'a'.repeat(32) },
  wrong: { apiKey: 'wrong-secret' },
  secrets: ['ibm-s3cret'],
  apiHosts: ['iam.cloud.ibm.com'],
  facts: ['digest', 'size', 'createdAt'],
  tagRequests: /us\.icr\.io\/api\/v1\/images/,
  sites: (world) => {
    const registry = registrySite(world, {
      host: 'us.icr.io',
      realm: '/oauth/token',
      users: { iamapikey: 'ibm-s3cret' },
    });
    return {
      'us.icr.io': (request, response) => {
        if (!(request.url ?? '').startsWith('/api/v1/images')) return registry(request, response);
        const isIn =
          request.headers.authorization === `Bearer iam-${world.generation()}` &&
          request.headers.account === 'a'.repeat(32);
        if (!isIn) return refuse(response, 401, { code: 'CRG0009E', message: 'You are not authorized' });
        const images = world.tags().map(({ repository, tag, digest, size, pushedAt }) => ({
          RepoTags: [`us.icr.io/${repository}:${tag}`],
          RepoDigests: [`us.icr.io/${repository}@${digest}`],
          Created: pushedAt.getTime() / 1000,
          Size: size,
        }));
        sendJson(response, images);
      },
      'iam.cloud.ibm.com': async (request, response) => {
        const form = new URLSearchParams(await bodyOf(request));
        if (form.get('apikey') !== 'ibm-s3cret')
          return refuse(response, 400, { errorCode: 'BXNIM0415E', errorMessage: 'no' });
        sendJson(response, { access_token: `iam-${world.generation()}`, expires_in: 3600 });
      },
    };
  },
};

/** Quay, with an OAuth token for its API beside the robot's. */
export const fakeQuay: FakeVendor = {
  type: 'quay',
  host: 'quay.io',
  prefix: 'acme/',
  values: { username: 'acme+scanner', password: 'robot-s3cret', oauthToken: 'oauth-s3cret' },
  wrong: { password: 'wrong-secret', oauthToken: 'wrong-secret' },
  secrets: ['robot-s3cret', 'oauth-s3cret'],
  apiHosts: [],
  facts: ['digest', 'size', 'pushedAt'],
  tagRequests: /quay\.io\/api\/v1\/repository\/.*\/tag\//,
  sites: (world) => {
    const registry = registrySite(world, {
      host: 'quay.io',
      realm: '/v2/auth',
      users: { 'acme+scanner': 'robot-s3cret' },
    });
    return {
      'quay.io': (request, response) => {
        const url = urlOf(request);
        if (!url.pathname.startsWith('/api/v1/')) return registry(request, response);
        if (request.headers.authorization !== 'Bearer oauth-s3cret')
          return refuse(response, 401, { error_message: 'Invalid' });
        const repository = /repository\/(.+)\/tag\/$/.exec(url.pathname)?.[1];
        if (repository !== undefined) {
          const page = pageOf(
            world.tags().filter((one) => one.repository === repository),
            Number(url.searchParams.get('page')),
          );
          const tags = page.items.map(({ tag, digest, size, pushedAt }) => ({
            name: tag,
            manifest_digest: digest,
            size,
            start_ts: pushedAt.getTime() / 1000,
          }));
          return sendJson(response, { tags, has_additional: page.hasMore });
        }
        const number = Number(url.searchParams.get('next_page')?.slice(4) ?? 1);
        const { items, hasMore } = pageOf(world.repositories, number, 1);
        const repositories = items.map((name) => ({
          namespace: 'acme',
          name: name.split('/')[1],
          last_modified: 1_772_359_200,
        }));
        sendJson(response, { repositories, ...(hasMore && { next_page: `page${number + 1}` }) });
      },
    };
  },
};
