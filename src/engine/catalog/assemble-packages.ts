import { setImmediate } from 'node:timers/promises';
import type { Distro } from '#core/distro.ts';
import type { Json } from '#core/json.ts';
import type { Inventory, LayerContribution } from '#core/scan-report.ts';
import { withoutAnsweredLockFiles } from './answered-lock-files.ts';
import { withoutAnsweredNotes } from './answered-notes.ts';
import type { Cataloger, PlacedRecord } from './cataloger.ts';
import { composeRecords } from './compose-records.ts';
import { type AssembledView, createAssembler } from './create-assembler.ts';
import { joinViews } from './join-views.ts';
import type { LayerAnalysis } from './layer-analysis.ts';
import { createOwnPackages } from './own-packages.ts';
import { createPackageHistory } from './package-history.ts';
import { traceReader } from './traces/trace-reader.ts';

export interface AssemblePackagesOptions {
  readonly catalogers: readonly Cataloger[];
  /** The distro of the finished image. */
  readonly distro: Distro | undefined;
  readonly signal: AbortSignal;
}

export interface AssembledPackages extends Pick<Inventory, 'packages' | 'contributions' | 'problems'> {
  /** What each cataloger sees in the finished image. */
  readonly views: readonly AssembledView[];
  /** What the reader of traces sees there. */
  readonly traces: readonly PlacedRecord<Json>[];
}

/**
 * Puts the layers on each other and asks after each those catalogers that see a difference. All are asked as in the finished
 * image's distro: a layer that only raises the distro's version did not bring all of its packages. Of the problems only
 * those of the finished image are given. Lets others have a turn between layers, since an image may have a thousand.
 */
export async function assemblePackages(
  analyses: readonly LayerAnalysis[],
  { catalogers, distro, signal }: AssemblePackagesOptions,
): Promise<AssembledPackages> {
  const history = createPackageHistory();
  const ownPackages = createOwnPackages();
  const assemblers = catalogers.map((one) => ({ name: one.name, assemble: createAssembler(one, distro) }));
  const views = new Map<string, AssembledView>();
  const contributions: LayerContribution[] = [];
  let traces: readonly PlacedRecord<Json>[] = [];
  for (const step of composeRecords(analyses)) {
    const changed = assemblers.filter(({ name }) => step.changed.has(name));
    for (const { name, assemble } of changed) views.set(name, assemble(step.visible(name)));
    if (changed.length === 0) contributions.push({ layer: step.diffId, added: [], removed: [] });
    else {
      const inOrder = withoutAnsweredNotes(
        withoutAnsweredLockFiles(catalogers.flatMap(({ name }) => views.get(name) ?? [])),
      );
      const seen = ownPackages(joinViews(inOrder), { views: inOrder, since: history.since });
      contributions.push(history.advance(step.diffId, seen));
    }
    if (step.changed.has(traceReader.name)) traces = step.visible(traceReader.name);
    await setImmediate();
    signal.throwIfAborted();
  }
  return {
    packages: history.packages(),
    contributions,
    problems: [...views.values()].flatMap(({ problems }) => problems),
    views: [...views.values()],
    traces,
  };
}
