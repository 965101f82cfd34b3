import Type from 'typebox';
import { policyActions } from '#core/policy.ts';
import { coverage } from './coverage.ts';
import { imageSummary, imageSums, worstRisk } from './images.ts';
import { count, listOf, model, oneOf, pageOf, paging, ref, time, words } from './model.ts';
import { operation } from './operation.ts';
import { severity, severityCounts } from './severity-counts.ts';
import { suppression } from './statements.ts';
import { advisoryStatus } from './status.ts';
import { epss, fixState, hidden, vulnerabilityFacts } from './vulnerabilities.ts';

const text = (description: string) => Type.String({ description });

const vulnerablePackage = model('VulnerablePackage', 'A package, whichever images hold it, that has a vulnerability.', {
  packageId: text('The package: its purl.'),
  type: text('purl type.'),
  ecosystem: text('Where it was looked up.'),
  release: Type.Optional(text('The release under which it was looked up.')),
  name: text('Name.'),
  version: text('Version.'),
  severity,
  fixState,
  fixVersions: words('Versions in which it is mended.'),
  images: count('Images that hold it.'),
  hidden,
  suppression: Type.Optional(
    ref(suppression, 'Why it counts in no total, unless statements on an image say otherwise.'),
  ),
});

const vulnerability = model('Vulnerability', 'A vulnerability and everything that has it.', {
  ...vulnerabilityFacts,
  images: count('Images that have it; `/images?vulnerability=` lists them.'),
  packages: listOf(vulnerablePackage, 'The packages that have it, at most 500.'),
});

const vulnerableRepository = model('VulnerableRepository', 'A repository that holds images with a vulnerability.', {
  registryId: text('The registry.'),
  registryName: text('Name of the registry.'),
  repository: text('The repository, with its host.'),
  images: count('Its images that have it.'),
  tags: words('Tags that point to one now, at most 50.'),
  firstTagWithout: Type.Optional(
    text(
      'The tag of the image that was built next after the last one that has it, or of the next version where images do not say when; absent where there is none.',
    ),
  ),
});

const vulnerableRepositoryPage = pageOf('VulnerableRepositoryPage', vulnerableRepository);

const packageVersion = model('PackageVersion', 'A version of a package.', {
  packageId: text('Its purl.'),
  version: text('Version.'),
  ecosystem: text('Where it is looked up.'),
  release: Type.Optional(text('The release under which it is looked up.')),
  licenses: words('Licences.'),
  images: count('Images that hold it; `/images?package=` lists them.'),
  severityCounts: ref(severityCounts),
  findings: count('All its findings.'),
  fixable: count('Its findings with a fixed version.'),
  exploitable: count('Its exploitable findings.'),
});

const packageFlaw = model('PackageVulnerability', 'A vulnerability of some versions of a package.', {
  vulnerabilityId: text('The CVE, or the id of its advisory.'),
  summary: text('What it is, in a line.'),
  severity,
  knownExploited: Type.Boolean({ description: "Whether it is in CISA's catalogue." }),
  exploitable: Type.Boolean({ description: 'Known to be attacked, or a public exploit exists.' }),
  epss: Type.Optional(epss),
  fixVersions: words('Versions in which it is mended.'),
  versions: count('How many of the known versions have it.'),
});

const packageOverview = model('Package', 'A package over all images.', {
  type: text('purl type.'),
  name: text('Name.'),
  images: count('Images that hold any version of it.'),
  versions: listOf(packageVersion, 'Its versions in images, worst first, at most 500.'),
  vulnerabilities: listOf(packageFlaw, 'What is wrong with them, worst first, at most 500.'),
});

const comparedImage = model('ComparedImage', 'One of two images that are compared.', {
  imageId: text('Digest of its configuration.'),
  reference: text('A reference that can be pulled.'),
  platform: text('`os/architecture[/variant]`.'),
});

const findingDifference = model('FindingDifference', 'A vulnerability of a package in one image or both.', {
  change: oneOf(['added', 'fixed', 'common'], 'added: only in the second; fixed: only in the first.'),
  vulnerabilityId: text('The CVE, or the id of its advisory.'),
  summary: text('What it is, in a line.'),
  severity,
  exploitable: Type.Boolean({ description: 'Known to be attacked, or a public exploit exists.' }),
  knownExploited: Type.Boolean({ description: "Whether it is in CISA's catalogue." }),
  fixable: Type.Boolean({ description: 'Whether there is a fixed version.' }),
  packageType: text('purl type of the package.'),
  packageName: text('Name of the package.'),
  before: Type.Optional(text('Its version in the first image; absent where it is not there.')),
  after: Type.Optional(text('Its version in the second image; absent where it is not there.')),
});

/** A package in two images. */
export const packageDifference = model('PackageDifference', 'A package that differs between two images.', {
  type: text('purl type.'),
  name: text('Name.'),
  before: Type.Optional(text('Its versions in the first image; absent where it is not there.')),
  after: Type.Optional(text('Its versions in the second image; absent where it is not there.')),
});

const comparison = model('Comparison', 'What differs between two images.', {
  from: ref(comparedImage, 'The first image.'),
  to: ref(comparedImage, 'The second image.'),
  added: count('Findings only in the second.'),
  fixed: count('Findings only in the first.'),
  common: count('Findings in both.'),
  findings: listOf(findingDifference, 'All of them, worst first, at most 5000.'),
  packages: listOf(packageDifference, 'Packages that differ, at most 5000.'),
});

const registryHit = model('RegistryHit', 'A registry that was found.', {
  registryId: text('The registry.'),
  name: text('Its name.'),
  path: text('Its address.'),
});
const repositoryHit = model('RepositoryHit', 'A repository that was found.', {
  registryId: text('The registry.'),
  repository: text('The repository, with its host.'),
});
const imageHit = model('ImageHit', 'An image that was found.', {
  imageId: text('Digest of its configuration.'),
  repository: text('The repository, with its host.'),
  tags: words('Tags that point to it now.'),
  reference: text('A reference that can be pulled.'),
  platform: text('`os/architecture[/variant]`.'),
});
const vulnerabilityHit = model('VulnerabilityHit', 'A vulnerability that was found.', {
  vulnerabilityId: text('The CVE, or the id of its advisory.'),
});
const packageHit = model('PackageHit', 'A package that was found.', {
  type: text('purl type.'),
  name: text('Name.'),
});

const searchResult = model('SearchResult', 'The first few of everything that was found.', {
  registries: listOf(registryHit, 'Registries.'),
  repositories: listOf(repositoryHit, 'Repositories, shortest names first.'),
  images: listOf(imageHit, 'Images, worst first.'),
  vulnerabilities: listOf(vulnerabilityHit, 'Vulnerabilities, attacked ones and new ones first.'),
  packages: listOf(packageHit, 'Packages, shortest names first.'),
});

const coverageCounts = model('CoverageCounts', 'How many images could be read and looked up how well.', {
  complete: count('All was read and looked up.'),
  partial: count('Something may be missing.'),
  unknown: count('Nothing could be said.'),
});

const dailyTotals = model('DailyTotals', 'What all images came to on a day.', {
  day: Type.String({ format: 'date', description: 'The day, UTC.' }),
  images: count('Images.'),
  severityCounts: ref(severityCounts),
  exploitable: count('Exploitable findings.'),
  knownExploited: count("Findings in CISA's catalogue."),
});

const newsItem = model('NewsItem', 'What new advisories brought.', {
  kind: oneOf(['new', 'gone', 'severity', 'exploited'], 'new: a new finding; exploited: now known to be attacked.'),
  vulnerabilityId: text('The CVE, or the id of its advisory.'),
  severity,
  packages: count('Packages that it concerns.'),
  recordedAt: time('When it was noticed.'),
});

const news = model('News', 'What is new since your last visit.', {
  since: Type.Optional(time('When you were here before; absent at the first visit.')),
  vulnerabilities: count('Vulnerabilities that are new or newly attacked.'),
  items: listOf(newsItem, 'The worst of them, at most 20.'),
});

const exposedRegistry = model('ExposedRegistry', 'A registry and what it comes to.', {
  registryId: text('The registry.'),
  name: text('Its name.'),
  repositories: count('Repositories in it.'),
  images: count('Images in it.'),
  allImages: ref(imageSums),
  riskScore: count(worstRisk),
  coverage,
  lastScannedAt: time('When an image in it was last scanned.'),
});

const violatedPolicy = model('ViolatedPolicy', 'A policy that images violate.', {
  policyId: Type.String({ description: 'The policy.' }),
  name: Type.String({ description: 'Its name.' }),
  action: oneOf(policyActions, 'What an image that violates it comes to.'),
  images: count('How many images violate it, as last counted.'),
});

const dashboard = model('Dashboard', 'The whole at a glance.', {
  images: count('Images known.'),
  allImages: ref(imageSums),
  coverage: ref(coverageCounts),
  trend: listOf(dailyTotals, 'The last 90 days, as far as they are known.'),
  news: ref(news),
  registries: listOf(exposedRegistry, 'The most exposed registries.'),
  worstImages: listOf(imageSummary, 'The images to look at first.'),
  oldestImages: listOf(imageSummary, 'The images that were not scanned for longest.'),
  policies: listOf(violatedPolicy, 'Policies that images violate, those that most do first; at most 5.'),
  advisories: ref(advisoryStatus),
});

export const overviewModels = [
  violatedPolicy,
  vulnerablePackage,
  vulnerability,
  vulnerableRepository,
  vulnerableRepositoryPage,
  packageVersion,
  packageFlaw,
  packageOverview,
  comparedImage,
  findingDifference,
  packageDifference,
  comparison,
  registryHit,
  repositoryHit,
  imageHit,
  vulnerabilityHit,
  packageHit,
  searchResult,
  coverageCounts,
  dailyTotals,
  newsItem,
  news,
  exposedRegistry,
  dashboard,
];

const byVulnerability = Type.Object({
  vulnerabilityId: Type.String({ maxLength: 200, description: 'Its id, or any other name of it.' }),
});
const imageName = (description: string) => Type.String({ minLength: 1, maxLength: 1024, description });

/** What reaches over all images. */
export const overviewOperations = {
  getVulnerability: operation('GET', '/vulnerabilities/:vulnerabilityId', {
    operationId: 'getVulnerability',
    summary: 'All about a vulnerability, and everything that has it.',
    tags: ['vulnerabilities'],
    params: byVulnerability,
    response: { 200: ref(vulnerability) },
  }),
  listVulnerableRepositories: operation('GET', '/vulnerabilities/:vulnerabilityId/repositories', {
    operationId: 'listVulnerableRepositories',
    summary: 'Where a vulnerability is, by registry, and the first tag without it.',
    tags: ['vulnerabilities'],
    params: byVulnerability,
    querystring: Type.Object({ ...paging }),
    response: { 200: ref(vulnerableRepositoryPage) },
  }),
  getPackage: operation('GET', '/packages/:type/:name', {
    operationId: 'getPackage',
    summary: 'A package over all images.',
    tags: ['packages'],
    params: Type.Object({
      type: Type.String({ maxLength: 50, description: 'purl type.' }),
      name: Type.String({ maxLength: 512, description: 'Name.' }),
    }),
    response: { 200: ref(packageOverview) },
  }),
  compareImages: operation('GET', '/comparison', {
    operationId: 'compareImages',
    summary: 'What differs between two images.',
    tags: ['images'],
    querystring: Type.Object({
      from: imageName('The first image: digest of its configuration, or `registry/repository:tag`.'),
      to: imageName('The second image, likewise.'),
    }),
    response: { 200: ref(comparison) },
  }),
  search: operation('GET', '/search', {
    operationId: 'search',
    summary: 'Registries, repositories, images, vulnerabilities and packages by some words.',
    tags: ['search'],
    querystring: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 200, description: 'Words, all of which must be found.' }),
    }),
    response: { 200: ref(searchResult) },
  }),
  getDashboard: operation('GET', '/dashboard', {
    operationId: 'getDashboard',
    summary: 'How it stands, how it went, and what is new since you were here before.',
    tags: ['status'],
    response: { 200: ref(dashboard) },
  }),
};
