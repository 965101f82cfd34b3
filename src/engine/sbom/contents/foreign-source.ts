import type { SourcePackage } from '#core/package.ts';
import type { PurlParts } from '#core/purl.ts';
import type { SbomComponent } from '../documents/sbom-document.ts';

/**
 * The source package of a system package, as tools write it: Trivy's and Syft's properties, the sentence that Trivy puts into SPDX, the purl
 * qualifier `upstream`. A source whose version is not said has that of the package.
 */
export function foreignSource(component: SbomComponent, purl: PurlParts, version: string): SourcePackage | undefined {
  const found =
    fromTrivy(component) ??
    fromSourceInfo(component.sourceInfo) ??
    fromSyft(component, purl.type) ??
    fromUpstream(purl);
  return found === undefined ? undefined : { name: found.name, version: found.version ?? version };
}

interface Found {
  readonly name: string;
  readonly version?: string | undefined;
}

type Lookup = (name: string) => string | undefined;

function lookup({ properties }: SbomComponent, prefix: string): Lookup {
  return (name) => {
    const value = properties[`${prefix}${name}`]?.[0];
    return value === '' ? undefined : value;
  };
}

function fromTrivy(component: SbomComponent): Found | undefined {
  const value = lookup(component, 'aquasecurity:trivy:');
  const name = value('SrcName');
  const version = value('SrcVersion');
  if (name === undefined) return undefined;
  const epoch = value('SrcEpoch');
  const release = value('SrcRelease');
  const text = `${epoch === undefined || epoch === '0' ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`;
  return { name, version: version === undefined ? undefined : text };
}

function fromSourceInfo(sourceInfo: string | undefined): Found | undefined {
  const [, name, version] = /^built package from: (\S+) (\S+)$/.exec(sourceInfo?.slice(0, 1000).trim() ?? '') ?? [];
  return name === undefined ? undefined : { name, version };
}

/** Of dpkg's, apk's and rpm's packages in turn; for packages that are their own source the properties are empty. */
function fromSyft(component: SbomComponent, type: string): Found | undefined {
  const value = lookup(component, 'syft:metadata:');
  if (type === 'rpm') return fromSourceRpm(value('sourceRpm'));
  const name = value('source') ?? value('originPackage');
  return name === undefined ? undefined : { name, version: value('sourceVersion') };
}

/** `openssl@1:3.0.7` or `openssl`; of rpm packages the file name of the source package. */
function fromUpstream({ type, qualifiers }: PurlParts): Found | undefined {
  const upstream = qualifiers?.upstream;
  if (upstream === undefined || upstream === '') return undefined;
  if (type === 'rpm') return fromSourceRpm(upstream);
  const at = upstream.lastIndexOf('@');
  return at > 0 ? { name: upstream.slice(0, at), version: upstream.slice(at + 1) } : { name: upstream };
}

/** `name-version-release.src.rpm`, from the right since names have dashes. */
function fromSourceRpm(file: string | undefined): Found | undefined {
  const stem = file?.replace(/\.(?:no)?src\.rpm$/, '');
  if (stem === undefined || stem === file) return undefined;
  const release = stem.lastIndexOf('-');
  const version = stem.lastIndexOf('-', release - 1);
  return version < 1 ? undefined : { name: stem.slice(0, version), version: stem.slice(version + 1) };
}
