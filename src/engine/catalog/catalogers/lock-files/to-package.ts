import { formatPurl, type PurlParts } from '#core/purl.ts';
import type { CatalogedPackage } from '../../cataloger.ts';
import type { LockedPackage, LockFormat } from './lock-format.ts';

/** The package that a lock file names. */
export function toPackage(
  one: LockedPackage,
  { format, path }: { readonly format: LockFormat; readonly path: string },
): CatalogedPackage {
  const { name, version, licenses, qualifiers } = one;
  const type = format.purlType;
  return {
    purl: formatPurl({ type, ...purlName(type, name), version, ...(qualifiers && { qualifiers }) }),
    type,
    ecosystem: format.ecosystem,
    name,
    version,
    licenses: licenses ?? [],
    origin: 'lock-file',
    paths: [path],
  };
}

/** Namespace and name by the rules of the purl's type, as the catalogers of installed packages write them. */
function purlName(type: string, name: string): Pick<PurlParts, 'namespace' | 'name'> {
  switch (type) {
    case 'pypi':
      return { name: name.toLowerCase().replaceAll('_', '-') };
    case 'maven':
      return split(name, name.indexOf(':'));
    case 'golang':
    case 'composer':
    case 'hex':
    case 'pub':
      return split(name.toLowerCase(), name.lastIndexOf('/'));
    case 'npm':
    case 'swift':
      return split(name, name.lastIndexOf('/'));
    default:
      return { name };
  }
}

function split(name: string, at: number): Pick<PurlParts, 'namespace' | 'name'> {
  return at < 0 ? { name } : { namespace: name.slice(0, at), name: name.slice(at + 1) };
}
