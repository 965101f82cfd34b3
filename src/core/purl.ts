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

/** Texts longer than this are no package URL; the longest real ones carry a download address and have a few hundred characters. */
const maxPurlLength = 8192;

/**
 * Reads a package URL leniently, as tools write them; undefined where the text is none. Type and qualifier names come out in lower case;
 * names are given as written, since what else is to be normalised differs by type.
 */
export function parsePurl(text: string): PurlParts | undefined {
  if (text.length > maxPurlLength || text.slice(0, 4).toLowerCase() !== 'pkg:') return undefined;
  const [beforeSubpath, subpath] = splitAt(text.slice(4), '#');
  const [path, query] = splitAt(beforeSubpath, '?');
  // A scope that was not encoded, `@scope`, begins with the mark of a version.
  const at = path.lastIndexOf('@');
  const named = at > 0 && path[at - 1] !== '/' ? path.slice(0, at) : path;
  const version = decode(path.slice(named.length + 1));
  const segments = named.split('/').filter((segment) => segment !== '');
  const type = segments.shift()?.toLowerCase();
  const name = segments.pop();
  if (type === undefined || name === undefined || !/^[a-z][a-z0-9.+-]{0,63}$/.test(type)) return undefined;
  const namespace = segments.map(decode).join('/');
  return {
    type,
    ...(namespace !== '' && { namespace }),
    name: decode(name),
    ...(version !== '' && { version }),
    qualifiers: parseQualifiers(query),
    ...(subpath !== '' && { subpath: subpath.split('/').map(decode).join('/') }),
  };
}

function parseQualifiers(query: string): Readonly<Record<string, string>> {
  const qualifiers = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [key, value] = splitAt(pair, '=');
    if (/^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(key) && value !== '') qualifiers.set(key.toLowerCase(), decode(value));
  }
  return Object.fromEntries(qualifiers);
}

function splitAt(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Percent-decodes; text that is not encoded as it should be is taken as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
