import Type from 'typebox';
import { imageSorts, listedOutcomes } from '#server/store/index.ts';
import { coverage } from './coverage.ts';
import { oneOf, time } from './model.ts';
import { outcomeWords } from './policy-outcome.ts';

const text = (description: string, maxLength = 256) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));

/**
 * Which images: the same for every listing and export, so that what is exported is what is seen. All that is given must hold together;
 * with `vulnerability`, `epss`, `package` or `packageType` the conditions on findings are on the same finding.
 */
export const imageFilter = {
  registryId: text('Only images of this registry.', 64),
  repository: text('Only this repository, with its host.', 512),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Words to be found in registry, repository, tag, distro, platform or digest.',
    }),
  ),
  severity: Type.Optional(oneOf(['critical', 'high', 'medium', 'low'], 'Only images with a finding at least as bad.')),
  fixable: Type.Optional(
    Type.Boolean({ description: 'Only images with a finding that can be fixed; false: without.' }),
  ),
  exploitable: Type.Optional(Type.Boolean({ description: 'Only images with an exploitable finding; false: without.' })),
  kev: Type.Optional(
    Type.Boolean({ description: 'Only images with a finding that is known to be exploited; false: without.' }),
  ),
  epss: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'Only images with a finding of at least this EPSS score.' }),
  ),
  vulnerability: text('Only images that have this vulnerability, by its id or any other name of it.'),
  package: text('Only images that hold this package: a name, `name@version`, or a purl.', 1024),
  packageType: text('Only images that hold a package of this purl type.', 50),
  coverage: Type.Optional(coverage),
  policy: Type.Optional(
    oneOf(
      listedOutcomes,
      `Only images for which policies come to this, or with \`policyId\` that one. ${outcomeWords}; none: no policy is about it.`,
    ),
  ),
  policyId: text('Only images that violate this policy, or for which it comes to what `policy` says.', 64),
  exceptionId: text('Only images in which this exception accepts something.', 64),
  platform: text('Only images of this platform: `linux/arm64`; without a variant, of all variants.', 64),
  distro: text('Only images of this distro: `debian`, or with its release `debian:12`.', 100),
  endOfLife: Type.Optional(
    Type.Boolean({
      description: 'true: only images that hold a distro, run-time or server that is no longer supported; false: none.',
    }),
  ),
  endOfLifeWithin: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 3650,
      description:
        'Only images that hold a distro, run-time or server whose support has ended, or ends in so many days.',
    }),
  ),
  label: text('Only images with this label: `key`, or `key=value`.', 512),
  baseImage: text('Only images that are built on this image: digest of its configuration.', 80),
  secrets: Type.Optional(
    Type.Boolean({ description: 'true: only images in which a credential was found; false: none.' }),
  ),
  scannedSince: Type.Optional(time('Only images scanned at that time or later.')),
  scannedBefore: Type.Optional(time('Only images scanned before that time.')),
};

/** In which order. */
export const imageOrder = {
  sort: Type.Optional(
    oneOf(
      imageSorts,
      'By what: texts from A, counts from the most, times from the latest, coverage from the least, policies from what fails.',
      {
        default: 'worst',
      },
    ),
  ),
  reverse: Type.Optional(Type.Boolean({ description: 'The other way round.' })),
};
