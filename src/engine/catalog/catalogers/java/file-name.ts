/** What the name of an archive says: `log4j-core-2.17.1.jar` is version 2.17.1 of log4j-core. */
export interface NamedArchive {
  /** The name less its extension. */
  readonly stem: string;
  readonly name: string;
  readonly version: string | undefined;
}

/** Words that belong to a version when they follow one. */
const qualifier =
  /^(?:snapshot|release|final|ga|sp\d*|rc\d*|cr\d*|m\d+|alpha\d*|beta\d*|pre\d*|b\d+|v\d+|jre\d*|android|jdk\d+|java\d+|incubating|redhat|hadoop\d*|empty)(?:$|[._])/i;
/** Words that say which of several files of one version it is. */
const classifier =
  /-(?:sources|javadoc|noaop|tests?|all|shaded|uber|fat|exec|boot|standalone|runtime|jar-with-dependencies|(?:linux|osx|windows|macos)[a-z0-9_-]*|aarch_?64|x86_64|noarch)$/i;
const maxNameLength = 512;

/** Takes the name of an archive apart where a version begins in it. */
export function parseFileName(path: string): NamedArchive {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const stem = file.slice(0, file.lastIndexOf('.'));
  const plain = stem.slice(0, maxNameLength).replace(classifier, '');
  const words = plain.split('-');
  const starts = words.flatMap((word, index) => (index > 0 && /^[vr]?\d/.test(word) ? [index] : []));
  // `log4j-1.2-api-2.17.1` has its version behind the last number, `guava-31.1-jre` and `a-1.0-20240102.030405-6` behind the first.
  const start = starts.find((at) => words.slice(at + 1).every((word) => /^\d/.test(word) || qualifier.test(word)));
  const at = start ?? starts.at(-1);
  if (at !== undefined) return { stem, name: words.slice(0, at).join('-'), version: words.slice(at).join('-') };
  const bundle = /^([A-Za-z][\w.-]*?)_(\d+\.\d[\w.-]*)$/.exec(plain);
  return bundle === null
    ? { stem, name: plain, version: undefined }
    : { stem, name: bundle[1] ?? plain, version: bundle[2] };
}
