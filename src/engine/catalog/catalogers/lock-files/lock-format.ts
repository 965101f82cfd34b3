/** A package that a lock file names. */
export type LockedPackage = {
  /** As the ecosystem writes it: `@scope/name`, `vendor/name`, `group:artifact`, `github.com/a/b`. */
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly string[];
  /** Qualifiers of the purl. */
  readonly qualifiers?: Readonly<Record<string, string>>;
};

/** One kind of lock file. */
export interface LockFormat {
  /** As people know it: `package-lock.json`. */
  readonly name: string;
  /** Name of the ecosystem plug-in. */
  readonly ecosystem: string;
  readonly purlType: string;
  /** Judges by the file's own name. */
  matches(fileName: string): boolean;
  /** True where the tool ends the file with a newline, so that one without is cut off, which its lines do not show otherwise. */
  readonly endsWithNewline?: boolean;
  /**
   * The packages that the file names for production, where it tells them from those of development; undefined where it is no such
   * file. Never throws; linear in the length of the text.
   */
  read(text: string): Iterable<LockedPackage> | undefined;
}

/** Makes the test for files of one of these names. */
export function named(...names: readonly string[]): (fileName: string) => boolean {
  return (fileName) => names.includes(fileName);
}
