import { parseImageReference } from '#core/image-reference.ts';
import { formatPurl } from '#core/purl.ts';
import type { ScanReport } from '#core/scan-report.ts';

/**
 * The package URL of the image that a report is on (purl-spec, type `oci`): the manifest's digest is its version. Where the image came
 * from a file, the file's name stands in for the repository's.
 */
export function imagePurl({ image }: Pick<ScanReport, 'image'>): string {
  const reference = parseImageReference(image.reference);
  const repository = reference === undefined ? undefined : `${reference.registry}/${reference.repository}`;
  return formatPurl({
    type: 'oci',
    name: lastSegment(reference?.repository ?? image.reference).toLowerCase() || 'image',
    version: image.manifestDigest,
    qualifiers: {
      arch: image.platform.architecture === 'unknown' ? undefined : image.platform.architecture,
      repository_url: repository,
      tag: reference?.tag,
    },
  });
}

/** `debian` of `library/debian`, `app` of `oci-archive:/srv/app.oci.tar:1.0`. */
function lastSegment(text: string): string {
  const name = text.slice(text.lastIndexOf('/') + 1).replace(/^[a-z-]+:/, '');
  return name.replace(/(?:\.(?:oci|docker-archive|tar|gz|zst))+(?::.*)?$/i, '').slice(0, 255);
}
