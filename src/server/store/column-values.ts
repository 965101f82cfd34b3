import type { DropRule } from '#core/registry-filters.ts';

/** What a run decided, summed up. */
export interface RunSummaryRow {
  readonly kept: {
    readonly repositories: number;
    readonly tags: number;
    readonly digests: number;
    /** Of layers as stored; each digest counts once. */
    readonly bytes: number;
    readonly tagsOfUnknownSize: number;
    /** Where several platforms are wanted: the different images of each, most first; an empty name where it is not known. */
    readonly platforms?: readonly {
      readonly platform: string;
      readonly images: number;
      readonly bytes: number;
      readonly imagesOfUnknownSize: number;
    }[];
  };
  readonly dropped: readonly {
    readonly rule: DropRule;
    readonly tags: number;
    readonly repositories: number;
    readonly samples: readonly string[];
  }[];
}

/** An archive that was uploaded: its name, and which image in it is meant. */
export interface ScanUploadRow {
  readonly fileName: string;
  readonly tag?: string | undefined;
}

/** How far a scan is. */
export interface ScanProgressRow {
  readonly phase: 'resolving' | 'reading' | 'cataloging' | 'matching' | 'saving';
  readonly bytes: number;
  readonly totalBytes: number;
  readonly layers: number;
  readonly cachedLayers: number;
}

/** How far an advisory update is. */
export interface AdvisoryProgress {
  readonly phase: 'waiting' | 'fetching' | 'reading' | 'writing' | 'matching';
  readonly source?: string;
  readonly done?: number;
  readonly total?: number;
}
