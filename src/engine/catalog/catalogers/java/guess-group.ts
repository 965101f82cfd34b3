import { isMavenName } from './coordinates.ts';
import type { JarFacts } from './jar-facts.ts';
import { knownGroup } from './known-groups.ts';

/** Segments of a directory of classes that may make a group id: `org.example.product`. */
const maxSegments = 3;

/**
 * The most likely group id of an artifact whose archive does not say it: that of a well-known artifact, else what the manifest says of the
 * vendor or bundle, else the directory of the classes, else, as was the custom before there were domains in them, the artifact id.
 */
export function guessGroup(artifactId: string, facts: Pick<JarFacts, 'manifest' | 'classDirectory'>): string {
  const bundle = (facts.manifest.get('bundle-symbolicname') ?? '').split(';', 1)[0]?.trim() ?? '';
  const candidates = [
    knownGroup(artifactId),
    bundle.endsWith(`.${artifactId}`) ? bundle.slice(0, -artifactId.length - 1) : undefined,
    dotted(facts.manifest.get('implementation-vendor-id')),
    facts.classDirectory?.split('/').slice(0, maxSegments).join('.'),
    artifactId,
  ];
  return candidates.find(isMavenName) ?? artifactId;
}

/** A vendor id is a group id where it looks like one; some write their name there. */
function dotted(text: string | undefined): string | undefined {
  return text?.includes('.') === true ? text : undefined;
}
