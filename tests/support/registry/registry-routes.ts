import type { IncomingMessage, ServerResponse } from 'node:http';
import { digestOf, type RegistryStore } from './registry-store.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, store: RegistryStore) => Promise<void> | void;

const uploadSession = 'one';

/** Answers a request as the OCI distribution specification 1.1 says: pull, push in one piece, and both listings. */
export async function serveRegistry(
  request: IncomingMessage,
  response: ServerResponse,
  store: RegistryStore,
): Promise<void> {
  response.setHeader('docker-distribution-api-version', 'registry/2.0');
  const path = new URL(request.url ?? '/', 'http://registry').pathname;
  for (const [pattern, handler] of routes) {
    const match = pattern.exec(path);
    if (match !== null) return await handler(match.groups ?? {})(request, response, store);
  }
  sendError(response, 404, 'UNSUPPORTED', 'no such route');
}

/** Answers with an error body of the specification. */
export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message, detail: null }] }));
}

const routes: readonly [RegExp, (groups: Record<string, string>) => Handler][] = [
  [/^\/v2\/$/, () => (_request, response) => sendJson(response, {})],
  [/^\/v2\/_catalog$/, () => catalog],
  [/^\/v2\/(?<name>.+)\/tags\/list$/, ({ name = '' }) => tags(name)],
  [
    /^\/v2\/(?<name>.+)\/manifests\/(?<reference>[^/]+)$/,
    ({ name = '', reference = '' }) => manifests(name, reference),
  ],
  [/^\/v2\/(?<name>.+)\/referrers\/(?<digest>[^/]+)$/, ({ name = '', digest = '' }) => referrers(name, digest)],
  [/^\/v2\/(?<name>.+)\/blobs\/uploads\/(?:[^/]*)$/, ({ name = '' }) => upload(name)],
  [/^\/v2\/(?<name>.+)\/blobs\/(?<digest>[^/]+)$/, ({ name = '', digest = '' }) => blobs(name, digest)],
];

const catalog: Handler = (request, response, store) => {
  const names = [...store.repositories.keys()].sort();
  const { page, next } = pageOf(names, request);
  sendJson(response, { repositories: page }, next);
};

function tags(name: string): Handler {
  return (request, response, store) => {
    const repository = store.repositories.get(name);
    if (repository === undefined)
      return sendError(response, 404, 'NAME_UNKNOWN', 'repository name not known to registry');
    const { page, next } = pageOf([...repository.tags.keys()].sort(), request);
    sendJson(response, { name, tags: page }, next);
  };
}

function manifests(name: string, reference: string): Handler {
  return async (request, response, store) => {
    if (request.method === 'PUT') return await putManifest(name, reference, { request, response, store });
    const repository = store.repositories.get(name);
    if (repository === undefined)
      return sendError(response, 404, 'NAME_UNKNOWN', 'repository name not known to registry');
    const manifest = repository.manifests.get(repository.tags.get(reference) ?? reference);
    if (manifest === undefined) return sendError(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown');
    sendBytes(request, response, manifest.bytes, manifest.mediaType);
  };
}

async function putManifest(
  name: string,
  reference: string,
  { request, response, store }: { request: IncomingMessage; response: ServerResponse; store: RegistryStore },
): Promise<void> {
  const bytes = await readBody(request);
  const mediaType = request.headers['content-type'] ?? 'application/octet-stream';
  const digest = store.putManifest(name, reference, { bytes, mediaType });
  response.writeHead(201, { 'docker-content-digest': digest, location: `/v2/${name}/manifests/${digest}` });
  response.end();
}

/** All manifests whose subject is that one, two a page. */
function referrers(name: string, subject: string): Handler {
  return (request, response, store) => {
    if (!store.hasReferrersApi) return sendError(response, 404, 'UNSUPPORTED', 'no such route');
    const found = [...(store.repositories.get(name)?.manifests ?? [])].flatMap(([digest, { mediaType, bytes }]) => {
      const body = JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
      if ((body.subject as { digest?: string } | undefined)?.digest !== subject) return [];
      return [
        { mediaType, digest, size: bytes.length, artifactType: body.artifactType, annotations: body.annotations },
      ];
    });
    const url = new URL(request.url ?? '/', 'http://registry');
    const start = Number(url.searchParams.get('after') ?? 0);
    const link = start + 2 < found.length ? { link: `<${url.pathname}?after=${start + 2}>; rel="next"` } : {};
    response.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json', ...link });
    response.end(JSON.stringify({ schemaVersion: 2, manifests: found.slice(start, start + 2) }));
  };
}

function blobs(name: string, digest: string): Handler {
  return (request, response, store) => {
    const bytes = store.repositories.get(name)?.blobs.get(digest);
    if (bytes === undefined) return sendError(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry');
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start === 0) return sendBytes(request, response, bytes, 'application/octet-stream');
    response.writeHead(206, {
      'content-length': bytes.length - start,
      'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
    });
    response.end(bytes.subarray(start));
  };
}

function upload(name: string): Handler {
  return async (request, response, store) => {
    if (request.method === 'POST') {
      store.repository(name);
      response.writeHead(202, { location: `/v2/${name}/blobs/uploads/${uploadSession}`, range: '0-0' });
      response.end();
      return;
    }
    const bytes = await readBody(request);
    const digest = new URL(request.url ?? '/', 'http://registry').searchParams.get('digest');
    if (digest !== digestOf(bytes)) return sendError(response, 400, 'DIGEST_INVALID', 'provided digest did not match');
    store.putBlob(name, bytes);
    response.writeHead(201, { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest });
    response.end();
  };
}

function pageOf(names: readonly string[], request: IncomingMessage): { page: readonly string[]; next?: string } {
  const url = new URL(request.url ?? '/', 'http://registry');
  const size = Number(url.searchParams.get('n') ?? names.length);
  const last = url.searchParams.get('last');
  const rest = last === null ? names : names.filter((name) => name > last);
  const page = rest.slice(0, size);
  if (page.length === rest.length) return { page };
  return { page, next: `<${url.pathname}?last=${encodeURIComponent(page.at(-1) ?? '')}&n=${size}>; rel="next"` };
}

function sendJson(response: ServerResponse, body: unknown, link?: string): void {
  response.writeHead(200, { 'content-type': 'application/json', ...(link !== undefined && { link }) });
  response.end(JSON.stringify(body));
}

function sendBytes(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array, mediaType: string): void {
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': bytes.length,
    'docker-content-digest': digestOf(bytes),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
