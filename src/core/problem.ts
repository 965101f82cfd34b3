/** Where in the arrow a problem arose. */
export type ScanStage = 'registry' | 'image' | 'catalog' | 'advisories' | 'match' | 'vex' | 'policy' | 'report';

/** Something that could not be read, kept on the report: a report with problems is normal, one that hides them is not. */
export interface ScanProblem {
  readonly stage: ScanStage;
  /** `stage/what-went-wrong`, e.g. `image/layer-truncated`. */
  readonly code: string;
  readonly plugIn?: string;
  readonly path?: string;
  /** One sentence: what, which, and what to do. */
  readonly message: string;
  /** True where something may be missing from the packages or findings because of it; such a report is not complete. */
  readonly affectsCoverage: boolean;
}
