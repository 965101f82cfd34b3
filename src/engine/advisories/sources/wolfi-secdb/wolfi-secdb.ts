import type { AdvisorySource } from '../../advisory-source.ts';
import { readSecdb } from '../../secdb/read-secdb.ts';

/** Wolfi's secdb (edu.chainguard.dev, "Chainguard security advisories"): what each version mends, and what a package never had. */
export const wolfiSecdb: AdvisorySource = {
  name: 'wolfi-secdb',
  displayName: 'Wolfi secdb',
  homepage: 'https://packages.wolfi.dev/os/security.json',
  licence: 'Apache-2.0',
  firstHand: true,
  feeds: async ({ mirror }) => [
    {
      name: 'wolfi-secdb',
      files: [{ upstream: 'https://packages.wolfi.dev/os/security.json', mirrorPath: 'wolfi-secdb/security.json' }],
      optional: mirror !== undefined,
    },
  ],
  parse: (feed, context) => readSecdb(feed, { ecosystem: 'Wolfi', idPrefix: '' }, context),
};
