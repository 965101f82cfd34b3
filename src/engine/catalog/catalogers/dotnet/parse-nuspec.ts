import { xmlEvents } from '../../xml-elements.ts';
import { isNugetPackage, type NugetList, type NugetPackage } from './nuget-package.ts';

const maxTextLength = 512;
const maxPackages = 100_000;

/**
 * Reads the `.nuspec` of an unpacked package (learn.microsoft.com/nuget/reference/nuspec): id, version, and the licence where it is an expression.
 * Undefined where it names no package.
 */
export function parseNuspec(text: string): NugetPackage | undefined {
  const values = new Map<string, string>();
  let open = { name: '', isExpression: true };
  let depth = 0;
  for (const event of xmlEvents(text)) {
    if (event.kind === 'close') depth -= 1;
    else if (event.kind === 'open') {
      depth += 1;
      open = { name: event.name, isExpression: event.attributes.get('type') !== 'file' };
    } else if (depth === metadataDepth && open.isExpression && !values.has(open.name)) {
      const value = event.text.trim();
      if (value !== '' && value.length <= maxTextLength) values.set(open.name, value);
    }
  }
  const [name, version, license] = ['id', 'version', 'license'].map((key) => values.get(key));
  if (name === undefined || version === undefined || !isNugetPackage(name, version)) return undefined;
  return { name, version, licenses: license === undefined ? [] : [license] };
}

/** `<package><metadata><id>` */
const metadataDepth = 3;

/** Reads `packages.config` of .NET Framework (learn.microsoft.com/nuget/reference/packages-config); undefined where it is none. */
export function parsePackagesConfig(text: string): NugetList | undefined {
  const packages: NugetPackage[] = [];
  const invalid: string[] = [];
  let isList = false;
  for (const event of xmlEvents(text)) {
    if (event.kind !== 'open') continue;
    isList ||= event.name === 'packages';
    if (!isList || event.name !== 'package' || packages.length >= maxPackages) continue;
    const [name = '', version = ''] = [event.attributes.get('id'), event.attributes.get('version')];
    if (isNugetPackage(name, version)) packages.push({ name, version });
    else invalid.push(`${name} ${version}`);
  }
  return isList ? { packages, invalid } : undefined;
}
