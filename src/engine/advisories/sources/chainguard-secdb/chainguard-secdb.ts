import type { AdvisorySource } from '../../advisory-source.ts';
import { readSecdb } from '../../secdb/read-secdb.ts';

/** Chainguard OS's secdb, laid out as Wolfi's. */
export const chainguardSecdb: AdvisorySource = {
  name: 'chainguard-secdb',
  displayName: 'Chainguard secdb',
  homepage: 'https://packages.cgr.dev/chainguard/security.json',
  licence: 'Apache-2.0',
  firstHand: true,
  feeds: async ({ mirror }) => [
    {
      name: 'chainguard-secdb',
      files: [
        {
          upstream: 'https://packages.cgr.dev/chainguard/security.json',
          mirrorPath: 'chainguard-secdb/security.json',
        },
      ],
      optional: mirror !== undefined,
    },
  ],
  parse: (feed, context) => readSecdb(feed, { ecosystem: 'Chainguard', idPrefix: '' }, context),
};
