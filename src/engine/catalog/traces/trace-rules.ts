import type { SightingKind } from '#core/coverage.ts';

/** How software that no cataloger reads is known by the path of a file. */
export interface TraceRule {
  /** What is kept of such a file in the layer cache. */
  readonly id: string;
  readonly kind: Exclude<SightingKind, 'program'>;
  readonly name: string;
  /** The last part of the path. */
  readonly files?: readonly string[];
  /** What follows the last dot, in lower case. */
  readonly extensions?: readonly string[];
  /** What the path begins with. */
  readonly below?: readonly string[];
  /** What must hold of the path besides. */
  readonly path?: RegExp;
  /** Smaller files are passed over, bytes. */
  readonly minBytes?: number;
  /** The part of the path that is counted once, where several files belong to one package. */
  readonly unit?: RegExp;
  /** The lock file beside it that names the same packages. */
  readonly lockFile?: string;
}

const archiveBytes = 64 * 1024;
/** Files right in a package of the store, or one folder down: each package has some, and they are few. */
const storeFile = /^[^/]+\/store\/[^/]+\/[^/]+(?:\/[^/]+)?$/;
const storePackage = /^[^/]+\/store\/[^/]+/;

/** Installed software of package managers that no cataloger reads: it is missing from the report. */
const packageSystems: readonly TraceRule[] = [
  system('nix', 'Nix packages', { below: ['nix/store/'], path: storeFile, unit: storePackage }),
  system('guix', 'Guix packages', { below: ['gnu/store/'], path: storeFile, unit: storePackage }),
  system('slackware', 'Slackware packages', { below: ['var/log/packages/', 'var/lib/pkgtools/packages/'] }),
  system('xbps', 'Void Linux package database (xbps)', { below: ['var/db/xbps/pkgdb-'] }),
  system('swupd', 'Clear Linux bundles (swupd)', { below: ['usr/share/clear/bundles/'] }),
  system('eopkg', 'Solus packages (eopkg)', {
    below: ['var/lib/eopkg/package/'],
    unit: /^var\/lib\/eopkg\/package\/[^/]+/,
  }),
  system('freebsd', 'FreeBSD package database (pkg)', { files: ['local.sqlite'], path: /^var\/db\/pkg\// }),
  system('flatpak', 'Flatpak applications', { files: ['metadata'], path: /^var\/lib\/flatpak\/(?:app|runtime)\// }),
  system('windows', 'Windows', { files: ['ntdll.dll'], path: /^Files\/Windows\/System32\//i }),
  system('ghc', 'Haskell packages (GHC package database)', { extensions: ['conf'], path: /\/package\.conf\.d\// }),
  system('opam', 'OCaml packages (opam)', { files: ['opam'], path: /\.opam-switch\/packages\// }),
  system('pub-cache', 'Dart packages (pub cache)', {
    files: ['pubspec.yaml'],
    path: /\/hosted\/pub[^/]*\/[^/]+\/pubspec/,
  }),
  system('dart', 'Dart applications', {
    files: ['package_config.json'],
    path: /\.dart_tool\//,
    lockFile: 'pubspec.lock',
  }),
  system('vcpkg', 'C and C++ libraries (vcpkg)', { files: ['status'], path: /(?:^|\/)vcpkg\/status$/ }),
  system('conan', 'C and C++ libraries (Conan)', { files: ['conaninfo.txt'] }),
  system('spack', 'Spack packages', { files: ['index.json'], path: /\.spack-db\/index\.json$/ }),
  system('nimble', 'Nim packages (nimble)', { files: ['nimblemeta.json'] }),
  system('shards', 'Crystal shards', { files: ['.shards.info'], lockFile: 'shard.lock' }),
  system('dub', 'D packages (dub)', { files: ['dub.json', 'dub.sdl'], path: /\.dub\/packages\// }),
  system('quicklisp', 'Common Lisp systems (Quicklisp)', {
    extensions: ['txt'],
    path: /\/dists\/[^/]+\/installed\/releases\/[^/]+$/,
  }),
  system('ansible', 'Ansible collections', { files: ['MANIFEST.json'], path: /\/ansible_collections\// }),
];

/** Software that runs out of an archive. */
const bundles: readonly TraceRule[] = [
  bundle('snap', 'snaps', ['snap']),
  bundle('flatpak-bundle', 'Flatpak bundles', ['flatpak']),
  bundle('appimage', 'AppImages', ['appimage']),
  bundle('asar', 'Electron applications (asar)', ['asar']),
  bundle('python-zip', 'Python applications in an archive', ['pex', 'pyz', 'xar']),
  // PHP itself brings `phar.phar`, the program that makes them.
  { ...bundle('phar', 'PHP applications in an archive (phar)', ['phar']), path: /(?:^|\/)(?!phar\.phar$)[^/]+$/ },
  bundle('squashfs', 'file system images that may hold software', ['squashfs', 'sqfs', 'sif']),
];

/** What is there and not installed. */
const notInstalled: readonly TraceRule[] = [
  archive('packages', 'packages that are not installed', [
    'deb',
    'rpm',
    'apk',
    'whl',
    'gem',
    'nupkg',
    'crate',
    'conda',
  ]),
  archive('archives', 'archives', ['tar', 'tgz', 'tbz2', 'txz', 'tzst', 'zip', '7z', 'rar', 'cpio']),
  { ...archive('archives', 'archives', ['gz', 'bz2', 'xz', 'zst', 'lz4']), path: /\.tar\.[a-z0-9]+$/i },
  archive('disk-images', 'disk images', ['iso', 'qcow2', 'vmdk', 'vhd', 'vhdx', 'ova']),
  { id: 'crate-sources', kind: 'sources', name: 'vendored sources of Rust crates', files: ['.cargo-checksum.json'] },
  {
    id: 'go-sources',
    kind: 'sources',
    name: 'vendored sources of Go modules',
    files: ['modules.txt'],
    path: /\/vendor\/modules\.txt$/,
  },
];

/** All that is looked for by name; ADR 15 says where the line is drawn. */
export const traceRules: readonly TraceRule[] = [...packageSystems, ...bundles, ...notInstalled];

function system(id: string, name: string, where: Omit<TraceRule, 'id' | 'kind' | 'name'>): TraceRule {
  return { id, kind: 'package-system', name, ...where };
}

function bundle(id: string, name: string, extensions: readonly string[]): TraceRule {
  return { id, kind: 'bundle', name, extensions };
}

function archive(id: string, name: string, extensions: readonly string[]): TraceRule {
  return { id, kind: 'archive', name, extensions, minBytes: archiveBytes };
}
