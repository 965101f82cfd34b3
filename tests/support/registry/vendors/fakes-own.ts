import {
  bodyOf,
  type FakeVendor,
  isUser,
  lastPulledAt,
  pageOf,
  refuse,
  registrySite,
  sendJson,
  urlOf,
  type World,
} from './fake-vendor.ts';
import type { Site } from './internet.ts';

const robot = { username: 'robot$scanner', password: 'robot-s3cret' };
const users = { [robot.username]: robot.password };
const account = { values: robot, wrong: { password: 'wrong-secret' }, secrets: [robot.password] };
const isRobot = (request: Parameters<Site>[0]) => isUser(request, robot.username, robot.password);

const tagsOf = (world: World, repository: string) => world.tags().filter((one) => one.repository === repository);

/** A registry of its own, with an API on the same host where `path` begins with `prefix`. */
function withApi(registry: Site, prefix: string, api: Site): Site {
  return (request, response) =>
    (request.url ?? '').startsWith(prefix) ? api(request, response) : registry(request, response);
}

/** Harbor: a robot account sees the projects it may, and one that it may not. */
export const fakeHarbor: FakeVendor = {
  type: 'harbor',
  host: 'harbor.example',
  prefix: 'library/',
  ...account,
  apiHosts: [],
  facts: ['digest', 'size', 'mediaType', 'createdAt', 'pushedAt', 'lastPulledAt'],
  tagRequests: /harbor\.example\/api\/.*\/artifacts/,
  sites: (world) => ({
    'harbor.example': withApi(
      registrySite(world, { host: 'harbor.example', realm: '/service/token', users }),
      '/api/v2.0/',
      (request, response) => {
        if (!isRobot(request))
          return refuse(response, 401, { errors: [{ code: 'UNAUTHORIZED', message: 'unauthorized' }] });
        const url = urlOf(request);
        const [, , , , project, , name] = url.pathname.split('/');
        if (project === 'secret')
          return refuse(response, 403, { errors: [{ code: 'FORBIDDEN', message: 'forbidden' }] });
        const page = Number(url.searchParams.get('page') ?? 1);
        const all = harborItems(world, project, name && decodeURIComponent(decodeURIComponent(name)));
        const { items, hasMore } = pageOf(all, page, 1);
        const link: Record<string, string> = hasMore
          ? { link: `<${url.pathname}?page=${page + 1}&page_size=1>; rel="next"` }
          : {};
        sendJson(response, items, { 'x-total-count': String(all.length), ...link });
      },
    ),
  }),
};

function harborItems(world: World, project: string | undefined, name: string | undefined): readonly unknown[] {
  if (project === undefined) return [{ name: 'secret' }, { name: 'library' }];
  if (name === undefined)
    return world.repositories.map((repository) => ({ name: repository, update_time: '2026-03-01T10:00:00Z' }));
  return tagsOf(world, `${project}/${name}`).map(({ tag, digest, size, pushedAt }) => ({
    digest,
    size,
    manifest_media_type: 'application/vnd.oci.image.manifest.v1+json',
    push_time: pushedAt.toISOString(),
    pull_time: lastPulledAt.toISOString(),
    extra_attrs: { created: '2026-02-01T00:00:00Z' },
    tags: [{ name: tag, push_time: pushedAt.toISOString(), pull_time: lastPulledAt.toISOString() }],
  }));
}

/** Artifactory by repository path: the API is on a host of its own. */
export const fakeArtifactory: FakeVendor = {
  type: 'artifactory',
  host: 'acme.jfrog.io',
  prefix: 'docker-local/',
  ...account,
  values: { ...robot, apiUrl: 'http://api.jfrog.example/artifactory/' },
  apiHosts: ['api.jfrog.example'],
  facts: ['digest', 'pushedAt', 'lastPulledAt'],
  tagRequests: /api\.jfrog\.example\/artifactory\/api\/search\/aql/,
  sites: (world) => ({
    'acme.jfrog.io': registrySite(world, { host: 'acme.jfrog.io', realm: '/v2/token', users }),
    'api.jfrog.example': async (request, response) => {
      if (!isRobot(request)) return refuse(response, 401, { errors: [{ status: 401, message: 'Bad credentials' }] });
      const url = urlOf(request);
      if (url.pathname === '/artifactory/api/repositories')
        return sendJson(response, [{ key: 'docker-local', packageType: 'Docker' }]);
      if (url.pathname === '/artifactory/api/docker/docker-local/v2/_catalog') {
        const names = world.repositories.map((name) => name.slice('docker-local/'.length));
        const page = Number(url.searchParams.get('last') ?? 1);
        const { items, hasMore } = pageOf(names, page, 1);
        const link: Record<string, string> = hasMore ? { link: `<${url.pathname}?last=${page + 1}>; rel="next"` } : {};
        return sendJson(response, { repositories: items }, link);
      }
      const find = /^items\.find\((.*)\)\.include\(/.exec(await bodyOf(request))?.[1];
      if (find === undefined) return refuse(response, 404, {});
      const { repo, path } = JSON.parse(find) as { repo: string; path: { $match: string } };
      const image = path.$match.slice(0, -2);
      const results = tagsOf(world, `${repo}/${image}`).map(({ tag, digest, pushedAt }) => ({
        path: `${image}/${tag}`,
        name: 'manifest.json',
        modified: pushedAt.toISOString(),
        sha256: digest.slice('sha256:'.length),
        stats: [{ downloaded: lastPulledAt.toISOString() }],
      }));
      sendJson(response, { results });
    },
  }),
};

/** Nexus: the connector has a port of its own, the API the main one. */
export const fakeNexus: FakeVendor = {
  type: 'nexus',
  host: 'nexus.example:5000',
  prefix: 'team/',
  ...account,
  values: { ...robot, apiUrl: 'http://nexus.example:8081', repository: 'docker-hosted' },
  apiHosts: ['nexus.example:8081'],
  facts: ['digest', 'mediaType', 'pushedAt', 'lastPulledAt'],
  tagRequests: /nexus\.example:8081\/service\/rest\/v1\/search/,
  sites: (world) => ({
    'nexus.example:5000': registrySite(world, { host: 'nexus.example:5000', realm: '/v2/token', users }),
    'nexus.example:8081': (request, response) => {
      if (!isRobot(request)) return refuse(response, 401, {});
      const url = urlOf(request);
      const name = url.searchParams.get('name');
      const found = world.tags().filter(({ repository }) => name === null || repository === name);
      const page = Number(url.searchParams.get('continuationToken') ?? 1);
      const { items, hasMore } = pageOf(found, page);
      const components = items.map(({ repository, tag, digest, pushedAt }) => ({
        name: repository,
        version: tag,
        assets: [
          {
            contentType: 'application/vnd.oci.image.manifest.v1+json',
            lastModified: pushedAt.toISOString(),
            lastDownloaded: lastPulledAt.toISOString(),
            checksum: { sha256: digest.slice('sha256:'.length) },
          },
        ],
      }));
      sendJson(response, { items: components, continuationToken: hasMore ? String(page + 1) : null });
    },
  }),
};

const openshiftHost = 'default-route-openshift-image-registry.apps.example';

/** OpenShift: image streams by the cluster's API. */
export const fakeOpenshift: FakeVendor = {
  type: 'openshift',
  host: openshiftHost,
  prefix: 'project/',
  values: { token: 'sa-s3cret', apiUrl: 'http://api.cluster.example:6443' },
  wrong: { token: 'wrong-secret' },
  secrets: ['sa-s3cret'],
  apiHosts: ['api.cluster.example:6443'],
  facts: ['digest', 'pushedAt'],
  tagRequests: /api\.cluster\.example:6443\/.*\/imagestreams\//,
  sites: (world) => ({
    [openshiftHost]: registrySite(world, {
      host: openshiftHost,
      realm: '/openshift/token',
      users: { serviceaccount: 'sa-s3cret' },
    }),
    'api.cluster.example:6443': (request, response) => {
      if (request.headers.authorization !== 'Bearer sa-s3cret')
        return refuse(response, 401, { kind: 'Status', message: 'Unauthorized' });
      const url = urlOf(request);
      const one = /namespaces\/(.+)\/imagestreams\/(.+)$/.exec(url.pathname);
      if (one !== null) {
        const tags = tagsOf(world, `${one[1]}/${one[2]}`).map(({ tag, digest, pushedAt }) => ({
          tag,
          items: [
            { image: digest, created: pushedAt.toISOString() },
            { image: 'sha256:older', created: '2025-01-01T00:00:00Z' },
          ],
        }));
        return sendJson(response, { kind: 'ImageStream', status: { tags } });
      }
      const page = Number(url.searchParams.get('continue') ?? 1);
      const { items, hasMore } = pageOf(world.repositories, page, 1);
      const streams = items.map((name) => ({ metadata: { namespace: name.split('/')[0], name: name.split('/')[1] } }));
      sendJson(response, { metadata: hasMore ? { continue: String(page + 1) } : {}, items: streams });
    },
  }),
};

/** Any other registry: the standard and nothing else. */
export const fakeDockerV2: FakeVendor = {
  type: 'docker-v2',
  host: 'registry.example:5000',
  prefix: 'team/',
  ...account,
  apiHosts: [],
  facts: [],
  tagRequests: /registry\.example:5000\/v2\/.*\/tags\/list/,
  sites: (world) => ({
    'registry.example:5000': registrySite(world, { host: 'registry.example:5000', realm: '/token', users }),
  }),
};
