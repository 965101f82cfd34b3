/**
 * How a program that no package manager installed is known: where it lies, and in which words it states its version. The built-in
 * table and the user's file have the same form; docs/guides/classify-a-program.md explains it.
 */
export interface BinaryClassifier {
  /** The program, and the name of its package. */
  readonly name: string;
  /** Without version; `pkg:generic/NAME` unless given. */
  readonly purl?: string;
  /** `VENDOR:PRODUCT` as the National Vulnerability Database has them (nvd.nist.gov/products/cpe). */
  readonly cpes?: readonly string[];
  /** Where it lies: the last segments of the path, with `*` and `?` for what is within one segment. */
  readonly paths: readonly string[];
  /** Templates, tried in this order; the first that fits anywhere in the file gives the version. */
  readonly versions: readonly string[];
  /** Texts that must, or must not, be in the file. */
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  /** What is read: executables, which is usual, or files of any kind. */
  readonly content?: 'executable' | 'any';
  /** A file, relative to the program's directory: where that names the software too, it has the word. */
  readonly unless?: string;
}
