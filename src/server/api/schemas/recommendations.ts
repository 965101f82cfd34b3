import Type from 'typebox';
import { byImage, distro } from './images.ts';
import { count, listOf, model, ref, time, words } from './model.ts';
import { operation } from './operation.ts';
import { severity, severityCounts } from './severity-counts.ts';

const text = (description: string) => Type.String({ description });

const upgradeVulnerability = model('UpgradeVulnerability', 'A vulnerability that an upgrade clears or leaves.', {
  vulnerabilityId: text('The CVE, or the id of its advisory.'),
  severity,
  knownExploited: Type.Boolean({ description: "Whether it is in CISA's catalogue." }),
  exploitable: Type.Boolean({ description: 'Known to be attacked, or a public exploit exists.' }),
});

const upgradeEffect = model(
  'UpgradeEffect',
  'What goes or stays: how much of each severity, and which vulnerabilities.',
  {
    severityCounts: ref(severityCounts),
    vulnerabilities: listOf(upgradeVulnerability, 'Worst first, at most 100.'),
  },
);

const upgrade = model('Upgrade', 'Another version of a package that clears something.', {
  name: text('Of the source package where the distro builds several packages from one: they are upgraded together.'),
  type: text('purl type.'),
  packageIds: words('The packages: their purls.'),
  from: words('Installed versions.'),
  to: text('The lowest version known that has nothing left that is fixed anywhere; it has been looked up itself.'),
  channel: Type.Optional(text('What must be subscribed to for that version: `esm`.')),
  command: Type.Optional(text("A shell command for the image's build that installs it; absent where none is sure to.")),
  clears: ref(upgradeEffect, 'What is gone with it, each vulnerability counted once.'),
  leaves: ref(upgradeEffect, 'What these packages have even so.'),
  brings: words('Ids of vulnerabilities that this version has and the installed one has not.'),
  clearsRisk: Type.Integer({ description: 'Sum of the risk scores that go, less those that come.' }),
  riskAfter: count("The image's risk score, 0 to 100, once this upgrade and all before it are done."),
  fromBaseImage: Type.Boolean({ description: 'Whether the base image brought all of these packages.' }),
});

const stayingFindings = model('StayingFindings', 'Findings that no upgrade clears.', {
  severityCounts: ref(severityCounts),
  notFixed: count('Nobody has fixed them yet.'),
  wontFix: count('Those who publish the package will not fix them.'),
  fixed: count('A fix is known, but no version that is better on the whole.'),
  unknown: count('Nobody says whether there is a fix.'),
});

const recommendations = model('Recommendations', 'What to do about an image.', {
  advisoriesAvailable: Type.Boolean({
    description: 'Whether there are advisories to work upgrades out with; without, none are listed.',
  }),
  riskBefore: Type.Optional(count("The image's risk score as it is, 0 to 100.")),
  riskAfter: Type.Optional(count('Its risk score once all upgrades are done.')),
  systemCommand: Type.Optional(
    text("One shell command for the image's build that does all upgrades of the distro's packages that have one."),
  ),
  clears: Type.Optional(
    ref(severityCounts, 'Findings that all upgrades together clear: with those that stay, all there are.'),
  ),
  stays: ref(stayingFindings, 'What stays when all upgrades are done.'),
  upgrades: listOf(upgrade, 'The one that clears most risk first: the first few are the fewest that clear so much.'),
});

const rebuildPackages = model('RebuildPackages', 'What becomes of packages in a rebuilt image, counted by name.', {
  changed: count('In another version.'),
  added: count('Only in the rebuilt image.'),
  removed: count('No longer in it.'),
  unknown: count(
    'Installed above the base from its distro, whose release is another one then: nobody can tell their versions.',
  ),
});

const rebuild = model('Rebuild', 'An image built again on another base, what its own layers did done as it was then.', {
  imageId: text('The other base: digest of its configuration.'),
  reference: text('A reference that can be pulled.'),
  manifestDigest: text('Digest of its manifest.'),
  distro: Type.Optional(ref(distro)),
  createdAt: Type.Optional(time('When it was built, by its own account; absent where it does not say.')),
  isSameRelease: Type.Boolean({ description: "Whether it is of the same distro and release as the image's base." }),
  fixes: ref(upgradeEffect, 'Findings of the image that the rebuilt one would not have.'),
  adds: ref(upgradeEffect, 'Findings that only the rebuilt one would have.'),
  leaves: ref(severityCounts, 'Findings that both have.'),
  unknown: ref(severityCounts, 'Findings of packages of which nobody can tell what becomes of them.'),
  packages: ref(rebuildPackages),
});

const rebuildBase = model('RebuildBase', 'The image that an image is built on.', {
  imageId: text('Digest of its configuration.'),
  reference: text('A reference that can be pulled.'),
  layers: count('How many of the lowest layers come from it.'),
  createdAt: Type.Optional(time('When it was built, by its own account.')),
});

const rebuilds = model('Rebuilds', 'An image built again on newer images of the repositories of its base.', {
  baseImage: Type.Optional(ref(rebuildBase, 'Absent where no base is known.')),
  rebuilds: listOf(rebuild, 'At most 12: of the same release first, then the one that leaves least.'),
});

export const recommendationModels = [
  upgradeVulnerability,
  upgradeEffect,
  upgrade,
  stayingFindings,
  recommendations,
  rebuildPackages,
  rebuild,
  rebuildBase,
  rebuilds,
];

/** What to do about images. */
export const recommendationOperations = {
  getImageRecommendations: operation('GET', '/images/:imageId/recommendations', {
    operationId: 'getImageRecommendations',
    summary: 'Which packages of an image to upgrade, and to what.',
    tags: ['images'],
    params: byImage,
    response: { 200: ref(recommendations) },
  }),
  getImageRebuilds: operation('GET', '/images/:imageId/rebuilds', {
    operationId: 'getImageRebuilds',
    summary: 'What an image would be, built again on a newer base.',
    tags: ['images'],
    params: byImage,
    response: { 200: ref(rebuilds) },
  }),
};
