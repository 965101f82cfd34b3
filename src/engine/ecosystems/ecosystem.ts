import type { Distro } from '#core/distro.ts';
import type { VersionSchemeName } from '#engine/versions/index.ts';

/** What os-release(5) says, as far as ecosystems need it. */
export type OsRelease = Pick<Distro, 'id' | 'versionId' | 'codename' | 'prettyName' | 'idLike'>;

/** A release of a distro. `id` is how advisories name it (OSV, after the colon); `endOfLife` is an ISO date. */
export interface DistroRelease {
  readonly id: string;
  readonly codename?: string;
  readonly endOfLife?: string;
}

/** A distro or a language: how its packages are named, ordered and looked up. */
export interface Ecosystem {
  readonly name: string;
  readonly displayName: string;
  readonly purlType: string;
  /** OSV's ecosystem name, without the release (ossf.github.io/osv-schema, "Defined ecosystems"). */
  readonly osvName: string;
  readonly versionScheme: VersionSchemeName;
  /** Whether advisories name the source package (deb source, apk origin) or the installed package itself. */
  readonly advisoriesName: 'source' | 'package';
  normaliseName?(name: string): string;
  readonly distro?: {
    readonly osReleaseIds: readonly string[];
    /** purl namespace of its packages: `debian`. */
    readonly purlNamespace: string;
    /** The release by which its advisories are looked up; undefined where the distro rolls or says none. */
    releaseOf(osRelease: OsRelease): string | undefined;
    /** True where advisories carry no release because the distro has none. */
    readonly rolling?: boolean;
    readonly releases: readonly DistroRelease[];
  };
}
