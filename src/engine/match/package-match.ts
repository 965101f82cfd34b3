import type { Fix } from '#core/advisory.ts';
import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';

/** What matching needs to know of a package: nothing that depends on the image, so equal subjects are matched once. */
export type MatchSubject = Pick<Package, 'ecosystem' | 'name' | 'version' | 'source' | 'architecture' | 'details'> & {
  /** Release of the image's distro, for packages of that distro. */
  readonly release?: string;
  /** Of a package that a system package owns: its `id`. */
  readonly owner?: string;
};

/** A vulnerability of a distinct package: a finding without the image. */
export type PackageMatch = Pick<
  Finding,
  | 'vulnerabilityId'
  | 'aliases'
  | 'summary'
  | 'severity'
  | 'scores'
  | 'published'
  | 'exploit'
  | 'evidence'
  | 'hidden'
  | 'confidence'
> & { readonly fix: Fix };
