/** What a file below dpkg's directories speaks of. */
export type DpkgFile =
  | { readonly kind: 'packages' }
  | { readonly kind: 'diversions' }
  /** `subject` is the database entry (`status.d/NAME`), or NAME or NAME:ARCHITECTURE. */
  | { readonly kind: 'files'; readonly subject: string; readonly format: 'list' | 'md5sums' }
  | { readonly kind: 'licenses'; readonly subject: string };

const home = 'var/lib/dpkg/';

/** Tells files of dpkg from all others by their path; undefined for the others. */
export function dpkgFile(path: string): DpkgFile | undefined {
  if (path.startsWith(home)) return databaseFile(path.slice(home.length));
  if (!path.startsWith('usr/share/doc/') || !path.endsWith('/copyright')) return undefined;
  const subject = path.slice('usr/share/doc/'.length, -'/copyright'.length);
  return subject === '' || subject.includes('/') ? undefined : { kind: 'licenses', subject };
}

function databaseFile(path: string): DpkgFile | undefined {
  if (path === 'status') return { kind: 'packages' };
  if (path === 'diversions') return { kind: 'diversions' };
  const [directory, name, ...below] = path.split('/');
  if (name === undefined || name === '' || below.length > 0) return undefined;
  if (directory === 'info' && name.endsWith('.list')) {
    return { kind: 'files', subject: name.slice(0, -'.list'.length), format: 'list' };
  }
  if (directory !== 'status.d') return undefined;
  // Distroless images keep one package in each file here, and beside it what it installed.
  return name.endsWith('.md5sums')
    ? { kind: 'files', subject: `status.d/${name.slice(0, -'.md5sums'.length)}`, format: 'md5sums' }
    : { kind: 'packages' };
}
