import Type from 'typebox';
import type { Digest } from '#core/digest.ts';
import { type ImageReference, parseImageReference } from '#core/image-reference.ts';
import { catalogerSet } from '#engine/catalog/index.ts';
import type { RegistryClient } from '#engine/registry/index.ts';
import { ScanError } from '#engine/scan-error.ts';
import type { StoredRegistry, StoredScan } from '#server/store/index.ts';
import { settle } from '../../count-marked.ts';
import type { JobContext } from '../../job-context.ts';
import { jobHandler } from '../../job-handler.ts';
import { afterMs, failureOf } from '../../run-job.ts';
import { catalogAndSave, type SaveInventory } from '../../scanning/catalog-and-save.ts';
import { createProgressWriter, type ProgressWriter } from '../../scanning/write-progress.ts';
import { applyAttachedVex } from './apply-attached-vex.ts';
import { endAsArtifact } from './end-as-artifact.ts';
import { lookForReferrers } from './find-referrers.ts';
import { openResolved, resolveDigest } from './resolve-digest.ts';
import { spreadOverPlatforms } from './spread-over-platforms.ts';

/** Reads one image and stores what is in it. */
export const scanImage = jobHandler({
  name: 'scan-image',
  payload: Type.Object({ scanId: Type.String() }),
  retries: 10,
  heartbeatSeconds: 10,
  dedupeKey: ({ scanId }) => scanId,
  run: async ({ scanId }, context) => {
    const { store, registries, signal, logger } = context;
    const scan = await store.scans.begin(scanId);
    // An archive that was uploaded is no reference to pull.
    if (scan === undefined || scan.upload !== undefined) return;
    const reference = parseImageReference(scan.reference);
    if (reference === undefined) throw new ScanError('scan/bad-reference', `${scan.reference} is no image reference`);
    const progress = createProgressWriter((row) => store.scans.progress(scanId, row));
    try {
      const registry = await registries.find(reference);
      await registries.use(registry, signal, (client) =>
        scanWith(client, { scan, reference, registry, progress }, context),
      );
    } finally {
      await progress.end();
    }
    logger.info({ scan: scanId, reference: scan.reference }, 'scan done');
    await endRun(scan, context);
  },
  failed: async ({ scanId }, { error, willRetry, waitMs }, context) => {
    const { store, logger } = context;
    const failure = failureOf(error);
    if (willRetry) {
      await store.scans.requeue(scanId, failure);
      const waiting = waitMs === undefined ? undefined : await store.scans.get(scanId);
      if (waiting?.runId !== undefined) await store.runs.waitUntil(waiting.runId, afterMs(waitMs, context));
      return;
    }
    await store.scans.fail(scanId, failure);
    const scan = await store.scans.get(scanId);
    logger.info({ scan: scanId, reference: scan?.reference, code: failure.code }, 'scan failed');
    if (scan !== undefined) await endRun(scan, context);
  },
});

interface Target {
  readonly scan: StoredScan;
  readonly reference: ImageReference;
  readonly registry: StoredRegistry;
  readonly progress: ProgressWriter;
}

async function scanWith(client: RegistryClient, target: Target, context: JobContext): Promise<void> {
  const { store } = context;
  const { reference, registry, progress } = target;
  progress.update({ kind: 'resolving', reference: target.scan.reference });
  const resolved = await resolveDigest({ client, scan: target.scan, reference }, context);
  const scan = await spreadOverPlatforms({ client, scan: target.scan, reference }, { registry, resolved }, context);
  const resolving = { client, scan, reference };
  const about = {
    scanId: scan.id,
    registryId: registry.id,
    reference,
    platform: scan.platform,
    catalogers: catalogerSet(context),
    now: context.now(),
  };
  const keepIfUnchanged = async (targetDigest: Digest) =>
    scan.runId !== undefined && (await store.images.keepIfUnchanged({ ...about, targetDigest }));
  const isDue = await areAttachmentsDue(scan, reference, context);
  if (!isDue && (await keepIfUnchanged(resolved.digest))) return;
  const known = (await store.manifests.facts([resolved.digest])).get(resolved.digest)?.artifact;
  if (known !== undefined)
    return endAsArtifact({ scan, registry, reference, digest: resolved.digest, artifact: known }, context);
  const opened = await openResolved(resolving, resolved, context);
  if ('artifact' in opened) return endAsArtifact({ scan, registry, reference, ...opened }, context);
  const { image, digest } = opened;
  const named = { ...about, targetDigest: digest };
  try {
    const { identity } = image;
    const { manifestDigest } = identity;
    const found = { client, reference, manifestDigest, targetDigest: digest, runId: scan.runId };
    await lookForReferrers(found, context, async (referrers) => {
      const hasChanged = await applyAttachedVex({ registry, image: found, identity, referrers }, context);
      if (hasChanged) await settle(store, context.queue);
    });
    const save: SaveInventory = (inventory, matcher) => store.images.save({ ...named, inventory }, matcher);
    if (isDue && (await keepIfUnchanged(digest))) return;
    await catalogAndSave(image, { progress, save }, context);
  } finally {
    await image.close();
  }
}

/** An image that is known is looked at again for what is attached to it, now and then and when its repository lists more. */
async function areAttachmentsDue(
  { runId }: StoredScan,
  { registry, repository, tag }: ImageReference,
  { store, now, referrersEveryMs }: JobContext,
): Promise<boolean> {
  if (runId === undefined || tag === undefined) return false;
  const before = new Date(now().getTime() - referrersEveryMs);
  return (await store.referrers.due({ runId, registry, repository, tag, before })).has(tag);
}

async function endRun({ runId }: StoredScan, { store }: JobContext): Promise<void> {
  if (runId !== undefined) await store.runs.finishIfDone(runId);
}
