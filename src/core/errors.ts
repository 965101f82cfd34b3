/**
 * Base of every module's error class. `code` is `module/what-went-wrong` from the module's closed union; `retriable` says
 * whether trying again may help; `message` says what, which and what to do, and holds no secret.
 */
export abstract class PlimsollError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly retriable: boolean;

  constructor(code: Code, message: string, options: { readonly cause?: unknown; readonly retriable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retriable = options.retriable ?? false;
  }
}

/** The message of anything thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
