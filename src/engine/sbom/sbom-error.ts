import { PlimsollError } from '#core/errors.ts';

export type SbomErrorCode = 'sbom/unreadable' | 'sbom/too-large' | 'sbom/not-an-sbom' | 'sbom/unsupported';

/** A file that is no SBOM, or none that can be read. */
export class SbomError extends PlimsollError<SbomErrorCode> {}
