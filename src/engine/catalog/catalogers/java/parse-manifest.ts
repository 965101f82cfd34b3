import { textLines } from '../../text-lines.ts';

/** The main attributes of a manifest that say what an archive is, by their names in lower case. */
export type ManifestAttributes = ReadonlyMap<string, string>;

const maxValueLength = 4096;
const kept = new Set([
  'implementation-title',
  'implementation-version',
  'implementation-vendor-id',
  'specification-title',
  'specification-version',
  'bundle-name',
  'bundle-symbolicname',
  'bundle-version',
  'bundle-license',
  'automatic-module-name',
  'extension-name',
  'short-name',
  'plugin-version',
  'group-id',
  'nar-id',
  'nar-group',
  'nar-version',
]);

/**
 * Reads the main section of a `MANIFEST.MF` (docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html, "Name-Value pairs"). Lines that
 * begin with a blank continue the one before; the sections behind the first empty line speak of single entries.
 */
export function parseManifest(text: string): ManifestAttributes {
  const attributes = new Map<string, string>();
  let continued: string | undefined;
  let isBegun = false;
  for (const line of textLines(text.includes('\n') ? text : text.replaceAll('\r', '\n'))) {
    if (line === '' && isBegun) break;
    isBegun ||= line !== '';
    if (line.startsWith(' ')) {
      const before = continued === undefined ? undefined : attributes.get(continued);
      if (before !== undefined && continued !== undefined && before.length < maxValueLength)
        attributes.set(continued, before + line.slice(1));
      continue;
    }
    const colon = Math.max(0, line.indexOf(':'));
    const name = line.slice(0, colon).trim().toLowerCase();
    continued = kept.has(name) && !attributes.has(name) ? name : undefined;
    if (continued !== undefined) attributes.set(continued, line.slice(colon + 1).trim());
  }
  return attributes;
}

/** The licences of a `Bundle-License` (docs.osgi.org/specification/osgi.core/8.0.0/framework.module.html), in its own words. */
export function bundleLicenses(attributes: ManifestAttributes): readonly string[] {
  const names = unquotedParts(attributes.get('bundle-license') ?? '').map((one) =>
    (one.split(';', 1)[0] ?? '').trim().replace(/^"|"$/g, ''),
  );
  return [...new Set(names.filter((name) => name !== '' && name.length <= 200 && !name.startsWith('<<')))].slice(0, 10);
}

/** Parts between commas, those in quoted text left alone. */
function unquotedParts(text: string): readonly string[] {
  const parts = [''];
  for (const [index, piece] of text.split('"').entries()) {
    const [first = '', ...more] = index % 2 === 0 ? piece.split(',') : [piece];
    parts.push((parts.pop() ?? '') + first, ...more);
  }
  return parts;
}
