/** An operating system and processor, as OCI image indexes name them (`linux/arm64/v8`, `windows(10.0.20348.2966)/amd64`). */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  /** The release of the operating system, which Windows images are bound to. */
  readonly osVersion?: string;
}

/** Of which platforms images are scanned: all that there are, or those named; where none is, one of each image, as pulling chooses it. */
export interface WantedPlatforms {
  readonly all: boolean;
  readonly named: readonly string[];
}

const part = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const osAndVersion = /^([a-z0-9._-]{1,64})\(([A-Za-z0-9][A-Za-z0-9._-]{0,63})\)$/;

/**
 * Reads `os/architecture[/variant]`, or returns undefined where the text is anything else. The release of an operating system stands behind it in brackets
 * (https://pkg.go.dev/github.com/containerd/platforms).
 */
export function parsePlatform(text: string): Platform | undefined {
  const [system, architecture, variant, ...rest] = text.split('/');
  if (system === undefined || architecture === undefined || rest.length > 0) return undefined;
  const [, os = system, osVersion] = osAndVersion.exec(system) ?? [];
  if (![os, architecture, variant ?? 'x'].every((word) => part.test(word))) return undefined;
  return { os, architecture, ...(variant !== undefined && { variant }), ...(osVersion !== undefined && { osVersion }) };
}

/** Writes a platform as `os/architecture[/variant]`, with the release of its operating system where it names one. */
export function formatPlatform({ os, osVersion, architecture, variant }: Platform): string {
  const system = osVersion === undefined || osVersion === '' ? os : `${os}(${osVersion})`;
  return [system, architecture, variant].filter((word) => word !== undefined && word !== '').join('/');
}

/** Tells whether `offered` satisfies `wanted`; a variant or release that `wanted` leaves out matches any. */
export function platformMatches(offered: Platform, wanted: Platform): boolean {
  return (
    offered.os === wanted.os &&
    offered.architecture === wanted.architecture &&
    (wanted.variant === undefined || offered.variant === wanted.variant) &&
    (wanted.osVersion === undefined || offered.osVersion === wanted.osVersion)
  );
}

/** The platform chosen where the user names none and an index holds several. */
export const defaultPlatform: Platform = { os: 'linux', architecture: 'amd64' };
