import type { LayerChanges } from '../layer-changes.ts';
import { FileTree } from './file-tree.ts';

/** What one layer brings: its changes, and those of its paths that matter (the wanted files), in the order of the layer. */
export interface LayerPaths {
  readonly changes: LayerChanges;
  readonly paths: readonly string[];
}

/** A file of a layer at its place in the image. */
export interface PlacedPath {
  /** Place in the image, with symbolic links among its directories resolved. */
  readonly path: string;
  /** Index of the layer that holds the file. */
  readonly layer: number;
  /** The path as that layer has it. */
  readonly layerPath: string;
}

/** The image after one more layer. */
export interface ComposedLayer {
  readonly layer: number;
  /** New with this layer; a replaced file is in both lists. */
  readonly appeared: readonly PlacedPath[];
  readonly disappeared: readonly PlacedPath[];
  /** All that is visible now, by place in the image. One map for all steps: it changes when the next step is asked for. */
  readonly visible: ReadonlyMap<string, PlacedPath>;
}

/**
 * Puts layers on each other, lowest first, and yields the image after each. Whiteouts, opaque directories and directories
 * replaced by links hide what is below (OCI image-spec, layer.md); the parents of a path are resolved through the links of
 * the layers so far, inside the root, as container runtimes do when they unpack: with `lib -> usr/lib` below,
 * `lib/apk/db/installed` is `usr/lib/apk/db/installed`. The cost of a step is that of its own changes.
 *
 * One thing cannot be seen: a directory replaced by a file that nobody looked into keeps what it held below. Throws `image/limit-exceeded`
 * where links are made to keep whoever follows them busy.
 */
export function* composeLayers(layers: Iterable<LayerPaths>): Generator<ComposedLayer> {
  const visible = new Map<string, PlacedPath>();
  let appeared = new Map<string, PlacedPath>();
  let disappeared: PlacedPath[] = [];
  let layer = 0;
  const tree = new FileTree<PlacedPath>((file) => {
    visible.delete(file.path);
    if (file.layer === layer) appeared.delete(file.path);
    else disappeared.push(file);
  });
  for (const { changes, paths } of layers) {
    appeared = new Map();
    disappeared = [];
    applyChanges(tree, changes);
    for (const layerPath of filesAmong(paths, changes)) {
      const index = layer;
      tree.putFile(layerPath, (path) => {
        const placed = { path, layer: index, layerPath };
        visible.set(path, placed);
        appeared.set(path, placed);
        return placed;
      });
    }
    yield { layer, appeared: [...appeared.values()], disappeared, visible };
    layer += 1;
  }
}

/**
 * Directories come first: one that takes the place of a link must not have the link followed for what is removed inside it.
 * Whiteouts and unwanted files concern the layers below only, so no file of this layer may be there yet.
 */
function applyChanges(tree: FileTree<PlacedPath>, changes: LayerChanges): void {
  for (const path of changes.directories ?? []) tree.putDirectory(path);
  for (const path of changes.whiteouts) tree.remove(path);
  for (const path of changes.opaqueDirectories) tree.clear(path);
  for (const [path, target] of changes.symlinks) tree.putLink(path, target);
  for (const path of changes.unwantedFiles ?? []) tree.hide(path);
}

/** A path that the same layer made a link afterwards is no file any more. */
function filesAmong(paths: readonly string[], changes: LayerChanges): readonly string[] {
  if (changes.symlinks.length === 0) return paths;
  const links = new Map(changes.symlinks);
  return paths.filter((path) => !links.has(path));
}
