/** What names an artifact to Maven (maven.apache.org/pom.html#maven-coordinates). */
export type Coordinates = { readonly groupId: string; readonly artifactId: string; readonly version: string };

const namePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,255}$/;
const versionPattern = /^[A-Za-z0-9_][A-Za-z0-9_.+~-]{0,127}$/;

/** Tells whether a text may be a group or artifact id. */
export function isMavenName(text: string | undefined): text is string {
  return text !== undefined && namePattern.test(text);
}

/** Tells whether a text may be a version: one word, without a property that nobody filled in. */
export function isMavenVersion(text: string | undefined): text is string {
  return text !== undefined && versionPattern.test(text);
}
