import type { DistroRelease, Ecosystem, OsRelease } from '../ecosystem.ts';
import { leadingVersion } from '../releases.ts';

/** Ends of support (docs.aws.amazon.com/linux). */
const releases = [
  { id: '2023', endOfLife: '2029-06-30' },
  { id: '2', endOfLife: '2026-06-30' },
  { id: '1', endOfLife: '2023-12-31' },
] as const satisfies readonly DistroRelease[];

/** Amazon Linux. The first one's releases are dates, and are one: updates move an image from each to the next. */
export const amazonLinux = {
  name: 'amazon-linux',
  displayName: 'Amazon Linux',
  purlType: 'rpm',
  osvName: 'Amazon Linux',
  advisoriesElsewhere: 'https://alas.aws.amazon.com',
  versionScheme: 'rpm',
  advisoriesName: 'package',
  distro: {
    osReleaseIds: ['amzn'],
    purlNamespace: 'amzn',
    releaseOf,
    releases,
  },
} as const satisfies Ecosystem;

function releaseOf(osRelease: OsRelease): string | undefined {
  const isFirst = /^201\d\.\d\d$/.test(osRelease.versionId ?? '');
  return isFirst ? '1' : leadingVersion(osRelease, 1);
}
