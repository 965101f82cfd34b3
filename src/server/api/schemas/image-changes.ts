import Type from 'typebox';
import { byImage } from './images.ts';
import { count, listOf, model, ref, time } from './model.ts';
import { operation } from './operation.ts';
import { packageDifference } from './overviews.ts';
import { severity, severityCounts } from './severity-counts.ts';

const text = (description: string) => Type.String({ description });

const changedFinding = model('ChangedFinding', 'A finding that came or went.', {
  vulnerabilityId: text('The CVE, or the id of its advisory.'),
  severity,
  packageName: text('Name of the package.'),
});

const changedFindings = model('ChangedFindings', 'Findings that came, or that went.', {
  severityCounts: ref(severityCounts),
  vulnerabilities: listOf(changedFinding, 'At most 20 of them.'),
});

const changedPackages = model('ChangedPackages', 'Packages that came, went, or are of another version.', {
  added: count('Not in the image before.'),
  removed: count('Only in the image before.'),
  changed: count('In another version.'),
  listed: listOf(packageDifference, 'At most 20 of them.'),
});

const previousImage = model('PreviousImageChanges', 'An image against the one that its tag named before.', {
  imageId: text('The image before: digest of its configuration.'),
  tag: text('The tag, with its repository.'),
  movedAt: time('When a scan found that the tag names this image now.'),
  added: ref(changedFindings, 'Worst first.'),
  fixed: ref(changedFindings, 'Worst first.'),
  packages: ref(changedPackages),
});

const advisoryChanges = model(
  'AdvisoryChanges',
  'What new advisories made of findings, with nothing in the image different.',
  {
    since: time('Since when.'),
    added: ref(changedFindings, 'The newest first.'),
    fixed: ref(changedFindings, 'Findings that advisories no longer hold to be true; the newest first.'),
    exploited: count('Findings that are known to be attacked since.'),
  },
);

const imageChanges = model('ImageChanges', 'What has changed about an image.', {
  sincePrevious: Type.Optional(
    ref(previousImage, 'Absent where no tag of it has named another image since tags are followed.'),
  ),
  byAdvisories: ref(advisoryChanges),
});

export const imageChangeModels = [
  changedFinding,
  changedFindings,
  changedPackages,
  previousImage,
  advisoryChanges,
  imageChanges,
];

/** What has changed about images. */
export const imageChangeOperations = {
  getImageChanges: operation('GET', '/images/:imageId/changes', {
    operationId: 'getImageChanges',
    summary: 'What has changed about an image: since its tag named another one, and by new advisories.',
    tags: ['images'],
    params: byImage,
    response: { 200: ref(imageChanges) },
  }),
};
