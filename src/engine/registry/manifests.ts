import { createHash } from 'node:crypto';
import { mediaTypes } from '#core/descriptor.ts';
import { type Digest, parseDigest } from '#core/digest.ts';
import { formatImageReference, type ImageReference } from '#core/image-reference.ts';
import { asString, isRecord } from '#core/json.ts';
import { refuseHtml } from './http/json-answer.ts';
import type { ReadAnswer, Session, SessionRequest } from './http/session.ts';
import type { HttpResponse } from './http/transport.ts';
import { RegistryError } from './registry-error.ts';
import { signedPayload } from './signed-manifest.ts';

/** A manifest or index as stored: `digest` is that of `bytes`, and has been verified. */
export interface FetchedManifest {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** What a registry says of a manifest without sending it. `size` is in bytes. */
export interface ManifestHead {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** Image manifests and indexes of both families; without this header registries convert or refuse. Schema 1 only where there is nothing else. */
const accept = [
  mediaTypes.ociManifest,
  mediaTypes.ociIndex,
  mediaTypes.dockerManifest,
  mediaTypes.dockerManifestList,
  `${mediaTypes.dockerSchema1Signed};q=0.1`,
  `${mediaTypes.dockerSchema1};q=0.1`,
].join(', ');

/**
 * Fetches the manifest or index that `reference` names (its digest, else its tag, else `latest`). Its bytes must have the
 * digest that was asked for, or that the registry's `Docker-Content-Digest` says.
 */
export async function fetchManifest(
  session: Session,
  reference: ImageReference,
  signal: AbortSignal,
): Promise<FetchedManifest> {
  const request = manifestRequest('GET', session, reference, signal);
  const answer = await session.read(request, { name: 'maxManifestBytes', of: request.what }, (response) =>
    refuseHtml(response, request.what),
  );
  const mediaType = mediaTypeOf(answer, request.what);
  const bytes = digestedBytes(answer.bytes, mediaType, { reference, what: request.what });
  const digest = digestOf(bytes);
  const said = parseDigest(answer.header('docker-content-digest') ?? '');
  if (reference.digest !== undefined && digest !== reference.digest)
    throw mismatch(request.what, reference.digest, digest);
  if (reference.digest === undefined && said !== undefined && digest !== said)
    throw mismatch(request.what, said, digest);
  return { mediaType, digest, bytes };
}

function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
}

/** The bytes that a manifest's digest is of: all, but of a signed one those that are signed, once its signatures have been held against them. */
function digestedBytes(
  bytes: Uint8Array,
  mediaType: string,
  { reference, what }: { readonly reference: ImageReference; readonly what: string },
): Uint8Array {
  if (mediaType !== mediaTypes.dockerSchema1Signed || digestOf(bytes) === reference.digest) return bytes;
  const payload = signedPayload(bytes);
  if (payload === undefined) return bytes;
  if (payload.isVerified) return payload.bytes;
  const message = `${what}: its signature is not of its content: it was changed after it was pushed, and cannot be trusted`;
  throw new RegistryError('registry/digest-mismatch', message);
}

/** Asks for digest, media type and size only; where the answer to HEAD lacks one, the manifest is fetched instead. */
export async function headManifest(
  session: Session,
  reference: ImageReference,
  signal: AbortSignal,
): Promise<ManifestHead> {
  return (await tryHead(session, reference, signal)) ?? (await headOfBody(session, reference, signal));
}

async function tryHead(
  session: Session,
  reference: ImageReference,
  signal: AbortSignal,
): Promise<ManifestHead | undefined> {
  const request = manifestRequest('HEAD', session, reference, signal);
  let response: HttpResponse;
  try {
    response = await session.open(request);
  } catch (error) {
    // Some registries know no HEAD here; the others' answers hold no reason. GET tells.
    if (error instanceof RegistryError && askAgain.has(error.status)) return undefined;
    throw error;
  }
  response.discard();
  refuseHtml(response, request.what);
  const digest = parseDigest(response.header('docker-content-digest') ?? '');
  const mediaType = essence(response.header('content-type'));
  const size = Number(response.header('content-length') ?? Number.NaN);
  if (digest === undefined || isGeneric(mediaType) || !Number.isSafeInteger(size) || size <= 0) return undefined;
  if (reference.digest !== undefined && reference.digest !== digest)
    throw mismatch(request.what, reference.digest, digest);
  return { digest, mediaType, size };
}

/** No HEAD here, or not found: asked again so that the message carries the registry's words, repository or tag unknown. */
const askAgain: ReadonlySet<number | undefined> = new Set([400, 404, 405, 501]);

async function headOfBody(session: Session, reference: ImageReference, signal: AbortSignal): Promise<ManifestHead> {
  const { digest, mediaType, bytes } = await fetchManifest(session, reference, signal);
  return { digest, mediaType, size: bytes.length };
}

function manifestRequest(
  method: 'GET' | 'HEAD',
  session: Session,
  reference: ImageReference,
  signal: AbortSignal,
): SessionRequest {
  const name = reference.digest ?? reference.tag ?? 'latest';
  return {
    method,
    url: new URL(`/v2/${reference.repository}/manifests/${name}`, session.origin),
    scope: `repository:${reference.repository}:pull`,
    headers: { accept },
    what: `manifest ${formatImageReference(reference)}`,
    signal,
  };
}

function mediaTypeOf(answer: ReadAnswer, what: string): string {
  const declared = essence(answer.header('content-type'));
  if (!isGeneric(declared)) return declared;
  const body = parseJson(answer.bytes);
  if (!isRecord(body)) {
    throw new RegistryError(
      'registry/not-a-registry',
      `${what}: ${answer.url.host} answered with ${answer.bytes.length === 0 ? 'nothing' : 'what is no manifest'}: this is no container registry, or a proxy spoke for it; check host, port and path`,
    );
  }
  return typeOfBody(body);
}

/** What a manifest says of itself, or its members show; empty where it is no JSON object. */
export function ownMediaType(bytes: Uint8Array): string {
  const body = parseJson(bytes);
  return isRecord(body) ? typeOfBody(body) : '';
}

function typeOfBody(body: Readonly<Record<string, unknown>>): string {
  const own = asString(body.mediaType);
  if (own !== undefined) return own;
  if (body.schemaVersion === 1)
    return Array.isArray(body.signatures) ? mediaTypes.dockerSchema1Signed : mediaTypes.dockerSchema1;
  return Array.isArray(body.manifests) ? mediaTypes.ociIndex : mediaTypes.ociManifest;
}

/** The media type without its parameters, in lower case; empty where there is none. */
function essence(contentType: string | undefined): string {
  return (contentType?.split(';')[0] ?? '').trim().toLowerCase();
}

/** Tells whether a media type says nothing about the manifest, so that its own `mediaType` must. */
function isGeneric(mediaType: string): boolean {
  return !mediaType.startsWith('application/vnd.');
}

function mismatch(what: string, expected: string, found: string): RegistryError {
  return new RegistryError(
    'registry/digest-mismatch',
    `${what}: expected ${expected}, the registry sent ${found}: its storage or a proxy on the way is broken, or it cannot be trusted`,
  );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
