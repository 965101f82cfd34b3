import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaTypes } from '#core/descriptor.ts';
import type { ListedTag, RegistryVendorName, Workload } from '#engine/registry/index.ts';
import { admit } from '../registry-access.ts';
import { serveRegistry } from '../registry-routes.ts';
import { RegistryStore } from '../registry-store.ts';
import { basicOf, createTokens, type Tokens } from '../token-server.ts';
import type { Site } from './internet.ts';

/** A kind of registry that answers as its vendor documents. */
export interface FakeVendor {
  readonly type: RegistryVendorName;
  /** How it is signed in to, where that is not by what is entered. */
  readonly signIn?: string;
  readonly host: string;
  /** What repositories are called below: `acme/`. */
  readonly prefix: string;
  readonly values: Readonly<Record<string, string>>;
  /** In place of some of the values: refused. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Values that no other host than `host` and `apiHosts` may see, as they are or in base64. */
  readonly secrets: readonly string[];
  readonly apiHosts: readonly string[];
  /** What it tells of a tag besides the name. */
  readonly facts: readonly (keyof ListedTag)[];
  /** Which requests list tags: a pattern for `host/path`. */
  readonly tagRequests: RegExp;
  sites(world: World): Readonly<Record<string, Site>>;
  /** What the machine offers, or one that is somebody else's. */
  readonly workload?: (world: World, isWrong: boolean) => Workload;
}

export interface FakeTag {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly size: number;
  readonly pushedAt: Date;
}

/** What is behind a fake: the same images everywhere, and which tokens are good at present. */
export interface World {
  readonly store: RegistryStore;
  readonly repositories: readonly string[];
  tags(): readonly FakeTag[];
  /** What tokens must end with to be good. */
  readonly generation: () => string;
  /** Makes all tokens so far worthless. */
  expire(): void;
  onExpire(act: () => void): void;
}

export const lastPulledAt = new Date('2026-04-01T08:00:00Z');
/** When the first tag of each repository was pushed; each further one a day later. */
export const firstPush = Date.UTC(2026, 2, 1, 10);

/** Two repositories, one of which has three tags. */
export function makeWorld(prefix: string): World {
  const store = new RegistryStore();
  const listeners: (() => void)[] = [];
  let generation = 1;
  const contents: readonly [string, readonly string[]][] = [
    [`${prefix}app`, ['v1', 'v2', 'v3']],
    [`${prefix}base`, ['latest']],
  ];
  for (const [repository, tags] of contents) {
    const layer = Buffer.from(`layer of ${repository}`);
    const digest = store.putBlob(repository, layer);
    for (const tag of tags) addImage(store, repository, tag, { digest, size: layer.length });
  }
  return {
    store,
    repositories: contents.map(([repository]) => repository),
    tags: () =>
      [...store.repositories].flatMap(([repository, { tags }]) =>
        [...tags].map(([tag, digest], index) => ({
          repository,
          tag,
          digest,
          size: 1000 + index,
          pushedAt: new Date(firstPush + index * 86_400_000),
        })),
      ),
    generation: () => `generation-${generation}`,
    expire: () => {
      generation += 1;
      for (const act of listeners) act();
    },
    onExpire: (act) => void listeners.push(act),
  };
}

/** Puts a small image of its own digest. */
export function addImage(
  store: RegistryStore,
  repository: string,
  tag: string,
  layer: { readonly digest: string; readonly size: number },
): void {
  const config = { mediaType: mediaTypes.ociConfig, ...layer };
  const layers = [{ mediaType: mediaTypes.ociLayerGzip, ...layer }];
  const manifest = { schemaVersion: 2, config, layers, annotations: { tag } };
  store.putManifest(repository, tag, {
    mediaType: mediaTypes.ociManifest,
    bytes: Buffer.from(JSON.stringify(manifest)),
  });
}

/** The registry itself, which sends to a token server at `realm` of its own host. */
export function registrySite(
  world: World,
  {
    host,
    realm,
    users,
    refreshTokens = [],
  }: {
    readonly host: string;
    readonly realm: string;
    readonly users: Readonly<Record<string, string>>;
    readonly refreshTokens?: readonly string[];
  },
): Site {
  const tokens: Tokens = createTokens({ users, refreshTokens });
  world.onExpire(() => tokens.revokeAll());
  const access = {
    kind: 'bearer' as const,
    service: host,
    tokens: { allows: tokens.allows, realm: `http://${host}${realm}` },
  };
  return async (request, response) => {
    if ((request.url ?? '').startsWith(realm)) return await tokens.serve(request, response);
    if (admit(request, response, access)) await serveRegistry(request, response, world.store);
  };
}

/** Sends JSON. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Refuses, in the vendor's own words. */
export function refuse(response: ServerResponse, status: number, body: unknown = { message: 'Bad credentials' }): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** A page, counted from 1, of two items or a twentieth of all, and whether more follow. */
export function pageOf<T>(items: readonly T[], page: number, least = 2): { items: readonly T[]; hasMore: boolean } {
  const size = Math.max(least, Math.ceil(items.length / 20));
  return { items: items.slice((page - 1) * size, page * size), hasMore: page * size < items.length };
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** Whether a request carries that user name and password. */
export function isUser(request: IncomingMessage, username: string, password: string): boolean {
  const given = basicOf(request);
  return given?.username === username && given.password === password;
}

/** The path and the query of a request. */
export function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://site');
}
