import type { ExceptionInput } from '../../api/generated/index.ts';

/** A package in which a vulnerability was found. */
export interface RiskPackage {
  readonly type: string;
  readonly name: string;
}

/** Of what a risk is accepted, as it stands in the form. */
export interface ScopeDraft {
  readonly kind: ExceptionInput['scope']['kind'];
  readonly repository: string;
  /** The {@link keyOf} a package; empty for any. */
  readonly package: string;
}

/** What a package is chosen by. */
export function keyOf({ type, name }: RiskPackage): string {
  return `${type} ${name}`;
}

/** Packages of a name each once, whatever versions there are. */
export function distinctPackages(packages: readonly RiskPackage[]): readonly RiskPackage[] {
  return [...new Map(packages.map(({ type, name }) => [keyOf({ type, name }), { type, name }])).values()];
}

/** What a form comes to; undefined where the repository is missing. */
export function scopeOf(
  draft: ScopeDraft,
  known: { readonly imageId: string | undefined; readonly packages: readonly RiskPackage[] },
): Pick<ExceptionInput, 'scope' | 'package'> | undefined {
  const one = known.packages.find((candidate) => keyOf(candidate) === draft.package);
  const inPackage = one === undefined ? {} : { package: one };
  if (draft.kind === 'everywhere') return { scope: { kind: 'everywhere' }, ...inPackage };
  if (draft.kind === 'repository') {
    const repository = draft.repository.trim();
    return repository === '' ? undefined : { scope: { kind: 'repository', repository }, ...inPackage };
  }
  return known.imageId === undefined ? undefined : { scope: { kind: 'image', image: known.imageId }, ...inPackage };
}
