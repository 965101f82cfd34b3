import type { RangeEvent } from '#core/advisory.ts';
import type { AffectedBy } from '#engine/advisories/index.ts';
import { isModularBuild, type LookUp } from './look-up.ts';

/** Why a statement is about something else than the package that was looked up. */
export type NotFor = 'source-package' | 'binary-package' | 'other-module' | 'other-architecture';

const anyArchitecture = new Set(['noarch', 'all', 'any']);

/** What a statement's qualifiers narrow it to: undefined where the package is within that, else why it is not. */
export function whyNotFor(affected: AffectedBy['affected'], lookUp: LookUp): NotFor | undefined {
  const { names, architecture } = affected.qualifiers ?? {};
  const named = names === undefined ? lookUp.usually : names === 'source' ? 'source' : 'package';
  if (named !== lookUp.names) return named === 'source' ? 'source-package' : 'binary-package';
  if (architecture !== undefined && !isForArchitecture(architecture, lookUp)) return 'other-architecture';
  return isForModule(affected, lookUp) ? undefined : 'other-module';
}

function isForArchitecture(wanted: string, { architecture }: LookUp): boolean {
  if (architecture === undefined || anyArchitecture.has(architecture)) return true;
  const listed = wanted.split(/[\s,]+/);
  return listed.includes(architecture) || listed.some((one) => anyArchitecture.has(one));
}

/**
 * Fixes of module streams say nothing of packages outside them, nor the other way round: their versions are not of one line. A
 * publisher who names streams (Red Hat, beside the product) means none where none is named; else only the builds tell.
 */
function isForModule({ qualifiers, ranges }: AffectedBy['affected'], lookUp: LookUp): boolean {
  const { module, cpe } = qualifiers ?? {};
  if (module !== undefined) return lookUp.modular && (lookUp.module === undefined || lookUp.module === module);
  if (cpe !== undefined) return !lookUp.modular;
  const bounds = ranges.flatMap(({ events }) => events.map(boundOf)).filter((bound) => bound !== undefined);
  return bounds.length === 0 || bounds.some(isModularBuild) === lookUp.modular;
}

function boundOf(event: RangeEvent): string | undefined {
  if ('fixed' in event) return event.fixed;
  return 'lastAffected' in event ? event.lastAffected : undefined;
}
