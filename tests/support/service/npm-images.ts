import { type BuiltImage, blobsOf, buildImage, type LayerPlan } from '#tests/support/image-builder.ts';
import type { FakeRegistry } from '#tests/support/registry/fake-registry.ts';

/** A layer with installed npm packages, `name@version` each. */
export function npmLayer(...packages: readonly string[]): LayerPlan {
  return {
    files: packages.map((one) => {
      const at = one.lastIndexOf('@');
      const [name, version] = [one.slice(0, at), one.slice(at + 1)];
      return {
        path: `app/node_modules/${name}/package.json`,
        content: JSON.stringify({ name, version, license: 'MIT' }),
      };
    }),
  };
}

/** An image whose layers hold npm packages, one list for each layer, lowest first. */
export function npmImage(...layers: readonly (readonly string[])[]): BuiltImage {
  return buildImage({ layers: layers.map((packages) => npmLayer(...packages)) });
}

/** Puts an image into a fake registry under a tag. */
export function putImage(
  registry: Pick<FakeRegistry, 'store'>,
  repository: string,
  tag: string,
  image: BuiltImage,
): void {
  for (const { bytes } of blobsOf(image)) registry.store.putBlob(repository, bytes);
  registry.store.putManifest(repository, tag, { mediaType: image.manifest.mediaType, bytes: image.manifest.bytes });
}
