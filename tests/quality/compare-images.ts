import { join } from 'node:path';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { matchSubject } from '#engine/match/index.ts';
import { scanImage } from '#engine/scan-image.ts';
import { sharedImage } from '#tests/support/open-shared-image.ts';
import { missing, sharedDirectory } from '#tests/support/requirements.ts';
import { atBounds, type Installed, matchDeb, matchNpm, matchRpm, readRecords } from './naive-matcher.ts';

/** How our findings on an image differ from the naive matcher's, `package version CVE`. */
export interface Comparison {
  readonly image: string;
  readonly same: number;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

const feed = (ecosystem: string) => join(sharedDirectory, 'feeds/osv', ecosystem, 'all.zip');

/** Compares on the images whose ecosystem has a reference for its versions here: node-semver, and rpm where it is installed. */
export async function compareImages(database: AdvisoryDatabase, directory: string): Promise<readonly Comparison[]> {
  const npm = await readRecords(feed('npm'));
  const compared = [
    await compare('node-app_1.0.oci.tar', 'npm', { database, directory }, (installed) => matchNpm(npm, installed)),
  ];
  if (missing('rpm', { optional: true })) return compared;
  const alma = await readRecords(feed('AlmaLinux'));
  const byRpm = (installed: readonly Installed[]) => matchRpm(alma, 'AlmaLinux:9', installed);
  return [...compared, await compare('almalinux-9-sqlite_9.0.oci.tar', 'almalinux', { database, directory }, byRpm)];
}

async function compare(
  image: string,
  ecosystem: string,
  { database, directory }: { readonly database: AdvisoryDatabase; readonly directory: string },
  naive: (installed: readonly Installed[]) => ReadonlySet<string>,
): Promise<Comparison> {
  const report = await scanImage(sharedImage(image), {
    advisories: database,
    registryOf: () => {
      throw new Error('a local image needs no registry');
    },
    toolVersion: 'quality',
    temporaryDirectory: directory,
    limits: defaultLimits,
    logger: silentLogger,
    now: () => new Date(),
    signal: new AbortController().signal,
  });
  const installed = report.packages.filter((one) => one.ecosystem === ecosystem && one.owner === undefined);
  const byId = new Map(installed.map((one) => [one.id, one]));
  const found = report.findings.flatMap(({ packageId, vulnerabilityId }) => {
    const one = byId.get(packageId);
    // What has no CVE is named by one of several ids, and no two matchers choose alike.
    return one === undefined || !vulnerabilityId.startsWith('CVE-')
      ? []
      : [`${one.name} ${one.version} ${vulnerabilityId}`];
  });
  return difference(image, new Set(found), naive(installed));
}

/** Compares on Debian's source packages as they stand at the bounds of their advisories, since the images' releases have none in the feeds. */
export async function compareDebian(database: AdvisoryDatabase, release: string): Promise<Comparison | undefined> {
  if (missing('dpkg', { optional: true })) return undefined;
  const records = await readRecords(feed('Debian'));
  const installed = atBounds(records, `Debian:${release}`);
  const found = installed.flatMap(({ name, version }) =>
    matchSubject({ ecosystem: 'debian', release, name, version }, database)
      .matches.filter(({ vulnerabilityId }) => vulnerabilityId.startsWith('CVE-'))
      .map(({ vulnerabilityId }) => `${name} ${version} ${vulnerabilityId}`),
  );
  const image = `Debian ${release}, ${installed.length} source packages at the bounds of their advisories`;
  return difference(image, new Set(found), matchDeb(records, `Debian:${release}`, installed));
}

function difference(image: string, ours: ReadonlySet<string>, theirs: ReadonlySet<string>): Comparison {
  return {
    image,
    same: [...ours].filter((row) => theirs.has(row)).length,
    ours: [...ours].filter((row) => !theirs.has(row)).sort(),
    theirs: [...theirs].filter((row) => !ours.has(row)).sort(),
  };
}
