import type { Package } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import { type DistroRecognition, type Ecosystem, findEcosystem } from '#engine/ecosystems/index.ts';
import { catalogProblem } from './catalog-problem.ts';
import { unknownEcosystem } from './distro-packages.ts';

/**
 * Says where the distro leaves packages without anyone who could be asked about them. An image without a distro and without
 * system packages, as one built from scratch, has no such problem.
 */
export function coverageProblems(
  recognition: DistroRecognition | undefined,
  packages: readonly Package[],
  ecosystems: readonly Ecosystem[],
): readonly ScanProblem[] {
  const strangers = packages.filter(({ ecosystem }) => ecosystem === unknownEcosystem);
  const counted = countedByType(strangers);
  if (recognition === undefined) {
    const message = `the image names no distro (no os-release), so its system packages (${counted}) cannot be looked up`;
    return strangers.length === 0 ? [] : [catalogProblem({ code: 'catalog/distro-missing', message })];
  }
  const { distro, doubt, caveat } = recognition;
  if (doubt !== undefined) return [catalogProblem({ code: 'catalog/distro-unknown', message: doubt })];
  const problems: ScanProblem[] = [];
  if (caveat !== undefined) problems.push(catalogProblem({ code: 'catalog/distro-derivative', message: caveat }));
  if (strangers.length > 0) {
    const message = `packages that are not of ${distro.prettyName} (${counted}) cannot be looked up`;
    problems.push(catalogProblem({ code: 'catalog/packages-of-another-distro', message }));
  }
  const ecosystem = distro.ecosystem === undefined ? undefined : findEcosystem(distro.ecosystem, ecosystems);
  if (ecosystem !== undefined && !packages.some(({ type }) => type === ecosystem.purlType)) {
    const message = `the image is ${distro.prettyName} but holds no database of its packages (${ecosystem.purlType}), so they are not known`;
    problems.push(catalogProblem({ code: 'catalog/no-system-packages', message }));
  }
  return problems;
}

function countedByType(packages: readonly Package[]): string {
  const counts = Map.groupBy(packages, ({ type }) => type);
  return [...counts].map(([type, members]) => `${members.length} ${type}`).join(', ');
}
