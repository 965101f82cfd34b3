import type { Artifact } from '#core/artifact-kind.ts';
import { mediaTypes } from '#core/descriptor.ts';
import type { DropRule, RegistryFilters, TagFacts } from '#core/registry-filters.ts';
import type { NameFilter } from './name-filter.ts';
import { dateOf, newestFirst } from './tag-order.ts';

/** What becomes of a tag: kept where no rule drops it; `reason` says why in words. */
export interface TagDecision extends TagFacts {
  readonly dropped?: { readonly rule: DropRule; readonly reason: string };
}

/** The tags of cosign for what belongs to an image: signatures, attestations, SBOMs; and the referrers' tag schema of OCI 1.1. */
const attachedTag = /^sha(?:256-[0-9a-f]{64}|512-[0-9a-f]{64,128})(|\.sig|\.att|\.sbom)$/;
const attachedReason = 'a signature, attestation or SBOM of another image';
const attachedKinds: Readonly<Record<string, Artifact>> = {
  '': { kind: 'artifact', mediaType: mediaTypes.ociIndex },
  '.sig': { kind: 'signature', mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json' },
  '.att': { kind: 'attestation', mediaType: 'application/vnd.dsse.envelope.v1+json' },
  // Which of the formats, its manifest would tell.
  '.sbom': { kind: 'sbom', mediaType: mediaTypes.ociManifest },
};

/** The decisions that names alone allow; the tags without `dropped` are those of which more must be known. */
export function decideNames(repository: string, tags: readonly TagFacts[], passes: NameFilter): readonly TagDecision[] {
  return tags.map((facts): TagDecision => {
    const drop = (rule: DropRule, reason: string) => ({ ...facts, dropped: { rule, reason } });
    const suffix = attachedTag.exec(facts.tag)?.[1];
    if (suffix !== undefined) return { ...drop('not-an-image', attachedReason), artifact: attachedKinds[suffix] };
    return passes(`${repository}:${facts.tag}`)
      ? facts
      : drop('exclude', 'an exclude pattern finds it, and no include pattern does');
  });
}

/** Whether dates can matter for so many tags that their names let pass. */
export function needsDates(tags: number, { maxAgeDays, newestTags, order }: RegistryFilters): boolean {
  return maxAgeDays > 0 || (order === 'date' && newestTags > 0 && tags > newestTags);
}

/** The decisions on tags of which it is known by now that they name no image: they take no image's place among the newest. */
export function decideArtifacts(tags: readonly TagFacts[]): readonly TagDecision[] {
  return tags.map((facts) =>
    facts.artifact === undefined
      ? facts
      : { ...facts, dropped: { rule: 'not-an-image', reason: `${facts.artifact.mediaType}: nothing to scan` } },
  );
}

const dayMs = 24 * 60 * 60 * 1000;

/** The decisions on the tags of one repository that their names let pass: first by age, then the newest of the rest. Pure. */
export function decideByAge(tags: readonly TagFacts[], filters: RegistryFilters, now: Date): readonly TagDecision[] {
  const { maxAgeDays, newestTags, order } = filters;
  const decisions = tags.map((facts): TagDecision => {
    const date = dateOf(facts);
    if (maxAgeDays === 0 || date === undefined || now.getTime() - date.getTime() <= maxAgeDays * dayMs) return facts;
    const reason = `from ${date.toISOString().slice(0, 10)}, more than ${maxAgeDays} days ago`;
    return { ...facts, dropped: { rule: 'age', reason } };
  });
  const young = decisions.filter(({ dropped }) => dropped === undefined);
  if (newestTags === 0 || young.length <= newestTags) return decisions;
  const newest = new Set(
    newestFirst(young, order)
      .slice(0, newestTags)
      .map(({ tag }) => tag),
  );
  const reason = `${newestTags} newer tags of the repository are kept`;
  return decisions.map((one) =>
    one.dropped !== undefined || newest.has(one.tag) ? one : { ...one, dropped: { rule: 'newest', reason } },
  );
}
