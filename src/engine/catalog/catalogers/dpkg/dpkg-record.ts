import type { OwnedPaths } from '../../owned-paths.ts';
import type { Diversion } from './file-lists.ts';
import type { DpkgPackage } from './parse-status.ts';

/** What one file says: the packages of a database, the files or the licences of one package, or what dpkg moved out of the way. */
export type DpkgRecord =
  | { readonly kind: 'packages'; readonly packages: readonly DpkgPackage[] }
  | { readonly kind: 'files'; readonly paths: OwnedPaths }
  | { readonly kind: 'diversions'; readonly diversions: readonly Diversion[] }
  | { readonly kind: 'licenses'; readonly licenses: readonly string[] };
