/**
 * How one packaging system orders its versions. `parse` returns undefined where the text is no version of the scheme and
 * never throws; `compare` is a total order over what `parse` returns: negative, zero or positive.
 */
export interface VersionScheme<V = unknown> {
  readonly name: string;
  parse(text: string): V | undefined;
  compare(a: V, b: V): number;
  /** The version that an advisory means by a bound of a range that is none as it stands; undefined where that is not known. */
  completeBound?(text: string): string | undefined;
}
