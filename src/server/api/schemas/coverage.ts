import Type from 'typebox';
import { count, listOf, model, oneOf, ref, time, words } from './model.ts';

/** How much of an image could be read and looked up. */
export const coverage = oneOf(
  ['complete', 'partial', 'unknown'],
  'complete: all was read and looked up; partial: something may be missing; unknown: nothing could be said.',
);

const ecosystemCoverage = model('EcosystemCoverage', 'Whether the packages of an ecosystem could be looked up.', {
  ecosystem: Type.String({ description: 'Its name: debian, npm, maven …' }),
  release: Type.Optional(Type.String({ description: 'Of the distro, where the ecosystem is one.' })),
  packages: count('Packages that are looked up under it.'),
  covered: Type.Boolean({ description: 'Whether there are advisories for it.' }),
  reason: Type.Optional(Type.String({ description: 'Why there are none.' })),
});

const unreadFile = model('UnreadFile', 'A file that could not be read, or not whole.', {
  path: Type.String({ description: 'Its path in the image.' }),
  code: Type.String({ description: 'Code of the problem with it.' }),
});

const sighting = model('Sighting', 'Something that is, or may hold, software and that nothing reads.', {
  kind: oneOf(
    ['package-system', 'bundle', 'program', 'archive', 'sources'],
    'Software of a package manager, or in an archive that it runs from; a program that nothing names; what is not installed.',
  ),
  name: Type.String({ description: 'What it is, for people.' }),
  count: count('How many.'),
  isAtLeast: Type.Optional(Type.Boolean({ description: 'Present and true where there are more than were counted.' })),
  paths: words('Some of them, the largest first.'),
  affectsCoverage: Type.Boolean({ description: 'Whether packages are missing from the report because of it.' }),
});

const distroCoverage = model('DistroCoverage', 'Whether the distro of an image is known.', {
  state: oneOf(['recognised', 'not-recognised', 'none'], 'none: nothing in the image names one.'),
  name: Type.Optional(Type.String({ description: 'Its name for people.' })),
  reason: Type.Optional(Type.String({ description: 'Why it is not recognised.' })),
});

const layerCoverage = model('LayerCoverage', 'Whether all layers were read.', {
  read: count('Layers read to their end.'),
  total: count('Layers of the image.'),
});

const advisoryCoverage = model('AdvisoryCoverage', 'What the packages of an image were matched with.', {
  builtAt: time('When the advisories were put together.'),
  ageDays: count('Days since then.'),
  ecosystems: listOf(ecosystemCoverage, 'Each with packages that are looked up.'),
});

const unreadFiles = model('UnreadFiles', 'Files that were skipped by a limit or could not be read.', {
  count: count('How many.'),
  files: listOf(unreadFile, 'Some of them by name.'),
});

/** What the coverage of an image is made of. */
export const coverageDetails = model('CoverageDetails', 'What can and cannot be said of an image.', {
  complete: Type.Boolean({ description: 'False where a package or a finding may be missing.' }),
  distro: ref(distroCoverage, 'Whether its distro is known.'),
  layers: ref(layerCoverage, 'Whether all layers were read.'),
  advisories: Type.Optional(ref(advisoryCoverage, 'What its packages were matched with; absent where they were not.')),
  unreadFiles: ref(unreadFiles, 'Files that were skipped by a limit or could not be read.'),
  sightings: listOf(sighting, 'Seen and not read.'),
});

export const coverageModels = [
  ecosystemCoverage,
  unreadFile,
  sighting,
  distroCoverage,
  layerCoverage,
  advisoryCoverage,
  unreadFiles,
  coverageDetails,
];
