import { asStrings, isRecord } from '#core/json.ts';
import { listIn } from '../list-in.ts';
import { type ListedTag, listedTag } from '../listing-facts.ts';
import type { VendorListing } from '../registry-vendor.ts';

/** Google's registries add to the standard list of tags what they know of each manifest (cloud.google.com/container-registry). */
export function googleTags(repository: string, listing: VendorListing): AsyncIterable<ListedTag> {
  const request = {
    scope: `repository:${repository}:pull`,
    what: `list of tags of ${listing.host}/${repository}`,
  };
  return listing.fromRegistry(`/v2/${repository}/tags/list?n=1000`, request, (body) => tagsIn(body, request.what));
}

function tagsIn(body: unknown, what: string): readonly ListedTag[] {
  const facts = new Map<string, ListedTag>();
  for (const [digest, manifest] of Object.entries(isRecord(body) && isRecord(body.manifest) ? body.manifest : {})) {
    if (!isRecord(manifest)) continue;
    for (const name of asStrings(manifest.tag)) {
      const tag = listedTag(name, {
        digest,
        size: manifest.imageSizeBytes,
        mediaType: manifest.mediaType,
        pushedAt: manifest.timeUploadedMs,
        createdAt: manifest.timeCreatedMs,
      });
      if (tag !== undefined) facts.set(name, tag);
    }
  }
  return asStrings(listIn(body, what, 'tags')).map((name) => facts.get(name) ?? { name });
}
