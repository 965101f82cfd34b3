import { ZipError } from '#engine/zip/index.ts';
import { quote } from '../../quote.ts';
import { type ArchiveBudget, BudgetSpent } from './archive-budget.ts';
import type { JarFacts } from './jar-facts.ts';

/** An archive that was looked into. */
export interface Jar {
  /** The names that lead to it from the file, outermost first; empty for the file itself. */
  readonly place: readonly string[];
  /** Hexadecimal; undefined where not all of it was seen. */
  readonly sha1: string | undefined;
  readonly facts: JarFacts;
}

/** The bytes of an archive: at hand, or coming in order. */
export type JarContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'chunks'; readonly chunks: AsyncIterable<Uint8Array>; readonly size: number | undefined };

/** Looks into an archive that lies in another. */
export type ReadNested = (content: JarContent, place: readonly string[]) => Promise<readonly Jar[]>;

export interface JarContext {
  readonly budget: ArchiveBudget;
  readonly signal: AbortSignal;
  readonly problem: (code: string, message: string) => void;
}

const maxNameLength = 2048;

/** Does something with the archive or entry at `place`; what is wrong with that is a problem, and costs it alone. */
export async function guarded(
  place: readonly string[],
  context: JarContext,
  work: () => Promise<void> | void,
): Promise<void> {
  context.signal.throwIfAborted();
  try {
    if ((place.at(-1)?.length ?? 0) > maxNameLength) throw new ZipError('zip/unsupported', 'its name is too long');
    await work();
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    const where = place.length === 0 ? 'the archive' : quote(place.join(':'));
    context.problem(
      'catalog/archive-unreadable',
      `${where} is not read in full, packages may be missing: ${error.message}`,
    );
  }
}

/** Ends the reading of an archive, with what was found until then, where there is no more to be spent on the file. */
export function endedBySpending(error: unknown, context: JarContext): void {
  if (!(error instanceof BudgetSpent)) throw error;
  context.budget.reportOnce(() =>
    context.problem(
      'catalog/archive-too-large',
      `the archive is not read in full, packages may be missing: ${error.message}`,
    ),
  );
}
