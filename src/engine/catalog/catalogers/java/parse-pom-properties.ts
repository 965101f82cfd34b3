import { textLines } from '../../text-lines.ts';
import { type Coordinates, isMavenName, isMavenVersion } from './coordinates.ts';

/**
 * Reads the `pom.properties` that Maven writes into each archive (maven.apache.org/shared/maven-archiver); undefined where it does not
 * name an artifact.
 */
export function parsePomProperties(text: string): Coordinates | undefined {
  const values = new Map<string, string>();
  for (const line of textLines(text)) {
    const at = line.search(/[=:]/);
    if (at > 0 && !line.startsWith('#')) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const [groupId, artifactId, version] = ['groupId', 'artifactId', 'version'].map((name) => values.get(name));
  if (!isMavenName(groupId) || !isMavenName(artifactId) || !isMavenVersion(version)) return undefined;
  return { groupId, artifactId, version };
}
