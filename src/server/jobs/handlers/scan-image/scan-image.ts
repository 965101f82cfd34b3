import Type from 'typebox';
import { formatImageReference, type ImageReference, parseImageReference } from '#core/image-reference.ts';
import { parsePlatform } from '#core/platform.ts';
import { catalogerSet } from '#engine/catalog/index.ts';
import { openImage } from '#engine/image/index.ts';
import type { RegistryClient } from '#engine/registry/index.ts';
import { ScanError } from '#engine/scan-error.ts';
import type { StoredRegistry, StoredScan } from '#server/store/index.ts';
import { settle } from '../../count-marked.ts';
import type { JobContext } from '../../job-context.ts';
import { jobHandler } from '../../job-handler.ts';
import { failureOf } from '../../run-job.ts';
import { catalogAndSave, type SaveInventory } from '../../scanning/catalog-and-save.ts';
import { createProgressWriter, type ProgressWriter } from '../../scanning/write-progress.ts';
import { applyAttachedVex } from './apply-attached-vex.ts';
import { findReferrers } from './find-referrers.ts';

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
  failed: async ({ scanId }, { error, willRetry }, context) => {
    const { store, logger } = context;
    const failure = failureOf(error);
    if (willRetry) return store.scans.requeue(scanId, failure);
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
  const { store, signal, limits, logger, temporaryDirectory } = context;
  const { scan, reference, progress } = target;
  progress.update({ kind: 'resolving', reference: scan.reference });
  const { digest } = await client.headManifest(reference, { signal });
  const named = {
    scanId: scan.id,
    registryId: target.registry.id,
    reference,
    platform: scan.platform,
    targetDigest: digest,
    catalogers: catalogerSet(context),
    now: context.now(),
  };
  if (scan.runId !== undefined && (await store.images.keepIfUnchanged(named))) return;
  const platform = parsePlatform(scan.platform);
  // By digest, so that a tag that moves meanwhile does not give two images one name.
  const image = await openImage(formatImageReference({ ...reference, digest }), {
    ...(platform !== undefined && { platform }),
    context: { registryOf: () => client, temporaryDirectory, limits, logger, signal },
  });
  try {
    const { identity } = image;
    const { manifestDigest } = identity;
    const found = { client, reference, manifestDigest, targetDigest: digest, runId: scan.runId };
    const referrers = await findReferrers(found, context);
    const save: SaveInventory = (inventory, matcher) => store.images.save({ ...named, inventory }, matcher);
    const attached = { registry: target.registry, image: found, identity, referrers };
    const hasChanged = await applyAttachedVex(attached, context);
    if (hasChanged) await settle(store, context.queue);
    await catalogAndSave(image, { progress, save }, context);
  } finally {
    await image.close();
  }
}

async function endRun({ runId }: StoredScan, { store }: JobContext): Promise<void> {
  if (runId !== undefined) await store.runs.finishIfDone(runId);
}
