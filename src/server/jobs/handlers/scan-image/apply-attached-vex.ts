import { hash } from 'node:crypto';
import { errorMessage, PlimsollError } from '#core/errors.ts';
import type { ImageIdentity } from '#core/image.ts';
import { formatImageReference } from '#core/image-reference.ts';
import type { Referrer } from '#engine/registry/index.ts';
import { attestedDocument, readVexDocument, scopeToImage } from '#engine/vex/index.ts';
import { attachedIn, type StoredRegistry } from '#server/store/index.ts';
import type { JobContext } from '../../job-context.ts';
import type { ReferrersOf } from './find-referrers.ts';

/** VEX documents that are looked at for one image. */
const maxDocuments = 20;

export interface AttachedVex {
  readonly registry: StoredRegistry;
  readonly image: ReferrersOf;
  readonly identity: ImageIdentity;
  readonly referrers: readonly Referrer[];
}

/**
 * Takes what VEX documents state that are attached to an image into the documents of the service, where its registry is trusted for that, and out again what is attached
 * no longer. They speak of this image alone. One that cannot be read is left out. Returns whether there may be something to count.
 */
export async function applyAttachedVex(attached: AttachedVex, context: JobContext): Promise<boolean> {
  const { registry, image, referrers } = attached;
  const { store } = context;
  const { reference, manifestDigest } = image;
  const prefix = `${reference.registry}/${reference.repository}@${manifestDigest.slice(0, 19)} `;
  const before = await store.statements.attached(prefix);
  const found = registry.trustsVex === true ? referrers.filter(holdsVex).slice(0, maxDocuments) : [];
  const names = new Set<string>();
  for (const referrer of found) {
    const name = `${prefix}${referrer.descriptor.digest.slice(7, 19)}`;
    names.add(name);
    // The digest says that it holds what it held.
    if (!before.includes(name)) await keep(name, referrer, attached, context);
  }
  const gone = before.filter((name) => !names.has(name));
  for (const name of gone) await store.statements.remove(name);
  return gone.length > 0 || names.size > before.length - gone.length;
}

function holdsVex({ kind, predicateTypes }: Referrer): boolean {
  return kind === 'vex' || predicateTypes.some((type) => type.startsWith('https://openvex.dev/'));
}

async function keep(
  name: string,
  referrer: Referrer,
  { image, identity }: AttachedVex,
  { store, limits, logger, signal, now }: JobContext,
): Promise<void> {
  const { client, reference, manifestDigest, targetDigest } = image;
  const { maxVexUploadBytes: maxVexBytes, maxVexUploadValues: maxVexValues } = limits;
  const vexLimits = { maxVexBytes, maxVexValues };
  const named = { ...identity, reference: formatImageReference(reference) };
  try {
    for await (const { bytes: whole } of client.readReferrer(reference, referrer, { signal })) {
      const bytes = attestedDocument(whole, { digests: [manifestDigest, targetDigest] }, vexLimits);
      if (bytes === undefined) continue;
      const { format, statements } = readVexDocument(bytes, name, vexLimits);
      const about = { format, digest: `sha256:${hash('sha256', bytes)}`, size: bytes.length };
      const document = { ...about, name, statements: scopeToImage(statements, named), uploadedBy: attachedIn };
      await store.statements.save({ ...document, uploadedAt: now() }, { maxStatements: limits.maxVexStatements });
      return;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PlimsollError)) throw error;
    logger.warn(
      { document: name, code: error.code, error: errorMessage(error) },
      'an attached VEX document is left out',
    );
  }
}
