import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import { formatPurl, type PurlParts, parsePurl } from '#core/purl.ts';
import { withoutUserInfo } from '#core/secret.ts';
import { type Ecosystem, findEcosystem } from '#engine/ecosystems/index.ts';
import type { SbomComponent } from '../documents/sbom-document.ts';
import { isSystemType } from './find-distro.ts';
import { foreignLocations, type SbomLocation } from './foreign-locations.ts';
import { foreignSource } from './foreign-source.ts';
import { parseOwnFacts } from './parse-package.ts';

/** A package as a document names it; whose layers may not be known. */
export type SbomPackage = Omit<Package, 'id' | 'locations'> & { readonly locations: readonly SbomLocation[] };

/** Ecosystem of system packages whose distro is not known: no plug-in has it. */
const unknownEcosystem = 'unknown';

interface Context {
  /** The distro that system packages belong to. */
  readonly distro: Distro | undefined;
  readonly ecosystems: readonly Ecosystem[];
}

/**
 * Makes a package of a component; undefined where that has no version, since nothing can be looked up of it. A component without purl stays, as one
 * of type `generic`. Types that no ecosystem has are their own ecosystem, which matching then names as not looked up.
 */
export function packageOf(component: SbomComponent, context: Context): SbomPackage | undefined {
  const given = component.purl === undefined ? undefined : withoutCredentials(component.purl);
  const purl = (given === undefined ? undefined : parsePurl(given)) ?? genericPurl(component);
  const version = versionOf(component, purl);
  if (version === '' || (component.name === '' && component.purl === undefined)) return undefined;
  const id = given !== undefined && parsePurl(given) !== undefined ? given : formatPurl(purl);
  const own = parseOwnFacts(component.own);
  if (own !== undefined) {
    const { name, licenses } = component;
    const ecosystem = isOf(own.ecosystem, purl.type, context) ? own.ecosystem : ecosystemOf(purl.type, context);
    return { ...own, purl: id, type: purl.type, ecosystem, name, version: component.version ?? version, licenses };
  }
  return foreignPackage(component, { id, purl, version }, context);
}

function foreignPackage(
  component: SbomComponent,
  { id, purl, version }: { readonly id: string; readonly purl: PurlParts; readonly version: string },
  context: Context,
): SbomPackage {
  const isSystem = isSystemType(purl.type, context.ecosystems);
  const architecture = purl.qualifiers?.arch;
  const source = isSystem ? (foreignSource(component, purl, version) ?? { name: purl.name, version }) : undefined;
  const modularityLabel =
    component.properties['aquasecurity:trivy:Modularitylabel']?.[0] ??
    component.properties['syft:metadata:modularityLabel']?.[0] ??
    purl.qualifiers?.rpmmod;
  return {
    purl: id,
    type: purl.type,
    ecosystem: ecosystemOf(purl.type, context),
    name: isSystem ? purl.name : nameOf(purl),
    version,
    ...(source !== undefined && { source }),
    ...(architecture !== undefined && { architecture }),
    licenses: component.licenses,
    locations: foreignLocations(component),
    foundBy: ['sbom'],
    ...(purl.type === 'rpm' && modularityLabel && { details: { kind: 'rpm', modularityLabel } }),
  };
}

/** Qualifiers say where a package comes from (`download_url`, `vcs_url`, `repository_url`), with the password that it was fetched by, where a tool is careless. */
function withoutCredentials(purl: string): string {
  const query = purl.indexOf('?');
  if (query < 0 || !/@|%40/.test(purl.slice(query))) return purl;
  const parts = parsePurl(purl);
  const given = Object.entries(parts?.qualifiers ?? {});
  const kept = given.map(([name, value]) => [name, value === undefined ? value : withoutUserInfo(value)] as const);
  if (parts === undefined || kept.every(([, value], index) => value === given[index]?.[1])) return purl;
  return formatPurl({ ...parts, qualifiers: Object.fromEntries(kept) });
}

function genericPurl({ name, version }: SbomComponent): PurlParts {
  return { type: 'generic', name, ...(version !== undefined && { version }) };
}

/** The purl's version, since it is what advisories are compared with; rpm's epoch, and with some tools deb's, is a qualifier there. */
function versionOf({ version }: SbomComponent, purl: PurlParts): string {
  const text = purl.version ?? version ?? '';
  const epoch = purl.qualifiers?.epoch;
  return epoch !== undefined && epoch !== '0' && !text.includes(':') ? `${epoch}:${text}` : text.replace(/^0:/, '');
}

/** Names of languages include what purls call a namespace: a scope, a group, the path of a module. */
function nameOf({ type, namespace, name }: PurlParts): string {
  if (namespace === undefined) return name;
  return type === 'maven' ? `${namespace}:${name}` : `${namespace}/${name}`;
}

function ecosystemOf(type: string, { distro, ecosystems }: Context): string {
  if (isSystemType(type, ecosystems)) {
    const known = distro?.ecosystem === undefined ? undefined : findEcosystem(distro.ecosystem, ecosystems);
    return known?.purlType === type ? known.name : unknownEcosystem;
  }
  return ecosystems.find(({ purlType }) => purlType === type)?.name ?? type;
}

/** Tells whether an ecosystem that a document names is one whose packages have this type. */
function isOf(name: string, type: string, { ecosystems }: Context): boolean {
  return name === unknownEcosystem || findEcosystem(name, ecosystems)?.purlType === type;
}
