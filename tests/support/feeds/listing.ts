import type { AdvisorySource } from '#engine/advisories/index.ts';

type Listing = Parameters<AdvisorySource['feeds']>[0];

/** What a source is told when it lists its feeds, as far as a test cares. */
export function listing(rest: Partial<Listing> = {}): Listing {
  return { knownEcosystems: [], wantedEcosystems: [], now: new Date('2026-02-03T04:05:06Z'), ...rest };
}

/** A mirror that can tell what lies in its directories; without directories, one that cannot, as over HTTP. */
export function mirrorOf(
  directories?: Readonly<Record<string, readonly string[]>>,
  texts: Readonly<Record<string, string>> = {},
): NonNullable<Listing['mirror']> {
  const list = async (path: string) => (directories === undefined ? undefined : (directories[path] ?? []));
  return { readText: async (path) => texts[path], listDirectories: list, listFiles: list };
}
