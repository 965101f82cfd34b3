/** A registry in a process of its own, for `bench/registry.ts`: repositories r0, r1 … with tags t0, t1 …; sends its host, and counts when asked. */
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';

/** What the registry has been asked for. */
export interface Counts {
  readonly all: number;
  readonly manifests: number;
  readonly blobs: number;
}

const [repositories, tags, images] = process.argv.slice(2).map(Number) as [number, number, number];
const registry = await startFakeRegistry();
fill(registry);
process.on('message', () => process.send?.(countsOf(registry)));
process.send?.(registry.host);

function fill(into: FakeRegistry): void {
  const made = Array.from({ length: images }, (_, index) => npmImage(['left-pad@1.0.0'], [`own-${index}@1.0.0`]));
  for (let repository = 0; repository < repositories; repository += 1) {
    for (let tag = 0; tag < tags; tag += 1) {
      const image = made[(repository * tags + tag) % images];
      if (image !== undefined) putImage(into, `r${repository}`, `t${tag}`, image);
    }
  }
}

function countsOf({ requests }: FakeRegistry): Counts {
  const of = (part: string) => requests.filter(({ path }) => path.includes(part)).length;
  return { all: requests.length, manifests: of('/manifests/'), blobs: of('/blobs/') };
}
