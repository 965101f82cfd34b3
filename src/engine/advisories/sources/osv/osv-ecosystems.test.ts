import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecord } from '#core/json.ts';
import { defaultLimits } from '#core/limits.ts';
import { type Ecosystem, ecosystems } from '#engine/ecosystems/index.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import { osv } from './osv.ts';

const all: readonly Ecosystem[] = ecosystems;
const published = all.filter(
  ({ osvName, advisoriesElsewhere }) => osvName !== undefined && advisoriesElsewhere === undefined,
);

/** OSV ecosystems that no plug-in has, and why. */
const leftOut: Readonly<Record<string, string>> = {
  Android: 'phones, not images',
  'BellSoft Hardened Containers': 'how its images name themselves is not known',
  Bioconductor: 'no cataloger tells its packages from those of CRAN',
  CleanStart: 'how its images name themselves is not known',
  ConanCenter: 'no cataloger reads Conan packages',
  'Docker Hardened Images': 'its images name themselves as the distro that they are built from',
  FreeBSD: 'no cataloger reads its packages',
  GHC: 'a compiler, which is no package of an image',
  GIT: 'names commits, not packages',
  'GitHub Actions': 'run while an image is built, and are not in it',
  Kubernetes: 'names components, which Go and Bitnami know as packages',
  Linux: 'the kernel from its source, which images do not hold',
  'OSS-Fuzz': 'names projects by their commits, not packages',
  opam: 'no cataloger reads OCaml packages',
  Root: 'patched rebuilds of packages of others, which nothing in a package tells apart',
  TuxCare: 'patched rebuilds of packages of others, which nothing in a package tells apart',
  VSCode: 'extensions of an editor',
};

describe.skipIf(missingShared('schemas/osv.json'))("OSV's schema [needs ../shared]", () => {
  const schema: unknown = missingShared('schemas/osv.json')
    ? {}
    : JSON.parse(readFileSync(join(sharedDirectory, 'schemas/osv.json'), 'utf8'));
  const definitions = isRecord(schema) && isRecord(schema.$defs) ? schema.$defs.ecosystemName : undefined;
  const names = isRecord(definitions) && Array.isArray(definitions.enum) ? definitions.enum.map(String) : [];

  it.each(published.map(({ osvName }) => osvName ?? ''))('defines %s', (osvName) => {
    expect(names).toContain(osvName);
  });

  it('defines nothing that is neither a plug-in nor left out for a reason', () => {
    const known = new Set([...published.map(({ osvName }) => osvName ?? ''), ...Object.keys(leftOut)]);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(leftOut).filter((name) => published.some(({ osvName }) => osvName === name))).toEqual([]);
  });
});

const feeds = missingShared('feeds/osv')
  ? []
  : readdirSync(join(sharedDirectory, 'feeds/osv'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

describe.skipIf(feeds.length === 0)('ecosystems that occur in OSV [needs ../shared]', () => {
  const byName = new Map(all.map((one) => [one.osvName, one]));

  it.each(feeds)('in the records of %s are a plug-in, with a release that it knows, or left out', async (feed) => {
    const occurring = new Map<string, string>();
    const path = join(sharedDirectory, 'feeds/osv', feed, 'all.zip');
    const files = { name: `osv/${feed}`, files: [{ name: 'all.zip', path }] };
    const context = { limits: defaultLimits, signal: AbortSignal.timeout(120_000) };
    for await (const record of osv.parse(files, context)) {
      if (record.kind !== 'advisory') continue;
      for (const { ecosystem, release } of record.advisory.affected)
        occurring.set(`${ecosystem}:${release ?? ''}`, ecosystem);
    }
    expect(occurring.size).toBeGreaterThan(0);
    const strangers = [...occurring].filter(
      ([full, name]) => !isKnown(full.slice(name.length + 1), byName.get(name), name),
    );
    expect(strangers.map(([full]) => full)).toEqual([]);
  });
});

function isKnown(release: string, ecosystem: Ecosystem | undefined, name: string): boolean {
  if (ecosystem === undefined) return Object.hasOwn(leftOut, name);
  const { distro } = ecosystem;
  if (release === '') return distro === undefined || distro.rolling === true;
  return distro?.releases.some(({ id }) => id === (distro.normaliseRelease?.(release) ?? release)) === true;
}
