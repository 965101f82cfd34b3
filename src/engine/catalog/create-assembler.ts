import type { Distro } from '#core/distro.ts';
import { errorMessage } from '#core/errors.ts';
import type { Json } from '#core/json.ts';
import type { ScanProblem } from '#core/problem.ts';
import { catalogProblem } from './catalog-problem.ts';
import type { CatalogedPackage, Cataloger, PlacedRecord } from './cataloger.ts';
import { mergeByPurl } from './merge-by-purl.ts';

/** What a cataloger makes of the records visible at some layer. */
export interface AssembledView {
  readonly cataloger: string;
  readonly packages: readonly CatalogedPackage[];
  readonly problems: readonly ScanProblem[];
}

type Assemble = (records: readonly PlacedRecord<Json>[]) => AssembledView;

/**
 * Makes the function that asks a cataloger what records come to, layer after layer of one image. A cataloger that throws gives a
 * problem in place of packages; one whose records are independent is asked about each record once.
 */
export function createAssembler(cataloger: Cataloger, distro: Distro | undefined): Assemble {
  const assemble: Assemble = (records) => assembleAll(cataloger, records, distro);
  if (cataloger.recordsAreIndependent !== true) return assemble;
  const known = new WeakMap<PlacedRecord<Json>, AssembledView>();
  return (records) => {
    const views = records.map((record) => {
      const view = known.get(record) ?? assemble([record]);
      known.set(record, view);
      return view;
    });
    return {
      cataloger: cataloger.name,
      packages: mergeByPurl(views.flatMap(({ packages }) => packages)),
      problems: views.flatMap(({ problems }) => problems),
    };
  };
}

function assembleAll(
  cataloger: Cataloger,
  records: readonly PlacedRecord<Json>[],
  distro: Distro | undefined,
): AssembledView {
  const { name } = cataloger;
  const problems: ScanProblem[] = [];
  const problem = (code: string, path: string, message: string) =>
    problems.push(catalogProblem({ code, plugIn: name, path, message }));
  try {
    return { cataloger: name, packages: cataloger.assemble(records, { distro, problem }), problems };
  } catch (error) {
    const message = `cataloger ${name} could not put its findings together: ${errorMessage(error)}`;
    problems.push(catalogProblem({ code: 'catalog/cataloger-failed', plugIn: name, message }));
    return { cataloger: name, packages: [], problems };
  }
}
