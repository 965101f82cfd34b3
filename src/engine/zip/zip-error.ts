import { PlimsollError } from '#core/errors.ts';

export type ZipErrorCode = 'zip/not-a-zip' | 'zip/truncated' | 'zip/damaged' | 'zip/unsupported' | 'zip/too-large';

/** A zip archive, or an entry of it, that cannot be read; the message says what is wrong with it, without its name. */
export class ZipError extends PlimsollError<ZipErrorCode> {}
