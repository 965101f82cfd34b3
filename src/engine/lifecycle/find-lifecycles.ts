import type { Lifecycle, LifecycleState } from '#core/lifecycle.ts';
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
  const distro = distroLifecycle(inventory.distro, database, now);
  const software = new Map<string, Lifecycle>();
  for (const one of inventory.packages) {
    const product = productOf(one);
    const cycle = product === undefined ? undefined : findCycle(product, one.version, database);
    if (product === undefined || cycle?.endOfLife === undefined) continue;
    const key = `${product} ${cycle.cycle}`;
    const packageIds = [...(software.get(key)?.packageIds ?? []), one.id];
    const ends = endsAt(cycle.endOfLife, now);
    software.set(key, { kind: 'software', product, cycle: cycle.cycle, ...ends, packageIds });
  }
  return [...(distro === undefined ? [] : [distro]), ...[...software.values()].sort(soonestFirst)];
}

/** Our own dates go first: they are those until which the distro's advisories come. */
function distroLifecycle(
  distro: Inventory['distro'],
  database: Pick<AdvisoryDatabase, 'endOfLife'>,
  now: Date,
): Lifecycle | undefined {
  if (distro === undefined) return undefined;
  const { ecosystem = '', versionId = '', id } = distro;
  const product = Object.hasOwn(distroProducts, ecosystem) ? distroProducts[ecosystem] : undefined;
  const cycle = product === undefined ? undefined : findCycle(product, versionId, database);
  const end = distro.endOfLife ?? cycle?.endOfExtendedSupport ?? cycle?.endOfLife;
  if (end === undefined) return undefined;
  const named = { product: product ?? id, cycle: cycle?.cycle ?? versionId };
  return { kind: 'distro', ...named, ...endsAt(end, now), packageIds: [] };
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
