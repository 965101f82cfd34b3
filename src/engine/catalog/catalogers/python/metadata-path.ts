/** What a file in the place of Python's packages is: the metadata of one, in one of its forms, or a fact beside it. */
export type MetadataKind = 'metadata' | 'egg' | 'egg-link' | 'direct-url' | 'installer';

export interface MetadataPath {
  readonly kind: MetadataKind;
  /** Path of what stands for the package: `…/NAME-VERSION.dist-info`, `….egg-info`, `….egg`. */
  readonly home: string;
}

const factsBesideMetadata: Readonly<Record<string, MetadataKind>> = {
  METADATA: 'metadata',
  'direct_url.json': 'direct-url',
  INSTALLER: 'installer',
};

/**
 * Tells what the file at `path` says of an installed Python package; undefined where that is nothing. Packages are
 * `NAME-VERSION.dist-info` directories (packaging.python.org, "Recording installed projects"), `NAME.egg-info` directories or
 * files of distutils and setuptools, and eggs, packed or not;
 * an `.egg-link` leads to the sources of one that setuptools installed in place. Names that begin with `~` are what pip left of a package that it
 * was replacing.
 */
export function metadataPath(path: string): MetadataPath | undefined {
  const slash = path.lastIndexOf('/');
  const file = path.slice(slash + 1);
  if (file.endsWith('.egg-info')) return withHome('metadata', path);
  if (file.endsWith('.egg')) return withHome('egg', path);
  if (file.endsWith('.egg-link')) return withHome('egg-link', path);
  const home = path.slice(0, Math.max(slash, 0));
  if (file === 'PKG-INFO') {
    if (home.endsWith('.egg-info')) return withHome('metadata', home);
    return home.endsWith('.egg/EGG-INFO') ? withHome('metadata', home.slice(0, -'/EGG-INFO'.length)) : undefined;
  }
  const kind = Object.hasOwn(factsBesideMetadata, file) ? factsBesideMetadata[file] : undefined;
  return kind !== undefined && home.endsWith('.dist-info') ? withHome(kind, home) : undefined;
}

/** The name and version that the name of a home gives: `zope.interface-5.0.dist-info`, `six-1.16-py3.8.egg`. */
export function nameFromHome(home: string): { readonly name?: string; readonly version?: string } {
  const stem = home.slice(home.lastIndexOf('/') + 1).replace(/\.(?:dist-info|egg-info|egg)$/, '');
  const [name, version] = stem.split('-', 2);
  return { ...(name && { name }), ...(version && { version }) };
}

function withHome(kind: MetadataKind, home: string): MetadataPath | undefined {
  const name = home.slice(home.lastIndexOf('/') + 1);
  return name.startsWith('~') || name.startsWith('.') ? undefined : { kind, home };
}
