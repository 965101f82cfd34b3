const extension = '.gemspec';

/** Where RubyGems keeps what it says of an installed gem. */
export type SpecificationPlace = 'installed' | 'default' | 'from-git';

/**
 * Tells whether a file is the specification of an installed gem: `specifications/NAME-VERSION.gemspec` of a gem home, `default/` in it for those
 * that Ruby itself brings, and those of gems that Bundler has from Git. Specifications among the files of a gem are none.
 */
export function specificationPlace(path: string): SpecificationPlace | undefined {
  if (!path.endsWith(extension)) return undefined;
  const segments = path.split('/');
  const [grandparent, parent] = [segments.at(-3), segments.at(-2)];
  if (grandparent === 'gems' && segments.at(-4) === 'bundler') return 'from-git';
  const isDefault = grandparent === 'specifications' && parent === 'default';
  if (!isDefault && parent !== 'specifications') return undefined;
  const home = segments.slice(0, isDefault ? -3 : -2);
  if (home.some((segment, at) => segment === 'gems' && isGemDirectory(home[at + 1]))) return undefined;
  return isDefault ? 'default' : 'installed';
}

/** `NAME-VERSION`, where `gems/3.1.0` is the home of a version of Ruby. */
function isGemDirectory(segment: string | undefined): boolean {
  return segment !== undefined && /^[A-Za-z_].*-\d/.test(segment);
}
