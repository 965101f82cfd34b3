import { PlimsollError } from '#core/errors.ts';

export type ReportErrorCode = 'report/nothing-to-state';

/** A report that cannot be written in the format asked for. */
export class ReportError extends PlimsollError<ReportErrorCode> {}
