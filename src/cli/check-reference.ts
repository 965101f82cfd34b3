import { stat } from 'node:fs/promises';
import { parseImageReference } from '#core/image-reference.ts';
import { UsageError } from './exit-codes.ts';

const schemes = /^(?:oci|oci-archive|docker-archive|sbom):/;
const fileName = /\.(?:tar|tgz|tar\.gz|json|xml|spdx)$/i;
const maxShown = 200;

/** Throws a UsageError where a reference names no image, and says what to write where it is a file or folder of this machine. */
export async function checkReference(reference: string): Promise<void> {
  if (schemes.test(reference)) return;
  const isReference = parseImageReference(reference) !== undefined;
  // `app.tar` may be an image of Docker Hub as well; nobody means that where there is such a file.
  if (isReference && !fileName.test(reference)) return;
  const found = await stat(reference).catch(() => undefined);
  if (found?.isFile() === true) {
    const forms = ['oci-archive', 'docker-archive', 'sbom'].map((scheme) => `${scheme}:${reference}`);
    throw new UsageError(`${reference} is a file: say what it is, ${forms.join(', ')}`);
  }
  if (isReference) return;
  if (found?.isDirectory() === true) {
    throw new UsageError(`${reference} is a folder: write oci:${reference} where it holds an OCI image layout`);
  }
  throw new UsageError(`"${reference.slice(0, maxShown)}" is no image reference: write registry/repository:tag`);
}
