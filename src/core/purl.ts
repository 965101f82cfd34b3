/** The parts of a package URL (github.com/package-url/purl-spec), unescaped. */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: Readonly<Record<string, string | undefined>>;
  readonly subpath?: string;
}

/** Writes a package URL; empty qualifiers are left out and the rest sorted by name. Names must already be normalised. */
export function formatPurl(parts: PurlParts): string {
  const namespace = parts.namespace === undefined || parts.namespace === '' ? '' : `${encodePath(parts.namespace)}/`;
  const version = parts.version === undefined || parts.version === '' ? '' : `@${encode(parts.version)}`;
  const qualifiers = Object.entries(parts.qualifiers ?? {})
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join('&');
  const query = qualifiers === '' ? '' : `?${qualifiers}`;
  const subpath = parts.subpath === undefined || parts.subpath === '' ? '' : `#${encodePath(parts.subpath)}`;
  return `pkg:${parts.type}/${namespace}${encode(parts.name)}${version}${query}${subpath}`;
}

/** Percent-encodes all but the characters that the specification leaves alone; the colon stays as it is. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function encodePath(text: string): string {
  return text
    .split('/')
    .filter((segment) => segment !== '')
    .map(encode)
    .join('/');
}
