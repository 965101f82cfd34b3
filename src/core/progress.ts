import type { Digest } from './digest.ts';

/** What a scan is doing, for progress displays and the queue. Bytes are of the blob as stored. */
export type ScanProgress =
  | { readonly kind: 'resolving'; readonly reference: string }
  | { readonly kind: 'layers'; readonly total: number; readonly cached: number; readonly bytes: number }
  | { readonly kind: 'layer-bytes'; readonly layer: Digest; readonly bytes: number; readonly size: number }
  | { readonly kind: 'layer-done'; readonly layer: Digest }
  | { readonly kind: 'cataloging' }
  | { readonly kind: 'matching'; readonly packages: number };

export type ReportProgress = (progress: ScanProgress) => void;
