import { PlimsollError } from '#core/errors.ts';

export type VexErrorCode = 'vex/unreadable' | 'vex/unknown-format';

/** A VEX document could not be used. */
export class VexError extends PlimsollError<VexErrorCode> {}
