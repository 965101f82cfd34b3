import { cvesOf, cvesOfErratum, type NamedFlaws } from '#engine/advisories/index.ts';

/**
 * Tells by which vulnerabilities each of the advisories that hold for one package is known: the CVEs that it names; those of
 * an advisory that it shares an alias with, directly or by way of others; else a GHSA; else the advisory itself.
 * An advisory about several CVEs counts for each of them, so none of them is hidden behind another.
 */
export function nameVulnerabilities<A extends NamedFlaws>(
  advisories: readonly A[],
  { isDistro }: { readonly isDistro: boolean },
): ReadonlyMap<string, readonly A[]> {
  const cvesIn = isDistro ? cvesOfErratum : cvesOf;
  const named = new Map<string, A[]>();
  for (const members of groupByAlias(advisories)) {
    const shared = [...new Set(members.flatMap(cvesIn))];
    const fallback = shared.length > 0 ? shared : [nameWithoutCve(members)];
    for (const advisory of members) {
      const own = cvesIn(advisory);
      for (const name of own.length > 0 ? own : fallback) {
        const known = named.get(name);
        if (known === undefined) named.set(name, [advisory]);
        else known.push(advisory);
      }
    }
  }
  return named;
}

/** The names of what an advisory is about: its CVEs, or without any its own. */
export function flawsOf(advisory: NamedFlaws, isDistro: boolean): readonly string[] {
  const cves = isDistro ? cvesOfErratum(advisory) : cvesOf(advisory);
  return cves.length > 0 ? cves : [advisory.id];
}

function groupByAlias<A extends NamedFlaws>(advisories: readonly A[]): Iterable<readonly A[]> {
  const groups = new AliasGroups();
  for (const { id, aliases } of advisories) groups.join([id, ...aliases]);
  return Map.groupBy(advisories, ({ id }) => groups.of(id)).values();
}

function nameWithoutCve(members: readonly NamedFlaws[]): string {
  const ids = members.flatMap(({ id, aliases, upstream }) => [id, ...aliases, ...upstream]).sort();
  const own = members.map(({ id }) => id).sort();
  return ids.find((id) => id.startsWith('GHSA-')) ?? own[0] ?? '';
}

/** Sets of names that mean the same (union-find with path halving). */
class AliasGroups {
  readonly #parents = new Map<string, string>();

  join(names: readonly string[]): void {
    const [first, ...others] = names;
    if (first === undefined) return;
    for (const other of others) this.#parents.set(this.of(other), this.of(first));
  }

  of(name: string): string {
    let current = name;
    for (;;) {
      const parent = this.#parents.get(current) ?? current;
      if (parent === current) return current;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(current, above);
      current = above;
    }
  }
}
