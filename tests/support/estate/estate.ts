import { hash } from 'node:crypto';
import type { Digest } from '#core/digest.ts';
import type { Package } from '#core/package.ts';
import type { Inventory, LayerContribution } from '#core/scan-report.ts';
import { createPackagePool, type Origin, origins, type PackagePool } from './package-pool.ts';
import { createRandom, type Random } from './random.ts';

export interface EstateOptions {
  readonly images: number;
  /** About how many packages each image has. */
  readonly packagesPerImage: number;
  /** About how many distinct packages there are. */
  readonly distinctPackages: number;
  readonly seed?: number;
}

/** An image of an estate and the name by which it is found. */
export interface EstateImage {
  readonly repository: string;
  readonly tag: string;
  readonly inventory: Inventory;
}

const versionsPerService = 10;
/** A service's dependencies change with every so many of its versions. */
const versionsPerDependencies = 4;
const basesPerDistro = 12;
const runtimesPerBase = 3;
const versionsPerName = 3;
const upgraded = 4;

/** How many names of language packages there are. */
export function languageNames({ distinctPackages }: Pick<EstateOptions, 'distinctPackages'>): number {
  return Math.max(1, Math.round((distinctPackages * 0.75) / versionsPerName));
}

/** The numbers of the distro packages' names end below this. */
export function distroNames({ packagesPerImage }: Pick<EstateOptions, 'packagesPerImage'>): number {
  return Math.round(packagesPerImage * 0.4) * (3 + runtimesPerBase);
}

interface Layer {
  readonly origin: Origin;
  readonly diffId: Digest;
  readonly packages: readonly Package[];
  /** Of each package, what one that takes its place bears too. */
  readonly names: readonly string[];
}

/**
 * The images of a made-up company, one by one: a few base images that everybody builds on, in several monthly states; runtimes on those;
 * services, each with a layer of dependencies that changes now and then, and a small layer that is new with each version. Some services
 * upgrade packages of their base. The same options give the same images; what images share is the same object.
 */
export function* estateImages(options: EstateOptions): Generator<EstateImage> {
  const random = createRandom(options.seed ?? 1);
  const pool = createPackagePool();
  const bases = baseLayers(options, random, pool);
  const services = Math.ceil(options.images / versionsPerService);
  let count = 0;
  for (let service = 0; service < services; service += 1) {
    const below = bases[random.skewed(bases.length)] ?? [];
    const own = serviceLayers({ service, below, options, random, pool });
    for (let version = 0; version < versionsPerService && count < options.images; version += 1) {
      count += 1;
      yield {
        repository: `team-${service % 40}/service-${service}`,
        tag: `1.${version}.0`,
        inventory: inventoryOf(own(version), builtAt(service, version)),
      };
    }
  }
}

/** Any time within three years, later versions later. */
function builtAt(service: number, version: number): string {
  return new Date(Date.UTC(2023, 0, 1 + (service % 1000), version, service % 60)).toISOString();
}

/** Base images with the runtimes on them, the popular ones first. */
function baseLayers(
  { packagesPerImage }: EstateOptions,
  random: Random,
  pool: PackagePool,
): readonly (readonly Layer[])[] {
  const size = Math.round(packagesPerImage * 0.4);
  const chains: Layer[][] = [];
  for (let state = 0; state < basesPerDistro; state += 1) {
    for (const origin of origins.distros) {
      const numbers = Array.from({ length: size }, (_, index) => index * 3);
      const packages = numbers.map((n) => [n, state + (n % 5)] as const);
      const base = layerOf(pool, `base ${origin.osv} ${state}`, origin, packages);
      for (let runtime = 0; runtime < runtimesPerBase; runtime += 1) {
        const first = size * 3 + runtime * size;
        const added = Array.from(
          { length: Math.round(size / 4) },
          (_, index) => [first + index, state + random.below(3)] as const,
        );
        chains.push([base, layerOf(pool, `runtime ${origin.osv} ${state} ${runtime}`, origin, added)]);
      }
    }
  }
  return chains;
}

interface ServiceContext {
  readonly service: number;
  readonly below: readonly Layer[];
  readonly options: EstateOptions;
  readonly random: Random;
  readonly pool: PackagePool;
}

/** The layers of a service's images, by version. */
function serviceLayers({
  service,
  below,
  options,
  random,
  pool,
}: ServiceContext): (version: number) => readonly Layer[] {
  const { language } = origins;
  const names = languageNames(options);
  const some = (count: number) => new Set(Array.from({ length: count }, () => random.below(names)));
  const wanted = [...some(Math.round(options.packagesPerImage * 0.5))];
  const dependencies = Array.from({ length: Math.ceil(versionsPerService / versionsPerDependencies) }, (_, index) => {
    const members = wanted.map((name) => [name, (name + index + (service % 2)) % versionsPerName] as const);
    return layerOf(pool, `dependencies ${service} ${index}`, language, members);
  });
  const base = below[0];
  const upgrade =
    base !== undefined && service % 3 === 0
      ? [
          layerOf(
            pool,
            `upgrade ${service}`,
            base.origin,
            Array.from({ length: upgraded }, () => [random.below(20) * 3, 40] as const),
          ),
        ]
      : [];
  return (version) => {
    const shared = dependencies[Math.floor(version / versionsPerDependencies)];
    const own = layerOf(pool, `own ${service} ${version}`, language, [[names + (service % 50), version]]);
    return [...below, ...upgrade, ...(shared === undefined ? [] : [shared]), own];
  };
}

function layerOf(
  pool: PackagePool,
  content: string,
  origin: Origin,
  members: readonly (readonly [name: number, version: number])[],
): Layer {
  const diffId = digestOf(content);
  const byName = new Map(members);
  const packages = [...byName].map(([name, version]): Package => {
    const one = pool(origin, name, version);
    const path = origin.distro === undefined ? `/app/lib/${one.name}/package.json` : '/var/lib/packages/status';
    return { ...one, locations: [{ path, layer: diffId }] };
  });
  return { origin, diffId, packages, names: packages.map((one) => `${one.type} ${one.name}`) };
}

/** Puts layers together: a package of an upper layer takes the place of those of its name below. */
function inventoryOf(layers: readonly Layer[], created: string): Inventory {
  const present = new Map<string, Package>();
  const contributions = layers.map(({ diffId, packages, names }): LayerContribution => {
    const removed: { packageId: string; paths: readonly string[] }[] = [];
    for (const [index, one] of packages.entries()) {
      const key = names[index] ?? one.id;
      const before = present.get(key);
      if (before !== undefined) removed.push({ packageId: before.id, paths: before.locations.map(({ path }) => path) });
      present.set(key, one);
    }
    return { layer: diffId, added: packages, removed };
  });
  return { ...imageOf(layers, created), packages: [...present.values()], contributions, problems: [], secrets: [] };
}

function imageOf(layers: readonly Layer[], created: string): Pick<Inventory, 'image' | 'layers' | 'distro'> {
  const diffIds = layers.map(({ diffId }) => diffId);
  const platform = { os: 'linux', architecture: 'amd64' };
  const content = diffIds.join(' ');
  const distro = layers[0]?.origin.distro;
  return {
    image: {
      id: digestOf(`image ${content}`),
      reference: 'registry.example/estate',
      manifestDigest: digestOf(`manifest ${content}`),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      platform,
      config: { platform, created, diffIds, history: [], labels: {}, env: [], exposedPorts: [] },
      size: 100_000_000 + (Number.parseInt(diffIds.at(-1)?.slice(-5) ?? '0', 16) % 1_000_000) * 100,
    },
    ...(distro !== undefined && {
      distro: {
        id: distro.id,
        ecosystem: distro.id,
        release: distro.release,
        prettyName: distro.id,
        idLike: [],
        ...(distro.release === '11' && { endOfLife: '2024-08-14' }),
      },
    }),
    layers: diffIds.map((diffId, index) => ({
      index,
      digest: diffId,
      diffId,
      size: 20_000_000,
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    })),
  };
}

function digestOf(content: string): Digest {
  return `sha256:${hash('sha256', content)}` as Digest;
}
