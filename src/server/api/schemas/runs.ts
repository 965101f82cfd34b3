import Type from 'typebox';
import { outcomeClasses } from '#core/outcome-class.ts';
import { dropRules } from '#core/registry-filters.ts';
import { artifactType } from './artifacts.ts';
import { count, listOf, model, oneOf, pageOf, paging, ref, time, words } from './model.ts';
import { operation } from './operation.ts';
import { allPlatforms, platforms } from './platforms.ts';
import { registryFilters } from './registry-filters.ts';
import { scanFailures } from './scan-failures.ts';

const tags = ['runs'];

const runCounts = model('RunCounts', 'What became of the tags that a run found.', {
  found: count('Tags found.'),
  dropped: count('Tags found that the filters drop.'),
  artifacts: count('Tags found that name no image: charts, signatures and the like. There is nothing to scan in them.'),
  queued: count('Tags that wait to be scanned or are being scanned.'),
  scanned: count('Tags whose image was read.'),
  unchanged: count('Tags whose image was known already.'),
  failed: count('Tags that could not be scanned, and repositories that could not be listed.'),
  cancelled: count('Tags whose scan was cancelled.'),
});

/** Scanning everything a registry holds, once. */
export const run = model(
  'Run',
  'Scanning everything a registry holds, once; or a dry run, which only says what would be scanned.',
  {
    id: Type.String({ description: 'Identifies the run.' }),
    registryId: Type.String({ description: 'The registry.' }),
    dryRun: Type.Boolean({ description: 'Whether it only lists and decides.' }),
    state: oneOf(
      ['queued', 'listing', 'scanning', 'waiting', 'done', 'failed', 'cancelled'],
      'Where it stands; `waiting` while its registry wants to be left alone.',
    ),
    waitingUntil: Type.Optional(time('When it goes on; present while it is `waiting`.')),
    counts: ref(runCounts),
    coverage: Type.Integer({
      minimum: 0,
      maximum: 100,
      description:
        'Per cent of the images wanted that have a result, rounded down. What is no image, or has no such platform, does not count.',
    }),
    repositories: count('Repositories found.'),
    createdAt: time('When it was asked for.'),
    finishedAt: Type.Optional(time('When its last scan ended.')),
    error: Type.Optional(Type.String({ description: 'Why the registry could not be listed, and what to do.' })),
  },
);

const runList = model('RunList', 'Runs, newest first.', { items: listOf(run, 'At most the 50 newest.') });

const keptPlatform = model('KeptPlatform', 'The images of one platform that filters keep.', {
  platform: Type.String({ description: '`os/architecture[/variant]`; empty for images of which it is not known.' }),
  images: count('Different images.'),
  bytes: count('Bytes of their layers as stored.'),
  imagesOfUnknownSize: count('Images of which the size is not known.'),
});

const keptTags = model('KeptTags', 'What the filters keep.', {
  repositories: count('Repositories with a tag that is kept.'),
  tags: count('Tags.'),
  digests: count('Different images that they name, those of each platform that is wanted.'),
  bytes: count('Bytes of the layers of these as stored; each image counts once.'),
  tagsOfUnknownSize: count('Tags of which the size is not known.'),
  platforms: Type.Optional(
    listOf(
      keptPlatform,
      'The different images of each platform, most first. Absent where one image of each tag is wanted.',
    ),
  ),
});

const droppedTags = model('DroppedTags', 'What one rule drops.', {
  rule: oneOf(dropRules, 'The rule; `not-an-image` for charts, signatures, attestations and other artifacts.'),
  tags: count('Tags.'),
  repositories: count('Repositories that they are in; for `repositories`, those past the limit.'),
  samples: words('Some of them, as `repository:tag`.'),
});

const runSummary = model('RunSummary', 'What a run decided on the tags it found.', {
  kept: ref(keptTags),
  dropped: listOf(droppedTags, 'By rule; rules that drop nothing are left out.'),
});

/** A run with what it decided and what failed. */
export const runDetails = model('RunDetails', 'A run with what it decided.', {
  ...run.properties,
  failures: listOf(scanFailures, 'What failed, by kind of cause; most first.'),
  summary: Type.Optional(ref(runSummary, 'Present once everything has been listed.')),
});

/** What filters can say of a tag. */
export const tagOutcomes = ['kept', ...dropRules] as const;

const runTagImage = model('RunTagImage', 'An image of a tag, of one platform.', {
  platform: Type.String({ description: '`os/architecture[/variant]`; empty where it is not known.' }),
  digest: Type.String({ description: 'Its manifest.' }),
  size: Type.Optional(count('Bytes of its layers as stored.')),
});

/** What a run decided on one tag. */
export const runTag = model('RunTag', 'What a run decided on one tag.', {
  repository: Type.String({ description: 'Its repository, below the host.' }),
  tag: Type.Optional(Type.String({ description: 'The tag; absent for a repository that was dropped as a whole.' })),
  outcome: oneOf(tagOutcomes, '`kept`, or the rule that drops it.'),
  reason: Type.Optional(Type.String({ description: 'Why it is dropped.' })),
  digest: Type.Optional(Type.String({ description: 'What it names, where that had to be asked.' })),
  size: Type.Optional(count('Bytes of its layers as stored.')),
  date: Type.Optional(time('When it was pushed, or when its image was made.')),
  artifact: Type.Optional(ref(artifactType, 'What it names instead of an image.')),
  images: Type.Optional(
    listOf(
      runTagImage,
      'Its images of the platforms that are wanted. Absent where one image is wanted, or nobody asked.',
    ),
  ),
});

const runTagPage = pageOf('RunTagPage', runTag);

const dryRunInput = model('DryRunInput', 'What to filter by.', {
  filters: Type.Optional(ref(registryFilters, 'Filters to try; absent: those of the registry.')),
  platforms: Type.Optional(platforms),
  allPlatforms: Type.Optional(allPlatforms),
});

const retryInput = model('RetryInput', 'Which scans to try again.', {
  outcome: Type.Optional(oneOf(outcomeClasses, 'Only those with this kind of cause.')),
});

const byRegistry = Type.Object({ registryId: Type.String({ maxLength: 64, description: 'The registry.' }) });
const byId = Type.Object({ runId: Type.String({ maxLength: 64, description: 'The run.' }) });

export const runModels = [
  runCounts,
  run,
  runList,
  keptPlatform,
  keptTags,
  droppedTags,
  runSummary,
  runDetails,
  runTagImage,
  runTag,
  runTagPage,
  dryRunInput,
  retryInput,
];

/** Runs of registries, and dry runs. */
export const runOperations = {
  scanRegistry: operation('POST', '/registries/:registryId/scans', {
    operationId: 'scanRegistry',
    summary: 'Scan everything in a registry; a run that is under way is returned instead of starting another.',
    tags,
    params: byRegistry,
    response: { 202: ref(run) },
  }),
  tryFilters: operation('POST', '/registries/:registryId/dry-runs', {
    operationId: 'tryFilters',
    summary:
      'List a registry and say what would be scanned, from listing alone; a dry run that is under way is returned instead of starting another.',
    tags,
    params: byRegistry,
    body: ref(dryRunInput),
    response: { 202: ref(run) },
  }),
  listRuns: operation('GET', '/registries/:registryId/runs', {
    operationId: 'listRuns',
    summary: 'The runs of a registry, newest first; without dry runs.',
    tags,
    params: byRegistry,
    response: { 200: ref(runList) },
  }),
  getRun: operation('GET', '/runs/:runId', {
    operationId: 'getRun',
    summary: 'One run, and what it decided.',
    tags,
    params: byId,
    response: { 200: ref(runDetails) },
  }),
  cancelRun: operation('POST', '/runs/:runId/cancel', {
    operationId: 'cancelRun',
    summary: 'Stop a run and all its scans that wait or run.',
    tags,
    params: byId,
    response: { 200: ref(runDetails) },
  }),
  retryRun: operation('POST', '/runs/:runId/retry', {
    operationId: 'retryRun',
    summary: 'Queue the failed scans of a run once more, or those with one kind of cause.',
    tags,
    params: byId,
    body: ref(retryInput),
    response: { 202: ref(runDetails) },
  }),
  listRunTags: operation('GET', '/runs/:runId/tags', {
    operationId: 'listRunTags',
    summary: 'The tags that a run found, by repository, each with what it decided.',
    tags,
    params: byId,
    querystring: Type.Object({
      ...paging,
      outcome: Type.Optional(oneOf(tagOutcomes, 'Only tags with this outcome.')),
      q: Type.Optional(Type.String({ maxLength: 200, description: 'To be found in `repository:tag`.' })),
    }),
    response: { 200: ref(runTagPage) },
  }),
};
