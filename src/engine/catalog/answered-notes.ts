import type { CatalogedPackage } from './cataloger.ts';

const systemTypes: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk', 'alpm']);

type View = { readonly packages: readonly CatalogedPackage[] };

/**
 * Takes out packages that a program's note names where a package manager's database has that package, or any built from the same source: it says
 * more of it. Views in which nothing changes stay the objects that they are.
 */
export function withoutAnsweredNotes<V extends View>(views: readonly V[]): readonly V[] {
  if (!views.some(({ packages }) => packages.some(isNoted))) return views;
  const installed = new Set<string>();
  for (const one of views.flatMap(({ packages }) => packages)) {
    if (isNoted(one) || !systemTypes.has(one.type)) continue;
    installed.add(key(one.type, one.name, one.version));
    if (one.source === undefined) continue;
    installed.add(key(one.type, one.source.name, one.source.version));
    // A rebuild without a change of the source: the note has the version of what was built.
    installed.add(key(one.type, one.source.name, one.version));
  }
  return views.map((view) => {
    if (!view.packages.some((one) => isNoted(one) && isIn(installed, one))) return view;
    return { ...view, packages: view.packages.filter((one) => !isNoted(one) || !isIn(installed, one)) };
  });
}

function isNoted({ details }: CatalogedPackage): boolean {
  return details?.kind === 'elf-note';
}

function isIn(installed: ReadonlySet<string>, { type, name, version }: CatalogedPackage): boolean {
  return installed.has(key(type, name, version));
}

/** Notes say no epoch. */
function key(type: string, name: string, version: string): string {
  return `${type} ${name} ${version.replace(/^\d{1,9}:/, '')}`;
}
