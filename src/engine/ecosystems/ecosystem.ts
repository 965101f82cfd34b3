import type { Distro } from '#core/distro.ts';
import type { VersionSchemeName } from '#engine/versions/index.ts';

/** What os-release(5) says, as far as ecosystems need it. */
export type OsRelease = Pick<Distro, 'id' | 'versionId' | 'codename' | 'prettyName' | 'idLike'>;

/** A release of a distro. `id` is how advisories are looked up by it; `endOfLife` is an ISO date. */
export interface DistroRelease {
  readonly id: string;
  readonly codename?: string;
  readonly endOfLife?: string;
}

/** A distro that takes packages over from another, whose advisories are then the only ones that speak of them. */
export interface Derivative {
  readonly osReleaseIds: readonly string[];
  /** How far its packages are those of the other distro, as a sentence goes on after its name. */
  readonly differs: string;
  /** The release of the other distro that it follows; undefined where none is known, and then nothing is looked up. */
  follows(osRelease: OsRelease): FollowedRelease | undefined;
}

/** A release of the distro that is followed, and the end of life of the one that follows it where that is another. */
export interface FollowedRelease {
  readonly release: string;
  readonly endOfLife?: string;
}

/** A distro or a language: how its packages are named, ordered and looked up. */
export interface Ecosystem {
  readonly name: string;
  readonly displayName: string;
  readonly purlType: string;
  /**
   * The name that advisories give it, without the release: OSV's where OSV defines one (ossf.github.io/osv-schema, "Defined
   * ecosystems"). Absent where no advisories can be had, so that its packages are found but never looked up.
   */
  readonly osvName?: string;
  /** Address of those who publish its advisories, where OSV does not carry them. */
  readonly advisoriesElsewhere?: string;
  /** Absent only where nothing is ever looked up. */
  readonly versionScheme?: VersionSchemeName;
  /** Whether advisories name the source package (deb source, apk origin) or the installed package itself. */
  readonly advisoriesName: 'source' | 'package';
  /** True where some of its advisories name the other of the two, and say so (Ubuntu's OVAL, Red Hat's VEX). */
  readonly advisoriesNameBoth?: boolean;
  normaliseName?(name: string): string;
  /**
   * The shell command that brings exactly this version into a project, given its versions as they are compared; absent where none does so
   * whatever the project asks for, undefined where none does for this package. Names and versions are of characters that mean nothing to a shell.
   */
  upgradeCommand?(upgrade: { readonly name: string; readonly from: string; readonly to: string }): string | undefined;
  /**
   * Under which names other ecosystems' advisories speak of a package, where there are none of its own. What they say holds of what
   * the project released, and less surely of what somebody built.
   */
  knownElsewhereAs?(name: string): readonly { readonly osvName: string; readonly name: string }[];
  readonly distro?: {
    readonly osReleaseIds: readonly string[];
    /** purl namespace of its packages: `debian`. */
    readonly purlNamespace: string;
    /** The release by which its advisories are looked up; undefined where the distro rolls or says none. */
    releaseOf(osRelease: OsRelease): string | undefined;
    /** The release, as `releaseOf` gives it, that advisories mean by another name; without it they use the same. */
    normaliseRelease?(release: string): string;
    /**
     * The release of an image that gets fixes for one minor release longer than others do, as its build says; undefined for others.
     */
    extendedReleaseOf?(distro: Distro): string | undefined;
    /** All releases under which advisories on a build of a package are filed; without it, that of the image alone. */
    releasesOfBuild?(release: string, version: string): readonly string[];
    /** True where advisories carry no release because the distro has none. */
    readonly rolling?: boolean;
    readonly releases: readonly DistroRelease[];
    readonly derivatives?: readonly Derivative[];
  };
}
