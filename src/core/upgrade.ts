/** What to do about one package of an image: install another version. Vulnerabilities are named by their ids, sorted. */
export interface Upgrade {
  /** Of the source package where the distro builds several packages from one, since they are upgraded together. */
  readonly name: string;
  readonly ecosystem: string;
  readonly packageIds: readonly string[];
  /** Installed versions; several where packages of one source have versions of their own. */
  readonly from: readonly string[];
  /** The lowest version known that leaves nothing that is fixed anywhere, looked up itself. */
  readonly to: string;
  /** What must be subscribed to for `to`: `esm`. */
  readonly channel?: string;
  /**
   * A shell command for the image's build that installs `to`, or what the distro has put in its place since; absent where none is
   * sure to, whatever else the image holds.
   */
  readonly command?: string;
  readonly clears: readonly string[];
  /** What stays since nobody has fixed it. */
  readonly leaves: readonly string[];
  /** What `to` has and the installed version has not. */
  readonly brings: readonly string[];
  /** Sum of the risk scores that go, less those that come. */
  readonly clearsRisk: number;
  /** Risk score of the image (0 to 100) once this upgrade and all before it in the plan are done. */
  readonly riskAfter: number;
  /** True where the base image brought all of these packages, so that a newer base image may do it too. */
  readonly fromBaseImage?: boolean;
}

/** The upgrades that clear something, the one that clears most risk first: the first few are the fewest that clear so much. */
export interface UpgradePlan {
  /** Risk score of the image as it is. */
  readonly riskBefore: number;
  readonly upgrades: readonly Upgrade[];
  /** One command for all upgrades of the distro's packages that have one. */
  readonly systemCommand?: string;
}
