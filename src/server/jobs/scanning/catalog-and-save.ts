import type { ScanProgress } from '#core/progress.ts';
import type { Inventory } from '#core/scan-report.ts';
import { catalogImage } from '#engine/catalog/index.ts';
import type { OpenImage } from '#engine/image/index.ts';
import type { SubjectMatcher } from '#server/store/index.ts';
import { subjectMatcher } from '../advisory-access.ts';
import { addRematch } from '../enqueue.ts';
import type { JobContext } from '../job-context.ts';
import type { ProgressWriter } from './write-progress.ts';

/** Where what was found is kept: under a name, or under none. */
export type SaveInventory = (inventory: Inventory, matcher: SubjectMatcher | undefined) => Promise<boolean>;

/** Reads an image that is open and stores what is in it, matched where there are advisories; tells how far it is. */
export async function catalogAndSave(
  image: OpenImage,
  { progress, save }: { readonly progress: ProgressWriter; readonly save: SaveInventory },
  context: JobContext,
): Promise<void> {
  const { store, limits, logger, signal } = context;
  const inventory = await catalogImage(image, {
    cache: store.layers,
    turns: context.turns,
    secretsInFiles: context.secretsInFiles,
    ...(context.catalogers !== undefined && { catalogers: context.catalogers }),
    limits,
    logger,
    signal,
    onProgress: (one: ScanProgress) => progress.update(one),
  });
  progress.update({ kind: 'matching', packages: inventory.packages.length });
  signal.throwIfAborted();
  await context.advisories.use(async (database) => {
    await progress.flush();
    await save(inventory, database && subjectMatcher(database, context.toolVersion));
    if (database === undefined) await addRematch(context.queue);
  });
}
