import { decodeText } from '../../text-lines.ts';
import type { Coordinates } from './coordinates.ts';
import { type EntryKind, mavenPlace } from './entry-kind.ts';
import { bundleLicenses, type ManifestAttributes, parseManifest } from './parse-manifest.ts';
import { type Pom, parsePom } from './parse-pom.ts';
import { parsePomProperties } from './parse-pom-properties.ts';

/** A description that Maven left in an archive: whose directory says `groupId` and `artifactId`, as the file itself may. */
export interface DescribedProject {
  readonly groupId: string;
  readonly artifactId: string;
  readonly properties?: Coordinates;
  readonly pom?: Pom;
}

/** What the entries of one archive say about it. */
export interface JarFacts {
  readonly manifest: ManifestAttributes;
  /** Several where other artifacts are packed into it. */
  readonly projects: readonly DescribedProject[];
  /** The directory that holds all its classes, `org/example/app`; undefined where it has none in common. */
  readonly classDirectory: string | undefined;
  readonly bundleLicenses: readonly string[];
}

/** One description, read. */
export type JarFact =
  | { readonly kind: 'manifest'; readonly manifest: ManifestAttributes }
  | { readonly kind: 'project'; readonly project: DescribedProject };

/** Reads an entry that {@link entryKind} calls a description; undefined where it is none that names an artifact. */
export function readFact(kind: EntryKind, name: string, bytes: Uint8Array): JarFact | undefined {
  const place = mavenPlace(name);
  switch (kind) {
    case 'manifest':
      return { kind, manifest: parseManifest(decodeText(bytes)) };
    case 'pom-properties': {
      const properties = parsePomProperties(decodeText(bytes));
      return properties && place && { kind: 'project', project: { ...place, properties } };
    }
    case 'pom-xml':
      return place && { kind: 'project', project: { ...place, pom: parsePom(decodeText(bytes)) } };
    case 'archive':
    case undefined:
      return undefined;
  }
}

/** Joins what the entries of an archive say: the two descriptions of one project, and the first of manifests. */
export function joinFacts(facts: readonly JarFact[], classDirectory: string | undefined): JarFacts {
  const projects = new Map<string, DescribedProject>();
  let manifest: ManifestAttributes | undefined;
  for (const fact of facts) {
    if (fact.kind === 'manifest') {
      manifest ??= fact.manifest;
      continue;
    }
    const key = `${fact.project.groupId}/${fact.project.artifactId}`;
    projects.set(key, { ...projects.get(key), ...fact.project });
  }
  const attributes = manifest ?? new Map<string, string>();
  return {
    manifest: attributes,
    projects: [...projects.values()],
    classDirectory,
    bundleLicenses: bundleLicenses(attributes),
  };
}
