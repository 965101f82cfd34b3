const home = 'var/db/pkg/';
const files = new Set(['CONTENTS', 'LICENSE', 'SLOT', 'repository']);
const maxLength = 512;

/** A package that Portage installed, by the name of its directory, and a file in that. */
export interface InstalledPackage {
  readonly category: string;
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

/** Reads `var/db/pkg/CATEGORY/NAME-VERSION/FILE`; undefined for all other paths. */
export function installedPackage(path: string): InstalledPackage | undefined {
  if (!path.startsWith(home) || path.length > maxLength) return undefined;
  const [category = '', full = '', file = '', ...below] = path.slice(home.length).split('/');
  if (below.length > 0 || !files.has(file) || !categoryPattern.test(category)) return undefined;
  for (let dash = full.indexOf('-'); dash > 0; dash = full.indexOf('-', dash + 1)) {
    const version = full.slice(dash + 1);
    const name = full.slice(0, dash);
    if (versionPattern.test(version) && namePattern.test(name)) return { category, name, version, file };
  }
  return undefined;
}

// Package Manager Specification (projects.gentoo.org/pms), "Names and Versions". While it installs, Portage calls the package `-MERGING-…`.
const categoryPattern = /^[A-Za-z0-9_][A-Za-z0-9+_.-]*$/;
const namePattern = /^[A-Za-z0-9_][A-Za-z0-9+_-]*$/;
const versionPattern = /^\d+(?:\.\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|p)\d*)*(?:-r\d+)?$/;
