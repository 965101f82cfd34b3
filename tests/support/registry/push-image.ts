import { Agent, type Dispatcher, request } from 'undici';
import { mediaTypes } from '#core/descriptor.ts';
import { digestOf } from './registry-store.ts';

export interface PushBlob {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface PushedDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface PushOptions {
  /** The `Authorization` header, if the registry wants one. */
  readonly authorization?: string;
  /** Certificate authority, PEM. */
  readonly ca?: string;
}

export interface PushImage {
  readonly config: PushBlob;
  /** Lowest first. */
  readonly layers: readonly PushBlob[];
  readonly mediaType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A registry to push to, at `baseUrl` without a trailing slash. */
export interface PushTarget extends PushOptions {
  readonly baseUrl: string;
  readonly repository: string;
}

/** Pushes an image: its blobs, each in one piece, then its manifest under `tag` (or only its digest). Returns the manifest's descriptor. */
export async function pushImage(
  target: PushTarget,
  tag: string | undefined,
  image: PushImage,
): Promise<PushedDescriptor> {
  const config = await pushBlob(target, image.config);
  const layers: PushedDescriptor[] = [];
  for (const layer of image.layers) layers.push(await pushBlob(target, layer));
  const mediaType = image.mediaType ?? mediaTypes.ociManifest;
  const annotations = image.annotations === undefined ? {} : { annotations: image.annotations };
  return await pushManifest(target, tag, {
    mediaType,
    bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers, ...annotations })),
  });
}

/** Pushes an index over manifests that are there already; descriptors may carry a `platform`. */
export async function pushIndex(
  target: PushTarget,
  tag: string | undefined,
  manifests: readonly PushedDescriptor[],
  mediaType: string = mediaTypes.ociIndex,
): Promise<PushedDescriptor> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  return await pushManifest(target, tag, { mediaType, bytes });
}

/** Uploads a blob in one piece: POST for a place, PUT of all bytes (OCI distribution-spec, "Pushing a blob monolithically"). */
export async function pushBlob(target: PushTarget, { bytes, mediaType }: PushBlob): Promise<PushedDescriptor> {
  const digest = digestOf(bytes);
  const started = await send(target, { method: 'POST', url: `${base(target)}/blobs/uploads/` });
  const location = new URL(String(started.headers.location), target.baseUrl);
  location.searchParams.set('digest', digest);
  await send(target, {
    method: 'PUT',
    url: location.href,
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return { mediaType, digest, size: bytes.length };
}

/** Puts a manifest or index, byte for byte. */
export async function pushManifest(
  target: PushTarget,
  tag: string | undefined,
  { bytes, mediaType }: PushBlob,
): Promise<PushedDescriptor> {
  const digest = digestOf(bytes);
  const url = `${base(target)}/manifests/${tag ?? digest}`;
  await send(target, { method: 'PUT', url, body: bytes, headers: { 'content-type': mediaType } });
  return { mediaType, digest, size: bytes.length };
}

interface Call {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(target: PushTarget, call: Call): Promise<Dispatcher.ResponseData> {
  const dispatcher = target.ca === undefined ? undefined : new Agent({ connect: { ca: target.ca } });
  const headers = {
    ...call.headers,
    ...(target.authorization !== undefined && { authorization: target.authorization }),
  };
  const response = await request(call.url, {
    method: call.method,
    body: call.body ?? null,
    headers,
    ...(dispatcher && { dispatcher }),
  });
  const text = await response.body.text();
  await dispatcher?.close();
  if (response.statusCode >= 300) throw new Error(`${call.method} ${call.url}: ${response.statusCode} ${text}`);
  return response;
}

function base({ baseUrl, repository }: PushTarget): string {
  return `${baseUrl}/v2/${repository}`;
}
