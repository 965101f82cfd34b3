import type { PackageDetails, SourcePackage } from '#core/package.ts';
import { formatPurl } from '#core/purl.ts';
import type { CatalogedPackage } from './cataloger.ts';
import type { DistroOfPackages } from './distro-packages.ts';

/** What a system package's database says of it. */
export interface SystemPackageFacts {
  readonly type: 'deb' | 'apk' | 'rpm' | 'alpm' | 'opkg';
  readonly name: string;
  /** As the package manager shows it, without its epoch where that is given apart. */
  readonly version: string;
  /** rpm's, which stands before the version and in a purl beside it. */
  readonly epoch?: number | undefined;
  readonly architecture?: string | undefined;
  readonly source?: SourcePackage | undefined;
  readonly licenses?: readonly string[];
  readonly details: PackageDetails;
  readonly path: string;
  readonly files?: CatalogedPackage['files'];
}

/** Types whose names a purl has in lower case (purl-spec, types). */
const lowerCaseTypes: ReadonlySet<string> = new Set(['deb', 'apk', 'alpm']);

/** A package of the distro's package manager, with its purl: `pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12`. */
export function systemPackage(facts: SystemPackageFacts, distro: DistroOfPackages): CatalogedPackage {
  const { type, name, version, epoch, architecture, source, files } = facts;
  return {
    purl: formatPurl({
      type,
      ...(distro.namespace !== undefined && { namespace: distro.namespace }),
      name: lowerCaseTypes.has(type) ? name.toLowerCase() : name,
      version,
      qualifiers: { arch: architecture, epoch: epoch ? String(epoch) : undefined, distro: distro.qualifier },
    }),
    type,
    ecosystem: distro.ecosystem,
    name,
    version: epoch ? `${epoch}:${version}` : version,
    ...(source !== undefined && { source }),
    ...(architecture !== undefined && { architecture }),
    licenses: facts.licenses ?? [],
    details: facts.details,
    paths: [facts.path],
    ...(files !== undefined && { files }),
  };
}
