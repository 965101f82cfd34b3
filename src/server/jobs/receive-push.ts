import { parseDigest } from '#core/digest.ts';
import { formatImageReference, isRepositoryName, isTag } from '#core/image-reference.ts';
import type { StoredRegistry } from '#server/store/index.ts';
import { addScans } from './enqueue.ts';
import { decideNames, subjectOfTag } from './filters/decide-tags.ts';
import { nameFilter } from './filters/name-filter.ts';
import type { JobServices } from './job-context.ts';
import type { PushedTag } from './push-formats/push-format.ts';
import { hostOf } from './registry-access.ts';

/** What became of the tags of an event. */
export interface ReceivedPush {
  readonly queued: readonly { readonly scanId: string; readonly reference: string }[];
  readonly left: readonly { readonly reference: string; readonly reason: string }[];
}

type PushServices = Pick<JobServices, 'store' | 'queue' | 'newId' | 'now' | 'registries'>;

/** Tags of one event that are looked at: registries tell of one push, or of a handful. */
const maxTags = 500;

/** Queues the scans of pushed tags, ahead of those of runs. What the registry's patterns drop, or is known by its digest, is left. */
export async function receivePush(
  tags: readonly PushedTag[],
  registry: StoredRegistry,
  services: PushServices,
): Promise<ReceivedPush> {
  const distinct = new Map(tags.slice(0, maxTags).map((one) => [`${placeOf(one, registry)}:${one.tag}`, one]));
  const wanted = new Map<string, PushedTag>();
  const news: PushedTag[] = [];
  const left: { reference: string; reason: string }[] = [];
  for (const pushed of distinct.values()) {
    const one = await attachedTo(pushed, registry, services);
    const reference = `${placeOf(one, registry)}:${one.tag}`.slice(0, 1024);
    const reason = await reasonToLeave(one, registry, services);
    if (reason === undefined && one === pushed) news.push(one);
    if (reason === undefined) wanted.set(reference, one);
    else left.push({ reference, reason });
  }
  const queued = await addWanted(wanted, registry, services);
  await notePushes(news, registry, services);
  for (const { reference } of queued) wanted.delete(reference);
  for (const reference of wanted.keys()) left.push({ reference, reason: 'a scan of it waits already' });
  return { queued, left };
}

/** Keeps when tags were pushed: their registry may tell it nowhere else. */
async function notePushes(pushed: readonly PushedTag[], registry: StoredRegistry, { store, now }: PushServices) {
  for (const [repository, tags] of Map.groupBy(pushed, (one) => placeOf(one, registry))) {
    const pushes = tags.map(({ tag, digest }) => ({ tag, digest: parseDigest(digest ?? ''), pushedAt: now() }));
    await store.pushes.record({ registryId: registry.id, repository, pushes });
  }
}

/** What is pushed under a tag of cosign is found by scanning the image that it belongs to, where that is known. */
async function attachedTo(pushed: PushedTag, registry: StoredRegistry, { store }: PushServices): Promise<PushedTag> {
  const subject = subjectOfTag(pushed.tag);
  if (subject === undefined) return pushed;
  const tag = await store.referrers.tagOf(placeOf(pushed, registry), subject);
  return tag === undefined ? pushed : { ...pushed, tag, digest: undefined };
}

/** Host and path of the repository. */
function placeOf({ host, repository }: PushedTag, { path }: StoredRegistry): string {
  return `${host ?? hostOf(path)}/${repository}`;
}

async function reasonToLeave(
  pushed: PushedTag,
  registry: StoredRegistry,
  { store, registries }: PushServices,
): Promise<string | undefined> {
  const { host, repository, tag, digest } = pushed;
  if (!isRepositoryName(repository) || !isTag(tag)) return 'this is no name of an image';
  const below = registry.path.slice(hostOf(registry.path).length + 1);
  if (below !== '' && repository !== below && !repository.startsWith(`${below}/`))
    return `it is not below ${registry.path}`;
  if (host !== undefined && !(await registries.covers(registry, host)))
    return `it is on ${host}, which ${registry.name} does not stand for`;
  const [decision] = decideNames(repository, [{ tag }], nameFilter(registry.filters));
  if (decision?.dropped !== undefined) return decision.dropped.reason;
  const named = parseDigest(digest ?? '');
  if (named === undefined) return undefined;
  const isKnown = await store.images.isNamed(placeOf(pushed, registry), tag, named);
  return isKnown ? 'the tag named this digest already when it was last scanned' : undefined;
}

/** Queues the scans of an event, all or none: whoever is refused sends it again. */
async function addWanted(
  wanted: ReadonlyMap<string, PushedTag>,
  registry: StoredRegistry,
  { store, queue, newId }: PushServices,
): Promise<ReceivedPush['queued']> {
  if (wanted.size === 0) return [];
  // Where all are wanted, the scan finds out which there are.
  const isNamed = registry.allPlatforms !== true && registry.platforms.length > 0;
  const platforms = isNamed ? registry.platforms : [''];
  const added = await store.transaction(async (within) => {
    const scans: { readonly scanId: string; readonly reference: string }[] = [];
    for (const [shown, { host, repository, tag }] of wanted) {
      const reference = formatImageReference({ registry: host ?? hostOf(registry.path), repository, tag });
      for (const platform of platforms) {
        const scan = { id: newId(), reference, registryId: registry.id, platform };
        const { scan: one, isNew } = await store.scans.create(scan, within);
        if (isNew) scans.push({ scanId: one.id, reference: shown });
      }
    }
    await addScans(
      queue,
      scans.map(({ scanId }) => scanId),
      { askedBy: 'push', within },
    );
    return scans;
  });
  queue.wake();
  const first = new Map(added.toReversed().map((one) => [one.reference, one]));
  return [...first.values()].toReversed();
}
