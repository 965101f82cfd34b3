/** What a file says of Perl's installed distributions. */
export type PerlPath =
  /** `ARCH/.meta/DIST-VERSION/install.json` of cpanm; `directory` is that of the distribution. */
  | { readonly kind: 'install'; readonly directory: string }
  /** The distribution's metadata beside it. */
  | { readonly kind: 'meta'; readonly directory: string }
  /** `ARCH/auto/Foo/Bar/.packlist`, which each installer writes. */
  | { readonly kind: 'packlist'; readonly module: string }
  /** The log of ExtUtils::MakeMaker, the only one that knows versions where cpanm did not install. */
  | { readonly kind: 'perllocal' };

/** Tells what the file at `path` says; undefined where that is nothing. */
export function perlPath(path: string): PerlPath | undefined {
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, Math.max(0, slash));
  switch (path.slice(slash + 1)) {
    case 'install.json':
      return isMeta(directory) ? { kind: 'install', directory } : undefined;
    case 'MYMETA.json':
      return isMeta(directory) ? { kind: 'meta', directory } : undefined;
    case '.packlist':
      return packlist(directory);
    case 'perllocal.pod':
      return { kind: 'perllocal' };
    default:
      return undefined;
  }
}

function isMeta(directory: string): boolean {
  return directory.split('/').at(-2) === '.meta';
}

/** Perl's own `.packlist` lies in no `auto`. */
function packlist(directory: string): PerlPath | undefined {
  const at = directory.lastIndexOf('/auto/');
  if (at < 0) return undefined;
  const module = directory.slice(at + '/auto/'.length).replaceAll('/', '::');
  return /^\w{1,100}(?:::\w{1,100}){0,20}$/.test(module) ? { kind: 'packlist', module } : undefined;
}
