import type { HiddenReason } from '#core/finding.ts';
import type { MatchSubject } from './package-match.ts';

/**
 * Headers of the kernel share the kernel's source, and with it all of its flaws, but hold declarations only: Debian's
 * `linux-libc-dev`, `linux-headers-6.1.0-18-amd64`, Red Hat's `kernel-headers`, Alpine's `linux-headers`.
 */
const kernelHeaders =
  /^(?:linux-(?:[a-z0-9.-]{1,64}-)?headers(?:-[a-z0-9.+-]{1,64})?|linux-libc-dev(?:-[a-z0-9-]{1,32})?|kernel(?:-[a-z0-9]{1,16}){0,3}-headers|kernel-devel(?:-[a-z0-9-]{1,32})?)$/;
const documentation = /-(?:docs?|manual|manpages|javadoc)$/;
const systemPackages = new Set(['deb', 'rpm', 'apk', 'alpm', 'opkg']);

/** Why findings of a package are counted apart; undefined for nearly all. Only system packages are told by their names. */
export function hiddenReasonOf({ name, details, release }: MatchSubject): HiddenReason | undefined {
  if (release === undefined && !systemPackages.has(details?.kind ?? '')) return undefined;
  if (kernelHeaders.test(name)) return 'kernel-headers';
  const isDocumentation =
    documentation.test(name) || (details?.kind === 'deb' && /(?:^|\/)doc$/.test(details.section ?? ''));
  return isDocumentation ? 'documentation' : undefined;
}
