import { type Descriptor, mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { Limits } from '#core/limits.ts';
import type { FetchManifest } from '../documents/kept-documents.ts';
import type { Session } from '../http/session.ts';
import { listItems } from '../listing.ts';
import type { FetchedManifest } from '../manifests.ts';
import { RegistryError } from '../registry-error.ts';
import { descriptorsIn, parseJson, type Referrer, referrerOf, toReferrer } from './referrer.ts';

/** The image whose referrers are asked for, and the index that names it, where there is one: BuildKit attaches there, and who signs a tag signs that. */
export interface ReferrerSubject extends Pick<ImageReference, 'registry' | 'repository'> {
  readonly digest: Digest;
  readonly indexDigest?: Digest | undefined;
  /** All tags of the repository that begin as those of cosign do, where they are known: others are not asked for. */
  readonly knownTags?: ReadonlySet<string> | undefined;
}

export interface ReferrerContext {
  readonly session: Session;
  readonly manifest: FetchManifest;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/**
 * What is attached to an image: by the referrers API, or the tag in its place (OCI distribution-spec 1.1, "Listing
 * Referrers"), by cosign's tags `sha256-<hex>.att`, `.sbom`, `.sig`, and by BuildKit's entries in the index
 * (github.com/moby/buildkit, attestation-storage.md). Each is given once, `limits.maxReferrers` at most.
 */
export async function* listReferrers(subject: ReferrerSubject, context: ReferrerContext): AsyncGenerator<Referrer> {
  const seen = new Set<Digest>();
  const { indexDigest } = subject;
  const sources = [byApiOrTag(subject, context), byCosignTags(subject, context)];
  if (indexDigest !== undefined && indexDigest !== subject.digest) {
    const index = { ...subject, digest: indexDigest };
    sources.push(byIndex(subject, context), byApiOrTag(index, context), byCosignTags(index, context));
  }
  for (const source of sources) {
    for await (const referrer of source) {
      if (seen.has(referrer.descriptor.digest)) continue;
      if (seen.size >= context.limits.maxReferrers) return;
      seen.add(referrer.descriptor.digest);
      yield referrer;
    }
  }
}

/** Statuses by which registries say that they do not know the API; some have a path that is not theirs for it. */
const noApi: ReadonlySet<number | undefined> = new Set([400, 403, 404, 405, 501]);

async function* byApiOrTag(subject: ReferrerSubject, context: ReferrerContext): AsyncGenerator<Referrer> {
  const { registry, repository, digest } = subject;
  const { session, limits, signal } = context;
  const listing = {
    path: `/v2/${repository}/referrers/${digest}`,
    scope: `repository:${repository}:pull`,
    what: `referrers of ${registry}/${repository}@${digest}`,
    accept: mediaTypes.ociIndex,
    itemsOf: (body: unknown) => descriptorsIn(body, 'manifests'),
    signal,
  };
  let hasItems = false;
  try {
    for await (const descriptor of listItems(session, listing, limits)) {
      hasItems = true;
      yield toReferrer(descriptor, 'referrers-api');
    }
    return;
  } catch (error) {
    const isUnknown =
      error instanceof RegistryError && (noApi.has(error.status) || error.code === 'registry/not-a-registry');
    if (!isUnknown || hasItems) throw error;
  }
  const index = await findTag(tagOf(digest), subject, context);
  for (const descriptor of descriptorsIn(index && parseJson(index.bytes), 'manifests')) {
    yield toReferrer(descriptor, 'referrers-tag');
  }
}

async function* byCosignTags(subject: ReferrerSubject, context: ReferrerContext): AsyncGenerator<Referrer> {
  for (const suffix of ['.att', '.sbom', '.sig']) {
    const manifest = await findTag(`${tagOf(subject.digest)}${suffix}`, subject, context);
    if (manifest !== undefined) yield referrerOf(manifest, 'cosign-tag');
  }
}

/** BuildKit's attestations stand beside the image in its index; annotations say which image each is of. */
async function* byIndex(subject: ReferrerSubject, context: ReferrerContext): AsyncGenerator<Referrer> {
  const { registry, repository, digest, indexDigest } = subject;
  if (indexDigest === undefined) return;
  const index = await context.manifest({ registry, repository, digest: indexDigest }, context.signal);
  for (const entry of descriptorsIn(parseJson(index.bytes), 'manifests').filter((one) =>
    isAttestationOf(one, digest),
  )) {
    const manifest = await context.manifest({ registry, repository, digest: entry.digest }, context.signal);
    yield referrerOf(manifest, 'index');
  }
}

function isAttestationOf({ annotations = {} }: Descriptor, digest: Digest): boolean {
  const type = annotations['vnd.docker.reference.type'];
  return type === 'attestation-manifest' && annotations['vnd.docker.reference.digest'] === digest;
}

function tagOf(digest: Digest): string {
  return digest.replace(':', '-');
}

async function findTag(
  tag: string,
  { registry, repository, knownTags }: ReferrerSubject,
  { manifest, signal }: ReferrerContext,
): Promise<FetchedManifest | undefined> {
  if (knownTags?.has(tag) === false) return undefined;
  try {
    return await manifest({ registry, repository, tag }, signal);
  } catch (error) {
    if (error instanceof RegistryError && error.status === 404) return undefined;
    throw error;
  }
}
