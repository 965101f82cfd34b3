/** Why a feed as a whole cannot be had or read, as the end of a sentence that begins with its name or address. */
export class FeedFault extends Error {
  /** True where the publisher or mirror has no such file. */
  readonly missing: boolean;

  constructor(message: string, options: { readonly cause?: unknown; readonly missing?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.missing = options.missing ?? false;
  }
}

/** A fault with the reason below it, in one line. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
