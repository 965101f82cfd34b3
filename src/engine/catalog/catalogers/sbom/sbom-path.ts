const certainEndings = ['.cdx.json', '.spdx.json'];
const likelyEndings = ['.spdx', '.bom.json', '.sbom.json'];
const likelyNames = new Set(['bom.json', 'sbom.json']);
/** Where distros and build systems keep them, whatever the files are called. */
const directories = ['usr/local/share/sbom/', 'var/lib/db/sbom/'];

/** Tells how sure a file's path makes it that it is an SBOM; undefined where nothing speaks for it. */
export function sbomPath(path: string): 'certain' | 'likely' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (certainEndings.some((ending) => name.endsWith(ending))) return 'certain';
  if (path.startsWith('opt/bitnami/') && name.startsWith('.spdx-') && name.endsWith('.spdx')) return 'certain';
  if (likelyNames.has(name) || likelyEndings.some((ending) => name.endsWith(ending))) return 'likely';
  return directories.some((directory) => path.startsWith(directory)) ? 'likely' : undefined;
}
