import type { Finding } from '#core/finding.ts';
import type { ImageConfig } from '#core/image.ts';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Package } from '#core/package.ts';
import type { SecretFinding } from '#core/secret-finding.ts';

/** What a condition may know of a package: nothing that depends on the image that holds it. */
export interface PackageSubject extends Pick<Package, 'type' | 'ecosystem' | 'name' | 'version' | 'licenses'> {
  readonly kind: 'package';
}

/** What a condition may know of a finding: nothing that depends on the image that holds its package. */
export interface FindingSubject {
  readonly kind: 'finding';
  readonly package: PackageSubject;
  readonly finding: Pick<
    Finding,
    'vulnerabilityId' | 'aliases' | 'severity' | 'scores' | 'fix' | 'published' | 'exploit' | 'confidence'
  > & {
    /** 0 to 100. */
    readonly risk?: number;
  };
}

/** What a condition may know of an image as a whole. */
export interface ImageSubject {
  readonly kind: 'image';
  /** Absent where no image was read but a document on it: nothing that it would tell violates then. */
  readonly config?: ImageConfig;
  readonly lifecycles: readonly Lifecycle[];
  readonly secrets: readonly SecretFinding[];
  /** Whether everything could be read and looked up. */
  readonly complete: boolean;
  /** Sum of the stored layer sizes, bytes. */
  readonly size: number;
}

/** What a rule is asked about. */
export type RuleSubject = FindingSubject | PackageSubject | ImageSubject;
