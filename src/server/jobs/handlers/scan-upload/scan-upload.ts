import { access } from 'node:fs/promises';
import Type from 'typebox';
import { parsePlatform } from '#core/platform.ts';
import { catalogerSet } from '#engine/catalog/index.ts';
import { ImageError, type OpenImage, openImage } from '#engine/image/index.ts';
import type { StoredScan } from '#server/store/index.ts';
import type { JobContext } from '../../job-context.ts';
import { JobError } from '../../job-error.ts';
import { jobHandler } from '../../job-handler.ts';
import { failureOf } from '../../run-job.ts';
import { catalogAndSave } from '../../scanning/catalog-and-save.ts';
import { createProgressWriter } from '../../scanning/write-progress.ts';

/** Reads an archive that was uploaded to this machine, stores what is in it, and removes the archive. */
export const scanUpload = jobHandler({
  name: 'scan-upload',
  payload: Type.Object({ scanId: Type.String() }),
  retries: 3,
  heartbeatSeconds: 10,
  dedupeKey: ({ scanId }) => scanId,
  run: async ({ scanId }, context) => {
    const { store, uploads, signal, logger } = context;
    const scan = await store.scans.begin(scanId);
    if (scan?.upload === undefined) return uploads.remove(scanId);
    const progress = createProgressWriter((row) => store.scans.progress(scanId, row));
    try {
      progress.update({ kind: 'resolving', reference: scan.reference });
      await scanArchive(scan, scan.upload, { progress, context });
    } catch (error) {
      if (signal.reason === 'cancelled') await uploads.remove(scanId);
      throw error;
    } finally {
      await progress.end();
    }
    await uploads.remove(scanId);
    logger.info({ scan: scanId, reference: scan.reference }, 'scan done');
  },
  failed: async ({ scanId }, { error, willRetry }, { store, uploads, logger }) => {
    const failure = failureOf(error);
    if (willRetry) return store.scans.requeue(scanId, failure);
    await store.scans.fail(scanId, failure);
    await uploads.remove(scanId);
    logger.info({ scan: scanId, code: failure.code }, 'scan failed');
  },
});

interface Surroundings {
  readonly progress: ReturnType<typeof createProgressWriter>;
  readonly context: JobContext;
}

async function scanArchive(
  scan: StoredScan,
  { fileName, tag }: NonNullable<StoredScan['upload']>,
  { progress, context }: Surroundings,
): Promise<void> {
  const { store, uploads, now } = context;
  const path = uploads.pathOf(scan.id);
  if (!(await isThere(path))) {
    throw new JobError('jobs/upload-gone', `${fileName} is not on this machine any more: upload it again`);
  }
  const image = await openArchive({ path, fileName, tag, platform: scan.platform }, context);
  try {
    const known = { scanId: scan.id, catalogers: catalogerSet(context), now: now() };
    await catalogAndSave(
      image,
      {
        progress,
        save: (inventory, matcher) =>
          store.images.saveUpload(
            { ...known, inventory, fileName, tags: image.names, platform: scan.platform },
            matcher,
          ),
      },
      context,
    );
  } finally {
    await image.close();
  }
}

interface Archive {
  readonly path: string;
  readonly fileName: string;
  readonly tag: string | undefined;
  readonly platform: string;
}

/** `docker save` writes both kinds into one archive since version 25: what it always wrote goes first. */
const schemes = ['docker-archive', 'oci-archive'] as const;

/** Opens an archive as whichever kind it is. Messages call it as whoever uploaded it does. */
async function openArchive(archive: Archive, context: JobContext): Promise<OpenImage> {
  const { path, fileName, tag } = archive;
  const platform = parsePlatform(archive.platform);
  for (const scheme of schemes) {
    try {
      const location = tag === undefined ? path : `${path}:${tag}`;
      return await openImage(`${scheme}:${location}`, {
        ...(platform !== undefined && { platform }),
        context: { ...context, registryOf: noRegistry },
      });
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      if (error.code === 'image/not-an-image') continue;
      throw new ImageError(error.code, error.message.replaceAll(path, fileName), { cause: error });
    }
  }
  throw new ImageError(
    'image/not-an-image',
    `${fileName} is neither what "docker save" writes (it has no manifest.json) nor an OCI layout (it has no index.json)`,
  );
}

function noRegistry(): never {
  throw new ImageError('image/blob-missing', 'an archive is read without any registry');
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
