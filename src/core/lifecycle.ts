/** How long the makers still mend something: `approaching` means 90 days or less. */
export type LifecycleState = 'active' | 'approaching' | 'ended';

/** How long a release line that an image holds is supported. */
export interface Lifecycle {
  /** `distro` for the image's own, `software` for a run-time, server or framework in it. */
  readonly kind: 'distro' | 'software';
  /** As endoflife.date names it: `debian`, `nodejs`. */
  readonly product: string;
  /** The release line: `12`, `18`, `3.11`. */
  readonly cycle: string;
  readonly state: LifecycleState;
  /** ISO day; absent where it is only known that support has, or has not, ended. */
  readonly endOfLife?: string;
  /** Days until then, negative where it is past. */
  readonly daysLeft?: number;
  /** The packages that are of this line; empty for the distro. */
  readonly packageIds: readonly string[];
}
