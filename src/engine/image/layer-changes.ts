/** How a layer changes the file system below it, apart from the content of files. Paths have no leading slash. */
export interface LayerChanges {
  /** Paths that whiteout entries (`.wh.NAME`) delete from the layers below (OCI image-spec, layer.md#whiteouts). */
  readonly whiteouts: readonly string[];
  /** Directories of which nothing from below is seen (`.wh..wh..opq`); the empty string is the root. */
  readonly opaqueDirectories: readonly string[];
  /** Symbolic links, `[path, target as written]`. */
  readonly symlinks: readonly (readonly [path: string, target: string])[];
  /**
   * Directories with an entry of their own, in the order of the layer: each takes the place of a symbolic link of a layer below.
   * Those above nothing wanted, removed or linked are left out, which keeps a cached layer small.
   */
  readonly directories?: readonly string[];
  /** Files that were looked into and that gave nothing: each hides a file of a layer below that did give something. */
  readonly unwantedFiles?: readonly string[];
}
