import type { Digest } from '#core/digest.ts';
import type { Package } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import { type DistroRecognition, type Ecosystem, ecosystems as knownEcosystems } from '#engine/ecosystems/index.ts';
import type { SbomDocument } from '../documents/sbom-document.ts';
import { findDistro } from './find-distro.ts';
import { imageOf, layersOf } from './image-of.ts';
import { packageOf, type SbomPackage } from './package-of.ts';

/** What a document comes to: what an inventory has, but for what only the reading of layers gives. */
export type SbomContents = Pick<Inventory, 'image' | 'layers' | 'packages' | 'problems'> & {
  readonly recognition: DistroRecognition | undefined;
};

export interface ContentsOptions {
  /** sha256 of the document's bytes, which stands in for an identity that it does not give. */
  readonly digest: Digest;
  /** The document's name for people. */
  readonly name: string;
  readonly ecosystems?: readonly Ecosystem[];
}

/** Works out image, distro and packages from what a document says. What it says of its gaps, or fails to say, are problems. */
export function sbomContents(document: SbomDocument, options: ContentsOptions): SbomContents {
  const ecosystems = options.ecosystems ?? knownEcosystems;
  const recognition = findDistro(document, ecosystems);
  const image = imageOf(document, options);
  const found = document.components.filter(({ kind }) => kind === 'package');
  const read = found.map((one) => packageOf(one, { distro: recognition?.distro, ecosystems }));
  const packages = read.flatMap((one) => one ?? []);
  // Without purl and version it stands for a file that lists packages, or the like.
  const unusable = found.filter(({ purl }, index) => purl !== undefined && read[index] === undefined).length;
  return {
    image,
    layers: layersOf(document),
    packages: distinct(packages, image.id),
    recognition,
    problems: problemsOf(document, options.name, unusable),
  };
}

/** One package for each purl; places whose layer is not said are the image's. */
function distinct(packages: readonly SbomPackage[], imageId: Digest): readonly Package[] {
  const merged = new Map<string, Package>();
  for (const { locations, ...one } of packages) {
    const known = merged.get(one.purl);
    const placed = locations.map((location) => ({ ...location, layer: location.layer ?? imageId }));
    merged.set(
      one.purl,
      known === undefined
        ? { id: one.purl, ...one, locations: placed }
        : { ...known, locations: [...known.locations, ...placed] },
    );
  }
  return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const readingStages: ReadonlySet<string> = new Set(['registry', 'image', 'catalog'] satisfies ScanProblem['stage'][]);

function problemsOf(document: SbomDocument, name: string, unusable: number): readonly ScanProblem[] {
  const problems = document.statements.flatMap((statement) => restored(statement) ?? []);
  const add = (code: string, message: string) =>
    problems.push({ stage: 'catalog', code, message, affectsCoverage: true });
  if (document.completeness === 'unsaid') {
    add(
      'catalog/sbom-completeness-unsaid',
      `${name} does not say whether it is complete: what it leaves out cannot be told`,
    );
  } else if (document.completeness === 'incomplete' && document.statements.length === 0) {
    add('catalog/sbom-incomplete', `${name} says of itself that it is incomplete`);
  }
  if (unusable > 0) {
    add(
      'catalog/sbom-without-version',
      `${name} names ${unusable} components without a version, which cannot be looked up`,
    );
  }
  return problems;
}

/** A problem that Plimsoll met when it read the image; what it met later is found anew. */
function restored(statement: string): ScanProblem | undefined {
  const [, code, message] = /^([a-z]+\/[a-z0-9-]{1,60}): ([\s\S]*)$/.exec(statement) ?? [];
  const stage = code?.split('/')[0] ?? '';
  if (code === undefined || message === undefined || !readingStages.has(stage)) return undefined;
  return { stage: stage as ScanProblem['stage'], code, message, affectsCoverage: true };
}
