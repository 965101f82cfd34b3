/** What an entry of an archive is to the cataloger; undefined where it is nothing that is read. */
export type EntryKind = 'manifest' | 'pom-properties' | 'pom-xml' | 'archive' | undefined;

/**
 * Archives of Java software, all of them zips: programs and libraries (jar), web and enterprise applications (war, ear), services (sar),
 * plug-ins of Jenkins (jpi, hpi), NiFi (nar), Karaf (kar) and Liferay (lpkg).
 */
const extensions = new Set(['jar', 'war', 'ear', 'par', 'sar', 'nar', 'jpi', 'hpi', 'kar', 'lpkg']);

/** Tells by its name whether a file is an archive of Java software. */
export function isArchiveName(path: string): boolean {
  // Shorter than the whole name in lower case, and asked for every file of an image.
  const dot = path.lastIndexOf('.');
  return dot > 0 && path.length - dot <= 5 && extensions.has(path.slice(dot + 1).toLowerCase());
}

const manifestName = 'meta-inf/manifest.mf';
const mavenDirectory = 'META-INF/maven/';

/** Tells what an entry is. Maven's descriptions count wherever they lie: an application's own are below `BOOT-INF/classes`. */
export function entryKind(name: string): EntryKind {
  if (isArchiveName(name)) return 'archive';
  if (name.length === manifestName.length && name.toLowerCase() === manifestName) return 'manifest';
  if (name.endsWith('/pom.properties')) return mavenPlace(name) === undefined ? undefined : 'pom-properties';
  if (name.endsWith('/pom.xml')) return mavenPlace(name) === undefined ? undefined : 'pom-xml';
  return undefined;
}

/** The directory `META-INF/maven/GROUP/ARTIFACT/` that a description lies in, taken apart. */
export function mavenPlace(name: string): { readonly groupId: string; readonly artifactId: string } | undefined {
  const start = name.lastIndexOf(mavenDirectory);
  if (start < 0 || (start > 0 && name[start - 1] !== '/')) return undefined;
  const [groupId, artifactId, file, ...rest] = name.slice(start + mavenDirectory.length).split('/', 4);
  return groupId && artifactId && file && rest.length === 0 ? { groupId, artifactId } : undefined;
}
