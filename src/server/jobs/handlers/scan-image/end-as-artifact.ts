import type { Artifact } from '#core/artifact-kind.ts';
import type { Digest } from '#core/digest.ts';
import type { ImageReference } from '#core/image-reference.ts';
import type { StoredRegistry, StoredScan } from '#server/store/index.ts';
import type { JobContext } from '../../job-context.ts';

/** A scan of something that is no image. */
export interface FoundArtifact {
  readonly scan: StoredScan;
  readonly registry: StoredRegistry;
  readonly reference: ImageReference;
  /** What the reference names. */
  readonly digest: Digest;
  readonly artifact: Artifact;
}

/** Ends a scan as done: there is nothing to scan, and it is known what is there instead. */
export async function endAsArtifact(
  { scan, registry, reference, digest, artifact }: FoundArtifact,
  { store, now }: Pick<JobContext, 'store' | 'now'>,
): Promise<void> {
  await store.manifests.keep([{ digest, createdAt: undefined, size: undefined, artifact }]);
  const { tag, repository } = reference;
  if (tag !== undefined) {
    const where = { registryId: registry.id, repository: `${reference.registry}/${repository}`, now: now() };
    await store.artifacts.keep({ ...where, artifacts: [{ ...artifact, tag, digest }] });
    await store.tags.nameArtifact({ ...where, tag, artifact: artifact.kind });
  }
  await store.scans.finishArtifact(scan.id, artifact);
}
