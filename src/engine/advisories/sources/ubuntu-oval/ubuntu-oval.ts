import { ecosystems } from '#engine/ecosystems/index.ts';
import type {
  AdvisorySource,
  FeedFiles,
  FeedListing,
  FeedLocation,
  FeedRecord,
  ParseContext,
} from '../../advisory-source.ts';
import { FeedFault } from '../../feeds/feed-fault.ts';
import { streamUnpacked } from '../../feeds/read-text.ts';
import { readXml } from '../../xml/read-xml.ts';
import { DefinitionReader } from './definition-reader.ts';
import { PackageTests } from './package-tests.ts';

const upstream = 'https://security-metadata.canonical.com/oval';
const endings = ['.xml.bz2', '.xml.gz', '.xml'] as const;

const releases = ecosystems
  .flatMap((ecosystem) => (ecosystem.osvName === 'Ubuntu' && 'distro' in ecosystem ? ecosystem.distro.releases : []))
  .flatMap((release) =>
    'codename' in release ? [{ id: String(release.id), codename: String(release.codename) }] : [],
  );

/**
 * Ubuntu's security notices as OVAL (security-metadata.canonical.com/oval, `com.ubuntu.<codename>.usn.oval.xml`): which binary
 * packages a notice mends, and in which versions. A mirror may hold them packed in whatever way.
 */
export const ubuntuOval: AdvisorySource = {
  name: 'ubuntu-oval',
  displayName: 'Ubuntu OVAL',
  homepage: upstream,
  licence: 'GPL-3.0',
  firstHand: true,
  feeds: async (listing) => {
    const listed = await listing.mirror?.listFiles('ubuntu-oval');
    return releases.map(({ codename }) => locationOf(codename, listed, listing));
  },
  parse: readOval,
};

function locationOf(codename: string, listed: readonly string[] | undefined, { mirror }: FeedListing): FeedLocation {
  const names = endings.map((ending) => `com.ubuntu.${codename}.usn.oval${ending}`);
  const file = names.find((name) => listed?.includes(name)) ?? names[0] ?? '';
  return {
    name: `ubuntu-oval/${codename}`,
    files: [{ upstream: `${upstream}/${file}`, mirrorPath: `ubuntu-oval/${file}` }],
    // Files of old releases are taken away at some point.
    optional: mirror !== undefined || codename !== 'noble',
  };
}

/** Definitions come before the tests that they name, so the file is read twice rather than held. */
async function* readOval(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  const codename = feed.name.slice(feed.name.indexOf('/') + 1);
  const release = releases.find((one) => one.codename === codename)?.id;
  if (release === undefined) throw new FeedFault('is of no release of Ubuntu that is known');
  for (const { path } of feed.files) {
    const tests = new PackageTests(limits.maxFeedRecords);
    for await (const events of readXml(streamUnpacked(path, limits.maxFeedUnpackedBytes))) tests.push(events);
    const reader = new DefinitionReader({ tests, release, source: feed.name });
    for await (const events of readXml(streamUnpacked(path, limits.maxFeedUnpackedBytes))) yield* reader.push(events);
  }
}
