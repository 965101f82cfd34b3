import type { Distro } from '#core/distro.ts';
import type { Lifecycle, LifecycleState } from '#core/lifecycle.ts';
import type { Package } from '#core/package.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { findCycle } from './find-cycle.ts';
import { distroProducts, productOf } from './products.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** From here on support is said to end soon. */
const approachingDays = 90;

/** Says of the distro and of the run-times and servers of an image how long they are supported; what nobody knows is left out. */
export function findLifecycles(
  inventory: Pick<Inventory, 'distro' | 'packages'>,
  database: Pick<AdvisoryDatabase, 'endOfLife'>,
  now: Date,
): readonly Lifecycle[] {
  const line = inventory.distro === undefined ? undefined : distroSupport(inventory.distro, database);
  const software = new Map<string, Lifecycle>();
  for (const one of inventory.packages) {
    const found = softwareSupport(one, database);
    if (found === undefined) continue;
    const { product, cycle, end } = found;
    const key = `${product} ${cycle}`;
    const packageIds = [...(software.get(key)?.packageIds ?? []), one.id];
    software.set(key, lifecycleOf({ kind: 'software', product, cycle, end, packageIds }, now));
  }
  return [...distroLifecycle(line, now), ...[...software.values()].sort(soonestFirst)];
}

function distroLifecycle(line: SupportedLine | undefined, now: Date): readonly Lifecycle[] {
  if (line === undefined) return [];
  return [lifecycleOf({ kind: 'distro', ...line, packageIds: [] }, now)];
}

/** How long a release line is supported, as of `now`. */
export function lifecycleOf(
  { end, ...line }: SupportedLine & Pick<Lifecycle, 'kind' | 'packageIds'>,
  now: Date,
): Lifecycle {
  return { ...line, ...endsAt(end, now) };
}

/** A release line, and until when it is supported: an ISO day, or whether support has ended. */
export interface SupportedLine {
  readonly product: string;
  readonly cycle: string;
  readonly end: string | boolean;
}

/** The line of a run-time or server; undefined for other packages, and where nobody knows. */
export function softwareSupport(
  one: Pick<Package, 'type' | 'name' | 'owner' | 'version'>,
  database: Pick<AdvisoryDatabase, 'endOfLife'>,
): SupportedLine | undefined {
  const product = productOf(one);
  const cycle = product === undefined ? undefined : findCycle(product, one.version, database);
  if (product === undefined || cycle?.endOfLife === undefined) return undefined;
  return { product, cycle: cycle.cycle, end: cycle.endOfLife };
}

/** The line of a distro. Our own dates go first: they are those until which the distro's advisories come. */
export function distroSupport(
  distro: Distro,
  database: Pick<AdvisoryDatabase, 'endOfLife'>,
): SupportedLine | undefined {
  const { ecosystem = '', versionId = '', id } = distro;
  const product = Object.hasOwn(distroProducts, ecosystem) ? distroProducts[ecosystem] : undefined;
  const cycle = product === undefined ? undefined : findCycle(product, versionId, database);
  const end = distro.endOfLife ?? cycle?.endOfExtendedSupport ?? cycle?.endOfLife;
  return end === undefined ? undefined : { product: product ?? id, cycle: cycle?.cycle ?? versionId, end };
}

function endsAt(end: string | boolean, now: Date): Pick<Lifecycle, 'state' | 'endOfLife' | 'daysLeft'> {
  if (typeof end === 'boolean') return { state: end ? 'ended' : 'active' };
  // Support lasts to the end of the day that is named.
  const daysLeft = Math.ceil((Date.parse(end) + dayMs - now.getTime()) / dayMs) - 1;
  return { state: stateOf(daysLeft), endOfLife: end, daysLeft };
}

function stateOf(daysLeft: number): LifecycleState {
  if (daysLeft < 0) return 'ended';
  return daysLeft <= approachingDays ? 'approaching' : 'active';
}

function soonestFirst(a: Lifecycle, b: Lifecycle): number {
  const key = ({ state, endOfLife }: Lifecycle) => endOfLife ?? (state === 'ended' ? '0' : '9');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.product < b.product ? -1 : 1;
}
