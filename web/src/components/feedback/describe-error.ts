import { withoutOptions } from '../format/without-options.ts';

/** An error in words: what happened, and what to do where that is known. */
export interface DescribedError {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Describes anything thrown. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { message: String(error) };
  const { hint } = error as { hint?: unknown };
  return { message: sentence(error.message), hint: typeof hint === 'string' ? hint : undefined };
}

/** A message as a sentence of its own: with a capital at its beginning but for a path or a host, a full stop at its end, and no options of the command line. */
export function sentence(message: string): string {
  const text = withoutOptions(message);
  const isWord = /^[a-z]+(?:[\s,:;'’-]|$)/.test(text);
  const start = isWord ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
