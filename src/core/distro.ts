/**
 * What images of Red Hat say of their building, which narrows the advisories that apply to them: the repositories that packages
 * came from, the CPEs of the product, and the builds (`component-version-release`). Sorted, each once.
 */
export interface RedHatBuild {
  readonly contentSets: readonly string[];
  readonly cpes: readonly string[];
  readonly builds: readonly string[];
}

/** The operating system release found in an image, from os-release(5) or one of its fallbacks. */
export interface Distro {
  /** `ID` of os-release, lowercase: `debian`, `alpine`, `almalinux`. */
  readonly id: string;
  readonly versionId?: string;
  readonly codename?: string;
  readonly prettyName: string;
  readonly idLike: readonly string[];
  /** Name of the ecosystem plug-in that knows this distro; absent where none does. */
  readonly ecosystem?: string;
  /** The release by which advisories are looked up: `12` for Debian, `v3.9` for Alpine, `9` for AlmaLinux; absent where unknown. */
  readonly release?: string;
  /** ISO date. */
  readonly endOfLife?: string;
  readonly redHatBuild?: RedHatBuild;
}
