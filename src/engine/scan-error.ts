import { PlimsollError } from '#core/errors.ts';

export type ScanErrorCode = 'scan/bad-reference' | 'scan/failed' | 'scan/not-the-base';

/** A scan that could not be done at all: the reference is none, or nothing could be read. */
export class ScanError extends PlimsollError<ScanErrorCode> {}
