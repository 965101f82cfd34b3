import type { Fix } from '#core/advisory.ts';
import type { VersionScheme } from '#engine/versions/index.ts';

/**
 * What one advisory's statements about a package say of the fix: the lowest fixed version, since its entries are lines of
 * releases or builds of which any one will do.
 */
export function fixWithin(fixes: readonly Fix[], scheme: VersionScheme): Fix {
  return pick(fixes, scheme, (order) => order < 0);
}

/**
 * What several advisories say of the fix: the highest of the versions they name, which is the lowest that satisfies all of
 * them. One that names no fix does not undo another's; where none does, the most definite word stands.
 */
export function fixAcross(fixes: readonly Fix[], scheme: VersionScheme): Fix {
  return pick(fixes, scheme, (order) => order > 0);
}

function pick(fixes: readonly Fix[], scheme: VersionScheme, isBetter: (order: number) => boolean): Fix {
  let best: Fix | undefined;
  for (const fix of fixes) {
    const [version] = fix.state === 'fixed' ? fix.versions : [];
    if (version === undefined) continue;
    if (best === undefined || isBetter(compare(version, best.versions[0] ?? '', scheme))) best = fix;
  }
  if (best !== undefined) return best;
  const word = (['wont-fix', 'not-fixed', 'unknown'] as const)
    .map((state) => fixes.find((fix) => fix.state === state))
    .find((fix) => fix !== undefined);
  return word ?? { state: 'unknown', versions: [] };
}

/** Versions that a range named have been read before, so both are versions of the scheme. */
function compare(a: string, b: string, scheme: VersionScheme): number {
  const [left, right] = [scheme.parse(a), scheme.parse(b)];
  return left === undefined || right === undefined ? 0 : scheme.compare(left, right);
}
