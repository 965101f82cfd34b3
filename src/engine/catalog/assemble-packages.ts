import { setImmediate } from 'node:timers/promises';
import type { Distro } from '#core/distro.ts';
import { errorMessage } from '#core/errors.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory, LayerContribution } from '#core/scan-report.ts';
import { catalogProblem } from './catalog-problem.ts';
import type { CatalogedPackage, Cataloger } from './cataloger.ts';
import { type ComposedRecords, composeRecords } from './compose-records.ts';
import type { LayerAnalysis } from './layer-analysis.ts';
import { createPackageHistory } from './package-history.ts';

/** What a cataloger makes of the records visible at some layer. */
interface View {
  readonly cataloger: string;
  readonly packages: readonly CatalogedPackage[];
  readonly problems: readonly ScanProblem[];
}

export interface AssemblePackagesOptions {
  readonly catalogers: readonly Cataloger[];
  /** The distro of the finished image. */
  readonly distro: Distro | undefined;
  readonly signal: AbortSignal;
}

/**
 * Puts the layers on each other and asks after each those catalogers that see a difference. All are asked as in the finished
 * image's distro: a layer that only raises the distro's version did not bring all of its packages. Of the problems only
 * those of the finished image are given. Lets others have a turn between layers, since an image may have a thousand.
 */
export async function assemblePackages(
  analyses: readonly LayerAnalysis[],
  { catalogers, distro, signal }: AssemblePackagesOptions,
): Promise<Pick<Inventory, 'packages' | 'contributions' | 'problems'>> {
  const history = createPackageHistory();
  const views = new Map<string, View>();
  const contributions: LayerContribution[] = [];
  for (const step of composeRecords(analyses)) {
    const changed = catalogers.filter(({ name }) => step.changed.has(name));
    for (const cataloger of changed) views.set(cataloger.name, viewOf(cataloger, step, distro));
    contributions.push(
      changed.length === 0
        ? { layer: step.diffId, added: [], removed: [] }
        : history.advance(step.diffId, views.values()),
    );
    await setImmediate();
    signal.throwIfAborted();
  }
  return {
    packages: history.packages(),
    contributions,
    problems: [...views.values()].flatMap(({ problems }) => problems),
  };
}

function viewOf(cataloger: Cataloger, step: ComposedRecords, distro: Distro | undefined): View {
  const { name } = cataloger;
  const problems: ScanProblem[] = [];
  const problem = (code: string, path: string, message: string) =>
    problems.push(catalogProblem({ code, plugIn: name, path, message }));
  try {
    const packages = cataloger.assemble(step.visible(name), { distro, problem });
    return { cataloger: name, packages, problems };
  } catch (error) {
    const message = `cataloger ${name} could not put its findings together: ${errorMessage(error)}`;
    problems.push(catalogProblem({ code: 'catalog/cataloger-failed', plugIn: name, message }));
    return { cataloger: name, packages: [], problems };
  }
}
