import type { Distro } from '#core/distro.ts';
import { errorMessage } from '#core/errors.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
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

/**
 * Puts the layers on each other and asks after each those catalogers that see a difference. All are asked as in the finished
 * image's distro: a layer that only raises the distro's version did not bring all of its packages. Of the problems only
 * those of the finished image are given.
 */
export function assemblePackages(
  analyses: readonly LayerAnalysis[],
  catalogers: readonly Cataloger[],
  distro: Distro | undefined,
): Pick<Inventory, 'packages' | 'contributions' | 'problems'> {
  const history = createPackageHistory();
  const views = new Map<string, View>();
  const contributions = Array.from(composeRecords(analyses), (step) => {
    const changed = catalogers.filter(({ name }) => step.changed.has(name));
    for (const cataloger of changed) views.set(cataloger.name, viewOf(cataloger, step, distro));
    return changed.length === 0
      ? { layer: step.diffId, added: [], removed: [] }
      : history.advance(step.diffId, views.values());
  });
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
