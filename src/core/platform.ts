/** An operating system and processor, as OCI image indexes name them (`linux/arm64/v8`). */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const part = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Reads `os/architecture[/variant]`, or returns undefined where the text is anything else. */
export function parsePlatform(text: string): Platform | undefined {
  const [os, architecture, variant, ...rest] = text.split('/');
  if (os === undefined || architecture === undefined || rest.length > 0) return undefined;
  if (![os, architecture, variant ?? 'x'].every((word) => part.test(word))) return undefined;
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

/** Writes a platform as `os/architecture[/variant]`. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant]
    .filter((word) => word !== undefined && word !== '')
    .join('/');
}

/** Tells whether `offered` satisfies `wanted`; a variant that `wanted` leaves out matches any. */
export function platformMatches(offered: Platform, wanted: Platform): boolean {
  return (
    offered.os === wanted.os &&
    offered.architecture === wanted.architecture &&
    (wanted.variant === undefined || offered.variant === wanted.variant)
  );
}

/** The platform chosen where the user names none and an index holds several. */
export const defaultPlatform: Platform = { os: 'linux', architecture: 'amd64' };
