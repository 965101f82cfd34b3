/** The place of an installed Julia package's `Project.toml`. */
export interface JuliaPath {
  readonly name: string;
  /** `1.10` where the package belongs to Julia's standard library of that version. */
  readonly standardLibrary?: string;
}

/**
 * Tells which package the project file at `path` is of: `packages/NAME/SLUG/Project.toml` in a depot (Pkg, "Depots"), or
 * `stdlib/vX.Y/NAME/Project.toml` in Julia itself; undefined for other paths.
 */
export function juliaPath(path: string): JuliaPath | undefined {
  // Asked for each file.
  if (!path.endsWith('Project.toml')) return undefined;
  const [folder, first, second, file] = path.split('/').slice(-4);
  if (file !== 'Project.toml' && file !== 'JuliaProject.toml') return undefined;
  if (folder === 'packages' && first !== undefined && /^[A-Za-z0-9]{4,8}$/.test(second ?? '')) return { name: first };
  const version = /^v(\d{1,4}\.\d{1,4})$/.exec(first ?? '')?.[1];
  return folder === 'stdlib' && version !== undefined && second !== undefined
    ? { name: second, standardLibrary: version }
    : undefined;
}
