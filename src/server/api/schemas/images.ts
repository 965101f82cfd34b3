import Type from 'typebox';
import { artifactKinds } from '#core/artifact-kind.ts';
import { hiddenReasons } from '#core/finding.ts';
import { reportFormatNames } from '#engine/report/index.ts';
import { coverage, coverageDetails, coverageModels } from './coverage.ts';
import { imageFilter, imageOrder } from './image-query.ts';
import { lifecycle } from './lifecycle.ts';
import { count, listOf, model, oneOf, pageOf, paging, ref, time, words } from './model.ts';
import { operation } from './operation.ts';
import { policyOutcome, ruleOutcome } from './policy-outcome.ts';
import { reportAnswer } from './report.ts';
import { severity, severityCounts } from './severity-counts.ts';

const tags = ['images'];

/** The totals that every listing of images shows. */
export const totals = {
  severityCounts: ref(severityCounts),
  findings: count('All findings.'),
  fixable: count('Findings for which there is a fixed version.'),
  exploitable: count('Findings that are known to be attacked (CISA KEV) or have a public exploit.'),
  knownExploited: count("Findings in CISA's catalogue of known exploited vulnerabilities."),
  riskScore: count(
    '0 to 100, from severities and exploits: the worst finding, raised by all the others. 0 says that there is none only where coverage is complete.',
  ),
};

/** Of several images together. */
export const worstRisk = 'Risk score of the worst image. 0 says that there is none only where coverage is complete.';

/** Totals of several images added up. */
export const imageSums = model('ImageSums', 'Findings of several images added up.', {
  severityCounts: ref(severityCounts),
  findings: count('All findings.'),
  fixable: count('Findings for which there is a fixed version.'),
  exploitable: count('Findings that are known to be attacked (CISA KEV) or have a public exploit.'),
  knownExploited: count("Findings in CISA's catalogue of known exploited vulnerabilities."),
});

/** The distro in an image. */
export const distro = model('Distro', 'The operating system release in an image.', {
  id: Type.String({ description: 'ID of os-release: `debian`.' }),
  name: Type.String({ description: 'Its name for people.' }),
  release: Type.Optional(Type.String({ description: 'The release by which advisories are looked up.' })),
  endOfLife: Type.Optional(Type.String({ description: 'ISO date at which support ends or ended.' })),
});

const goneTag = model('GoneTag', 'A tag that named an image last, and names no image any more.', {
  tag: Type.String({ description: 'Its name.' }),
  since: time('When a run or a scan found that out.'),
  artifact: Type.Optional(oneOf(artifactKinds, 'What it names instead; absent where the tag is gone.')),
});

const goneTags = Type.Optional(
  listOf(goneTag, 'Tags that named it last and are gone, or name something else than an image; 100 at most.'),
);

const listedPolicies = model('ListedPolicies', 'What the policies come to that are about an image.', {
  outcome: policyOutcome,
  failed: words('Names of the policies that it violates, those that fail it first; at most 5.'),
});

const imagePolicy = model('ImagePolicy', 'What a policy comes to for an image.', {
  policyId: Type.String({ description: 'The policy.' }),
  name: Type.String({ description: 'Its name.' }),
  outcome: ruleOutcome,
});

const imagePolicies = model('ImagePolicies', 'What the policies come to that are about an image.', {
  ...listedPolicies.properties,
  policies: listOf(imagePolicy, 'Each of them, worst first.'),
});

/** An image in a repository, as listings show it. */
export const imageSummary = model('ImageSummary', 'An image in a repository.', {
  imageId: Type.String({ description: 'Digest of its configuration.' }),
  registryId: Type.String({ description: 'The registry.' }),
  registryName: Type.String({ description: 'Name of the registry.' }),
  repository: Type.String({ description: 'The repository, with its host: `registry.example/team/app`.' }),
  tags: words('Tags that point to it now, sorted.'),
  goneTags,
  reference: Type.String({ description: 'A reference that can be pulled: by its first tag, or else by digest.' }),
  manifestDigest: Type.String({ description: 'Digest of its manifest in this repository.' }),
  platform: Type.String({ description: '`os/architecture[/variant]`.' }),
  platforms: count('Of how many platforms its first tag has an image here, its own counted; 1 where it has no tag.'),
  distro: Type.Optional(ref(distro)),
  size: count('Sum of its stored layers, bytes.'),
  packages: count('Packages in it.'),
  ...totals,
  coverage,
  secrets: count('Credentials found in it.'),
  policy: ref(listedPolicies),
  createdAt: Type.Optional(time('When it was built, by its own account.')),
  lastScannedAt: time('When it was last scanned under this name.'),
  lastPushedAt: Type.Optional(time('When it was last pushed under this name; absent where the registry has not told.')),
});

const imagePage = pageOf('ImagePage', imageSummary);

const imagePlatforms = model('ImagePlatforms', 'The platforms of an image.', {
  items: listOf(imageSummary, 'Each once, worst first; the image itself among them.'),
});

const imageName = model('ImageName', 'A repository that holds an image.', {
  registryId: Type.String({ description: 'The registry.' }),
  registryName: Type.String({ description: 'Name of the registry.' }),
  repository: Type.String({ description: 'The repository, with its host.' }),
  tags: words('Tags that point to it now.'),
  goneTags,
  reference: Type.String({ description: 'A reference that can be pulled.' }),
  manifestDigest: Type.String({ description: 'Digest of its manifest there.' }),
  lastScannedAt: time('When it was last scanned under this name.'),
  lastPushedAt: Type.Optional(time('When it was last pushed under this name; absent where the registry has not told.')),
});

const imageProblem = model('ImageProblem', 'Something that could not be read or looked up.', {
  stage: Type.String({ description: 'Where it arose: registry, image, catalog, advisories, match.' }),
  code: Type.String({ description: 'Stable code.' }),
  path: Type.Optional(Type.String({ description: 'File inside the image.' })),
  message: Type.String({ description: 'One sentence: what, which, and what to do.' }),
  affectsCoverage: Type.Boolean({ description: 'Whether packages or findings may be missing because of it.' }),
});

const typeTotals = model('PackageTypeTotals', 'The packages of one type and their findings.', {
  type: Type.String({ description: 'purl type: deb, apk, rpm, npm …' }),
  packages: count('Packages of this type.'),
  vulnerablePackages: count('Those with a finding.'),
  fixable: ref(severityCounts, 'Findings with a fixed version.'),
  notFixable: ref(severityCounts, 'Findings without one.'),
});

const imageLayer = model('ImageLayer', 'A layer of an image.', {
  index: count('Its place, 0 is the lowest.'),
  digest: Type.String({ description: 'Digest of the stored blob.' }),
  diffId: Type.String({ description: 'Digest of the uncompressed layer.' }),
  size: count('Stored size, bytes.'),
  createdBy: Type.Optional(Type.String({ description: 'The instruction that made it.' })),
  fromBaseImage: Type.Optional(
    Type.Boolean({ description: 'Whether the base image brought it; absent where no base image is known.' }),
  ),
  packages: count('Packages that it brought and that are in the finished image.'),
  removedPackages: count('Packages of lower layers that it removed or replaced.'),
  severityCounts: ref(severityCounts, 'Findings of those packages.'),
});

const historyEntry = model('HistoryEntry', "A line of the image's history.", {
  createdAt: Type.Optional(time('When it was built, by its own account.')),
  createdBy: Type.Optional(Type.String({ description: 'The instruction.' })),
  comment: Type.Optional(Type.String({ description: 'What the builder noted.' })),
  layerIndex: Type.Optional(count('The layer that it made; absent where it changed no file.')),
});

const baseImage = model('BaseImage', 'The image that another is built on.', {
  imageId: Type.String({ description: 'Digest of its configuration.' }),
  reference: Type.String({ description: 'A reference that can be pulled.' }),
  layers: count('How many of the lowest layers come from it.'),
});

const imageSecret = model('ImageSecret', 'Something in an image that looks like a credential.', {
  rule: Type.String({ description: 'Name of the rule: `github-token`.' }),
  title: Type.String({ description: 'What it is, for people.' }),
  severity,
  masked: Type.String({ description: 'What may be shown of it.' }),
  place: oneOf(['env', 'label', 'history', 'file'], 'Where it was seen.'),
  name: Type.Optional(Type.String({ description: 'Of the variable or label.' })),
  instruction: Type.Optional(Type.String({ description: 'The line of the history, masked.' })),
  path: Type.Optional(Type.String({ description: 'The file.' })),
  line: Type.Optional(count('Line of the file, from 1.')),
  layer: Type.Optional(Type.String({ description: 'diffId of the layer that holds the file.' })),
  removed: Type.Optional(
    Type.Boolean({
      description: 'Whether an upper layer deletes the file: who pulls the image can read it all the same.',
    }),
  ),
});

const hiddenFindings = model('HiddenFindings', 'Findings that are counted in no total, for one reason.', {
  reason: oneOf(
    hiddenReasons,
    'The package holds headers of the kernel, or documentation; or the advisory names no flaw, as that nobody maintains a project.',
  ),
  findings: count('How many.'),
});

const imageOverview = model('ImageOverview', 'All about an image but its findings and packages one by one.', {
  imageId: Type.String({ description: 'Digest of its configuration.' }),
  reference: Type.String({ description: 'A reference that can be pulled.' }),
  names: listOf(imageName, 'Everywhere it is known.'),
  platform: Type.String({ description: '`os/architecture[/variant]`.' }),
  distro: Type.Optional(ref(distro)),
  createdAt: Type.Optional(time('When it was built, by its own account.')),
  size: count('Sum of its stored layers, bytes.'),
  user: Type.Optional(Type.String({ description: 'The user that it runs as, where it says so.' })),
  labels: Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Its labels.',
  }),
  baseImage: Type.Optional(ref(baseImage)),
  env: words('Its environment, NAME=value; what looks like a credential is masked.'),
  exposedPorts: words('Ports that it says it listens on: `8080/tcp`.'),
  secrets: listOf(imageSecret, 'What looks like a credential; the value itself is stored nowhere.'),
  coverage,
  coverageDetails: ref(coverageDetails),
  lifecycles: listOf(
    lifecycle,
    'How long its distro, run-times and servers are supported, where that is known; the distro first.',
  ),
  problems: listOf(imageProblem, 'What could not be read or looked up.'),
  advisoryRevision: Type.Optional(count('Revision of the advisory database that its packages were last matched with.')),
  advisoriesBuiltAt: Type.Optional(time('When that database was built.')),
  packages: count('Packages in it.'),
  vulnerablePackages: count('Packages with a finding.'),
  ...totals,
  policy: ref(imagePolicies, 'By any of its names.'),
  suppressed: count('Findings that are counted in no total, since a statement says that they do not affect it.'),
  hidden: listOf(hiddenFindings, 'Findings that are counted in no total, by why; most first.'),
  packageTypes: listOf(typeTotals, 'By package type, worst first.'),
  layers: listOf(imageLayer, 'Lowest first.'),
  history: listOf(historyEntry, 'Lowest first, with the lines that made no layer.'),
  lastScannedAt: time('When it was last scanned.'),
});

const imageQuery = Type.Object({
  ...paging,
  ...imageFilter,
  ...imageOrder,
  rolledUp: Type.Optional(
    Type.Boolean({ description: 'One entry for each tag: of its platforms the worst that the filter finds.' }),
  ),
});

/** The image that a path names. */
export const byImage = Type.Object({
  imageId: Type.String({ maxLength: 80, description: 'Digest of the configuration.' }),
});

export const imageModels = [
  ...coverageModels,
  lifecycle,
  baseImage,
  imageSums,
  distro,
  goneTag,
  listedPolicies,
  imagePolicy,
  imagePolicies,
  imageSummary,
  imagePage,
  imageName,
  imageProblem,
  typeTotals,
  imageLayer,
  historyEntry,
  imageSecret,
  hiddenFindings,
  imageOverview,
  imagePlatforms,
];

/** Images. */
export const imageOperations = {
  listImages: operation('GET', '/images', {
    operationId: 'listImages',
    summary: 'Images, one entry for each repository that holds one; worst first.',
    tags,
    querystring: imageQuery,
    response: { 200: ref(imagePage) },
  }),
  listImagePlatforms: operation('GET', '/images/:imageId/platforms', {
    operationId: 'listImagePlatforms',
    summary: 'The images that a tag of this image has for other platforms, and this image.',
    tags,
    params: byImage,
    querystring: Type.Object({
      repository: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 512,
          description: 'By the tags of this repository, with its host. Absent: by any.',
        }),
      ),
    }),
    response: { 200: ref(imagePlatforms) },
  }),
  getImage: operation('GET', '/images/:imageId', {
    operationId: 'getImage',
    summary: 'An image at a glance.',
    tags,
    params: byImage,
    response: { 200: ref(imageOverview) },
  }),
  getImageReport: operation('GET', '/images/:imageId/report', {
    operationId: 'getImageReport',
    summary: "The whole report, in Plimsoll's own JSON format or, as a file, in any other.",
    tags,
    params: byImage,
    querystring: Type.Object({
      format: Type.Optional(oneOf(reportFormatNames(), 'In which format; with it the answer is a file to keep.')),
    }),
    response: { 200: reportAnswer },
  }),
};
