import { type Coordinates, isMavenName, isMavenVersion } from './coordinates.ts';
import { type NamedArchive, parseFileName } from './file-name.ts';
import { guessGroup } from './guess-group.ts';
import type { DescribedProject, JarFacts } from './jar-facts.ts';
import type { ManifestAttributes } from './parse-manifest.ts';

/** An artifact in an archive. `isOwn` is left out for those that are packed into another's archive. */
export type JavaArtifact = Coordinates & {
  readonly licenses: readonly string[];
  readonly identifiedBy: 'pom' | 'manifest' | 'file-name';
  readonly groupIdGuessed?: true;
  readonly isOwn?: true;
};

/**
 * Tells which artifacts an archive holds: each that Maven left a description of, and the archive's own. Its own is the one that the file is
 * named after; where none is described, what manifest and file name say. Empty where nothing says what it is.
 */
export function identifyJar(path: string, facts: JarFacts): readonly JavaArtifact[] {
  const file = parseFileName(path);
  const described = facts.projects.flatMap((project) => toArtifact(project, file) ?? []);
  const own = ownOf(described, file, facts.manifest);
  if (own !== undefined) {
    const licenses = own.licenses.length > 0 ? own.licenses : facts.bundleLicenses;
    return described.map((one) => (one === own ? { ...own, licenses, isOwn: true } : one));
  }
  const isNamed = described.length < 2 || file.version !== undefined;
  const undescribed = isNamed ? (pluginOf(facts) ?? undescribedOf(file, facts)) : undefined;
  return undescribed === undefined ? described : [undescribed, ...described];
}

function toArtifact({ properties, pom, ...place }: DescribedProject, file: NamedArchive): JavaArtifact | undefined {
  const groupId = properties?.groupId ?? pom?.groupId ?? place.groupId;
  const artifactId = properties?.artifactId ?? pom?.artifactId ?? place.artifactId;
  const version = [properties?.version, pom?.version, file.name === artifactId ? file.version : undefined].find(
    isMavenVersion,
  );
  if (version === undefined) return undefined;
  return {
    groupId: isMavenName(groupId) ? groupId : place.groupId,
    artifactId: isMavenName(artifactId) ? artifactId : place.artifactId,
    version,
    licenses: pom?.licenses ?? [],
    identifiedBy: 'pom',
  };
}

/** The described artifact that the archive is; undefined where those described are only packed into it. */
function ownOf(
  described: readonly JavaArtifact[],
  file: NamedArchive,
  manifest: ManifestAttributes,
): JavaArtifact | undefined {
  const named = described.filter((one) => isNamedAfter(file, one));
  if (named.length > 0) return named.reduce((a, b) => (b.artifactId.length > a.artifactId.length ? b : a));
  const [only, ...others] = described;
  if (only !== undefined && others.length === 0) return isLikelyOwn(only, file, manifest) ? only : undefined;
  if (file.version !== undefined) return undefined;
  const titles = ['implementation-title', 'bundle-symbolicname', 'bundle-name'].map((name) => manifest.get(name));
  return described.find((one) => titles.includes(one.artifactId));
}

function isNamedAfter({ stem, name }: NamedArchive, { artifactId, version }: Coordinates): boolean {
  if (name === artifactId || stem === artifactId) return true;
  const [file, artifact] = [stem, artifactId].map(withoutMarks) as [string, string];
  return file === artifact || file.startsWith(withoutMarks(`${artifactId}-${version}`));
}

/** Distros rename `a_1.0_spec` to `a-1.0-spec`. */
function withoutMarks(name: string): string {
  return name.replace(/[_.]/g, '-');
}

/** A file may be renamed (`app.jar`), or named as a bundle is (`org.example.lib_1.2.0.jar`). */
function isLikelyOwn(only: Coordinates, { name, version }: NamedArchive, manifest: ManifestAttributes): boolean {
  if (version !== undefined) return version.startsWith(only.version) || name.endsWith(`.${only.artifactId}`);
  const said = saidVersions(manifest);
  return said.length === 0 || said.some((one) => one.startsWith(only.version) || only.version.startsWith(one));
}

/** Plug-ins of Jenkins and NiFi name themselves in full. */
function pluginOf({ manifest, bundleLicenses }: JarFacts): JavaArtifact | undefined {
  const named = [
    [
      manifest.get('group-id'),
      manifest.get('short-name') ?? manifest.get('extension-name'),
      manifest.get('plugin-version'),
    ],
    [manifest.get('nar-group'), manifest.get('nar-id'), manifest.get('nar-version')],
  ] as const;
  for (const [groupId, artifactId, said] of named) {
    const version = firstWord(said);
    if (isMavenName(groupId) && isMavenName(artifactId) && isMavenVersion(version)) {
      return { groupId, artifactId, version, licenses: bundleLicenses, identifiedBy: 'manifest', isOwn: true };
    }
  }
  return undefined;
}

const versionAttributes = ['implementation-version', 'bundle-version', 'specification-version'];

function undescribedOf(file: NamedArchive, facts: JarFacts): JavaArtifact | undefined {
  const said = saidVersions(facts.manifest);
  const version = file.version ?? said[0];
  if (!isMavenName(file.name) || !isMavenVersion(version)) return undefined;
  return {
    groupId: guessGroup(file.name, facts),
    artifactId: file.name,
    version,
    licenses: facts.bundleLicenses,
    identifiedBy: said.some((one) => one.startsWith(version)) ? 'manifest' : 'file-name',
    groupIdGuessed: true,
    isOwn: true,
  };
}

function saidVersions(manifest: ManifestAttributes): readonly string[] {
  return versionAttributes.map((name) => firstWord(manifest.get(name))).filter(isMavenVersion);
}

/** Some write more behind the version: `1.2.3 (build 4)`. */
function firstWord(text: string | undefined): string | undefined {
  return text?.split(/[\s(]/, 1)[0];
}
