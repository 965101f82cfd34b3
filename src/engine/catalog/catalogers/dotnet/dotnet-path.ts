/** What a file is to the cataloger, by its path. */
export type DotnetFile =
  | { readonly kind: 'deps' }
  /** That of a shared framework, whose directories say what it is: `shared/Microsoft.NETCore.App/8.0.11/`. */
  | { readonly kind: 'framework'; readonly name: string; readonly version: string }
  | { readonly kind: 'nuspec' }
  | { readonly kind: 'packages-config' };

/** Tells what a file is; undefined where it is nothing that is read. */
export function dotnetFile(path: string): DotnetFile | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (file.endsWith('.deps.json')) {
    const [shared, name, version] = path.split('/').slice(-4, -1);
    return shared === 'shared' && name !== undefined && version !== undefined && file === `${name}.deps.json`
      ? { kind: 'framework', name, version }
      : { kind: 'deps' };
  }
  if (file === 'packages.config') return { kind: 'packages-config' };
  return file.endsWith('.nuspec') && isUnpacked(path, file.slice(0, -'.nuspec'.length))
    ? { kind: 'nuspec' }
    : undefined;
}

/** Packages are unpacked to `ID/VERSION/ID.nuspec`, or `ID.VERSION/ID.nuspec` by old tools. */
function isUnpacked(path: string, id: string): boolean {
  const [name, version] = path.split('/').slice(-3, -1);
  const isSame = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
  if (isSame(name, id) && version !== undefined && /^\d/.test(version)) return true;
  return version !== undefined && isSame(version.slice(0, id.length), id) && /^\.\d/.test(version.slice(id.length));
}
