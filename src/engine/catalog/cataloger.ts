import type { Digest } from '#core/digest.ts';
import type { Distro } from '#core/distro.ts';
import type { Json } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import type { Package } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { FileHead, LayerFile } from '#engine/image/index.ts';

/** What a cataloger is handed beside the file. */
export interface CatalogContext {
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Notes a problem with the file at hand; the scan goes on. It affects coverage unless said otherwise. */
  readonly problem: (code: string, message: string, effect?: Pick<ScanProblem, 'affectsCoverage'>) => void;
}

/** A record in the file system of the image, after whiteouts and replaced files: `layer` is the diffId that holds the file. */
export interface PlacedRecord<R> {
  readonly path: string;
  readonly layer: Digest;
  readonly record: R;
}

/** A package as a cataloger sees it; the layers that brought it are found by comparing one layer's view with the next. */
export type CatalogedPackage = Omit<Package, 'id' | 'locations' | 'foundBy' | 'owner'> & {
  readonly paths: readonly string[];
  /** Of a system package: the files that it installed, without leading slash (see `owned-paths.ts`). May be gone through again. */
  readonly files?: Iterable<string>;
};

export interface AssembleContext {
  /** The distro of the finished image, where it is known. */
  readonly distro: Distro | undefined;
  /** Notes a problem with what a file says; the scan goes on. */
  readonly problem: (code: string, path: string, message: string) => void;
}

/** What the reference page of supported software says of a cataloger; short phrases in Markdown. */
export interface CatalogerDescription {
  /** What is read: `Debian packages (dpkg)`. */
  readonly title: string;
  /** The files that are wanted, with `*` for one segment and `**` for any number: those of `wants`, in people's words. */
  readonly reads: readonly string[];
  /** What is said of each package beside name, version and purl: `licences`, `source package`. */
  readonly gives: readonly string[];
  /** What is not read, and limits of its own. */
  readonly limits?: readonly string[];
}

/** A cataloger as it is registered. */
export interface CatalogerPlugIn<R extends Json = Json> extends Cataloger<R> {
  readonly about: CatalogerDescription;
}

/** The part of a cataloger that looks at files of a layer. */
export type FileReader<R extends Json = Json> = Pick<
  Cataloger<R>,
  'name' | 'version' | 'wants' | 'wantsContent' | 'readsAlike' | 'catalog'
> & {
  /** Of one layer no more are wanted. */
  readonly maxFiles?: number;
};

/**
 * Reads one kind of package database. `catalog` sees one file of one layer and returns what that file says, as JSON, which is
 * cached under (layer, name, version): bump `version` whenever its output changes. `assemble` turns the records that are
 * visible in the image into packages; it must not depend on anything else.
 */
export interface Cataloger<R extends Json = Json> {
  readonly name: string;
  /** A number, but where settings are part of what it does. */
  readonly version: number | string;
  /** Asked for each regular file. Judge by the path where possible: a file not wanted so does not hide one of a layer below. */
  wants(path: string, size: number): boolean;
  /**
   * Asked, with the first bytes, for each regular file whose name may be that of a program (`mayBeProgram`). What `catalog` makes of
   * such a file must depend on its content alone: hard links to it get the same record.
   */
  wantsContent?(file: FileHead): boolean;
  /** Where `catalog` depends on the name of such a file as well: tells whether it makes the same of the same bytes by either name. */
  readsAlike?(path: string, other: string): boolean;
  catalog(file: LayerFile, context: CatalogContext): Promise<R | undefined>;
  /** True where each record gives its packages whatever the others say, as manifests do: each is then assembled once. */
  readonly recordsAreIndependent?: boolean;
  assemble(records: readonly PlacedRecord<R>[], context: AssembleContext): readonly CatalogedPackage[];
}
