import Type from 'typebox';
import { hiddenReasons } from '#core/finding.ts';
import { severities } from '#core/severity.ts';
import { byImage } from './images.ts';
import { count, listOf, model, oneOf, pageOf, paging, ref, time, words } from './model.ts';
import { operation } from './operation.ts';
import { packageLocation } from './packages.ts';
import { severity } from './severity-counts.ts';
import { suppression } from './statements.ts';

/** Whether a flaw is mended. */
export const fixState = oneOf(['fixed', 'not-fixed', 'wont-fix', 'unknown'], 'Whether the flaw is mended.');
/** EPSS (first.org/epss). */
export const epss = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'EPSS: probability of an attack within 30 days.',
});

/** Why a finding is counted apart. */
export const hidden = Type.Optional(
  oneOf(
    hiddenReasons,
    'Why it is counted in no total: the package is of kernel headers or documentation, or the advisory names no flaw.',
  ),
);
const confidence = Type.Optional(
  oneOf(['low'], 'Low where advisories on what a project released were taken for what somebody built of it.'),
);

/** A finding as listings show it. */
export const finding = model('ImageFinding', 'A vulnerability of a package in an image.', {
  findingId: Type.String({ description: 'Identifies the finding; the same on every scan.' }),
  vulnerabilityId: Type.String({ description: 'The CVE, or the id of its advisory where there is none.' }),
  aliases: words('Other names of the flaw.'),
  summary: Type.String({ description: 'What it is, in a line.' }),
  severity,
  cvssScore: Type.Optional(Type.Number({ description: 'The CVSS score that decided, or the highest there is.' })),
  epss: Type.Optional(epss),
  epssPercentile: Type.Optional(
    Type.Number({ description: 'Share of vulnerabilities that are less likely attacked.' }),
  ),
  knownExploited: Type.Boolean({ description: "Whether it is in CISA's catalogue." }),
  publicExploits: count('Public exploits known.'),
  exploitable: Type.Boolean({ description: 'Known to be attacked (CISA KEV), or a public exploit exists.' }),
  fixState,
  fixVersions: words('Versions in which it is mended.'),
  packageId: Type.String({ description: 'The package: its purl.' }),
  packageName: Type.String({ description: 'Name of the package.' }),
  packageVersion: Type.String({ description: 'Version of the package.' }),
  packageType: Type.String({ description: 'purl type of the package.' }),
  path: Type.Optional(Type.String({ description: 'A file that tells of the package.' })),
  layerIndex: Type.Integer({ description: 'The layer that brought the package, 0 is the lowest.' }),
  hidden,
  confidence,
  suppression: Type.Optional(ref(suppression, 'Why it counts in no total, although it matched.')),
  packages: Type.Optional(
    count('Packages of the image that have it, among those asked for; only where rows are grouped.'),
  ),
  published: Type.Optional(time('When it was published.')),
});

const findingPage = pageOf('ImageFindingPage', finding);

/** A rating and who gave it. */
export const rating = model('Rating', 'What someone says of how bad a vulnerability is.', {
  by: Type.String({ description: 'Who says so.' }),
  kind: oneOf(['vendor', 'cvss2', 'cvss3', 'cvss4'], 'In which system.'),
  severity,
  score: Type.Optional(Type.Number({ description: '0 to 10.' })),
  vector: Type.Optional(Type.String({ description: 'CVSS vector.' })),
});

const evidence = model('Evidence', 'Why a package matched.', {
  advisoryId: Type.String({ description: 'The advisory.' }),
  source: Type.String({ description: 'The advisory source.' }),
  ecosystem: Type.String({ description: 'Where the package was looked up.' }),
  release: Type.Optional(Type.String({ description: 'The release under which it was looked up.' })),
  name: Type.String({ description: 'The name that was looked up.' }),
  version: Type.String({ description: 'The version that was compared.' }),
  matched: Type.String({ description: "The advisory's statement that held: `introduced 0, fixed 1.2.3-1`." }),
  kind: oneOf(['range', 'version-list'], 'What sort of statement that is.'),
});

const affectedPackage = model('AffectedPackage', 'A package of the image that has the vulnerability.', {
  findingId: Type.String({ description: 'Identifies the finding.' }),
  packageId: Type.String({ description: 'The package: its purl.' }),
  name: Type.String({ description: 'Name.' }),
  version: Type.String({ description: 'Version.' }),
  type: Type.String({ description: 'purl type.' }),
  sourceName: Type.Optional(Type.String({ description: 'Name of the source package.' })),
  sourceVersion: Type.Optional(Type.String({ description: 'Version of the source package.' })),
  severity,
  hidden,
  confidence,
  suppression: Type.Optional(ref(suppression, 'Why it counts in no total, although it matched.')),
  fixState,
  fixVersions: words('Versions in which it is mended.'),
  locations: listOf(packageLocation, 'Where the package was seen.'),
  layerIndex: Type.Integer({ description: 'The layer that brought it, 0 is the lowest.' }),
  layerDigest: Type.String({ description: 'Digest of that layer as stored.' }),
  createdBy: Type.Optional(Type.String({ description: 'The instruction that made that layer.' })),
  evidence: listOf(evidence, 'Why it matched.'),
});

const reference = model('Reference', 'Where to read on.', {
  kind: Type.String({ description: 'advisory, fix, report, web …' }),
  url: Type.String({ description: 'Address; not checked.' }),
});

const advisorySummary = model('AdvisorySummary', 'A document that names the vulnerability.', {
  id: Type.String({ description: 'Its id.' }),
  source: Type.String({ description: 'The advisory source.' }),
  summary: Type.String({ description: 'What it says, in a line.' }),
  published: Type.Optional(time('When it was published.')),
  modified: Type.Optional(time('When it was last changed.')),
});

const knownExploited = model('KnownExploited', "The entry in CISA's catalogue of known exploited vulnerabilities.", {
  dateAdded: Type.String({ description: 'ISO date.' }),
  dueDate: Type.Optional(Type.String({ description: 'ISO date by which US agencies must act.' })),
  ransomware: Type.Boolean({ description: 'Whether ransomware is known to use it.' }),
});

const publicExploit = model('PublicExploit', 'A published exploit.', {
  url: Type.String({ description: 'Where it is.' }),
  date: Type.Optional(Type.String({ description: 'ISO date.' })),
  title: Type.Optional(Type.String({ description: 'Its title.' })),
});

/** What is known of a vulnerability, wherever it is. */
export const vulnerabilityFacts = {
  vulnerabilityId: Type.String({ description: 'The CVE, or the id of its advisory.' }),
  aliases: words('Other names.'),
  summary: Type.String({ description: 'What it is, in a line.' }),
  details: Type.Optional(Type.String({ description: 'What it is, at length; Markdown of unknown origin.' })),
  severity,
  ratings: listOf(rating, 'All ratings side by side.'),
  cwes: words('Weaknesses (CWE).'),
  references: listOf(reference, 'Where to read on.'),
  advisories: listOf(advisorySummary, 'The documents that name it.'),
  published: Type.Optional(time('When it was published.')),
  modified: Type.Optional(time('When what is known of it last changed.')),
  knownExploited: Type.Optional(ref(knownExploited)),
  epss: Type.Optional(epss),
  epssPercentile: Type.Optional(
    Type.Number({ description: 'Share of vulnerabilities that are less likely attacked.' }),
  ),
  publicExploits: listOf(publicExploit, 'Published exploits.'),
};

/** A vulnerability and the packages of an image that have it. */
export const vulnerabilityDetail = model(
  'ImageVulnerability',
  'A vulnerability and the packages of an image that have it.',
  {
    ...vulnerabilityFacts,
    packages: listOf(affectedPackage, 'The packages of this image that have it.'),
  },
);

const findingQuery = Type.Object({
  ...paging,
  severity: Type.Optional(oneOf(['critical', 'high', 'medium', 'low'], 'Only findings at least as bad.')),
  onlySeverity: Type.Optional(oneOf(severities, 'Only findings of exactly this severity.')),
  fixable: Type.Optional(Type.Boolean({ description: 'Only findings with, or without, a fixed version.' })),
  exploitable: Type.Optional(Type.Boolean({ description: 'Only exploitable findings.' })),
  kev: Type.Optional(Type.Boolean({ description: 'Only findings known to be exploited.' })),
  cvss: Type.Optional(
    Type.Number({ minimum: 0, maximum: 10, description: 'Only findings of at least this CVSS score.' }),
  ),
  epss: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Only findings of at least this EPSS score.' }),
  ),
  origin: Type.Optional(
    oneOf(['base', 'application'], 'Only packages that the base image brought, or only all others.'),
  ),
  hidden: Type.Optional(
    oneOf(
      ['include', 'only'],
      'Findings that are counted apart, too, or nothing else; they are left out unless this is given.',
    ),
  ),
  suppressed: Type.Optional(
    oneOf(['include', 'only'], 'The same of findings of which a statement says that they do not affect the image.'),
  ),
  packageName: Type.Optional(Type.String({ maxLength: 255, description: 'Only findings of this package.' })),
  type: Type.Optional(Type.String({ maxLength: 50, description: 'Only packages of this purl type.' })),
  layer: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10_000, description: 'Only packages that this layer brought.' }),
  ),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'To be found in id, alias, package or summary.' })),
  grouped: Type.Optional(
    Type.Boolean({ description: 'One row for each vulnerability: the worst of its findings that match.' }),
  ),
  sort: Type.Optional(
    oneOf(['worst', 'package', 'published', 'severity', 'cvss', 'epss', 'vulnerability'], 'Order.', {
      default: 'worst',
    }),
  ),
  reverse: Type.Optional(Type.Boolean({ description: 'The other way round.' })),
});

export const vulnerabilityModels = [
  finding,
  findingPage,
  rating,
  evidence,
  affectedPackage,
  reference,
  advisorySummary,
  knownExploited,
  publicExploit,
  vulnerabilityDetail,
];

/** The vulnerabilities of an image. */
export const vulnerabilityOperations = {
  listImageVulnerabilities: operation('GET', '/images/:imageId/vulnerabilities', {
    operationId: 'listImageVulnerabilities',
    summary: 'The findings of an image, one for each vulnerability and package; worst first.',
    tags: ['images'],
    params: byImage,
    querystring: findingQuery,
    response: { 200: ref(findingPage) },
  }),
  getImageVulnerability: operation('GET', '/images/:imageId/vulnerabilities/:vulnerabilityId', {
    operationId: 'getImageVulnerability',
    summary: 'All about a vulnerability of an image.',
    tags: ['images'],
    params: Type.Object({
      ...byImage.properties,
      vulnerabilityId: Type.String({ maxLength: 200, description: 'The CVE, or the id of its advisory.' }),
    }),
    response: { 200: ref(vulnerabilityDetail) },
  }),
};
