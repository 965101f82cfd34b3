import type { Distro } from './distro.ts';
import type { Finding } from './finding.ts';
import type { ImageIdentity, Layer } from './image.ts';
import type { Package } from './package.ts';
import type { ScanProblem } from './problem.ts';

/** What the catalogers found in an image, layers put together. */
export interface Inventory {
  readonly image: ImageIdentity;
  readonly distro?: Distro;
  readonly layers: readonly Layer[];
  readonly packages: readonly Package[];
  readonly problems: readonly ScanProblem[];
}

/** A source inside the advisory database, `fetchedAt` as ISO time. */
export interface AdvisorySourceStatus {
  readonly name: string;
  readonly fetchedAt: string;
  readonly records: number;
}

/** What one policy says of an image. */
export interface Verdict {
  readonly policyId: string;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'accepted';
  readonly violations: readonly { readonly rule: string; readonly message: string; readonly findingId?: string }[];
}

/** The result of a scan. `complete` is false where anything could not be read or looked up; `problems` says what. */
export interface ScanReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly image: ImageIdentity;
  readonly distro?: Distro;
  readonly layers: readonly Layer[];
  readonly packages: readonly Package[];
  readonly findings: readonly Finding[];
  readonly verdicts: readonly Verdict[];
  readonly problems: readonly ScanProblem[];
  readonly complete: boolean;
  readonly advisoryDatabase?: {
    readonly builtAt: string;
    readonly revision: number;
    readonly sources: readonly AdvisorySourceStatus[];
  };
  readonly startedAt: string;
  readonly finishedAt: string;
}
