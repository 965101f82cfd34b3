import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { proofsIn } from './choose-proofs.ts';
import { readPages } from './read-pages.ts';

const listFile = 'trickest_cve_poc.jsonl.gz';
const archive = 'trickest_cve.zip';

/**
 * Trickest's index of public proofs of concept (github.com/trickest/cve), made by searching GitHub for CVE ids: most of what it
 * finds only mentions the CVE, so links are chosen by `proofsIn`. A mirror holds the repository as a zip, or a list of one JSON
 * object a line, `{"cve": …, "github": […], "references": […]}`.
 */
export const trickestPoc: AdvisorySource = {
  name: 'trickest-poc',
  displayName: 'Public proofs of concept (Trickest)',
  homepage: 'https://github.com/trickest/cve',
  licence: 'MIT',
  feeds: async ({ mirror }) => {
    const names = (await mirror?.listFiles('')) ?? [];
    const file = names.includes(archive) || mirror === undefined ? archive : listFile;
    return [
      {
        name: 'trickest-poc',
        files: [
          {
            ...(file === archive && { upstream: 'https://codeload.github.com/trickest/cve/zip/refs/heads/main' }),
            mirrorPath: file,
          },
        ],
        optional: mirror !== undefined,
      },
    ];
  },
  parse: readIndex,
};

async function* readIndex(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  for (const file of feed.files) {
    for await (const page of readPages(file, limits)) {
      if ('fault' in page) {
        yield { kind: 'bad', name: page.name, reason: page.fault };
        continue;
      }
      const publicExploits = proofsIn(page);
      if (publicExploits.length > 0) {
        yield { kind: 'exploit', signal: { vulnerabilityId: page.vulnerabilityId, publicExploits } };
      }
    }
  }
}
