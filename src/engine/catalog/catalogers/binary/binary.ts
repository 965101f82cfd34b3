import { hash } from 'node:crypto';
import { formatPurl } from '#core/purl.ts';
import type { FileHead, LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { executableFormat, isPackedByUpx } from '../../executables/executable-format.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import type { BinaryClassifier } from './classifier.ts';
import { createPathIndex } from './path-index.ts';
import { type Recognised, scanFile } from './scan-file.ts';
import { builtInClassifiers } from './table/table.ts';

/** What was recognised in one file; those that nothing recognises are told of by their traces. */
export type BinaryRecord = { readonly programs: readonly RecognisedProgram[] };

/** A program and how it is named; `unless` is the path of a file that has the word where it names the software too. */
type RecognisedProgram = {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly cpes: readonly string[];
  readonly unless?: string;
};

/** Raised when what the built-in table or the search gives for the same bytes changes. */
const version = 3;
/** Text files are read where their name is one that a program has; those that are larger are something else. */
const maxTextBytes = 64 * 1024 * 1024;

/** Programs that people copy into images, known by what they say of themselves: the built-in table, and `more` of the user's. */
export function createBinaryCataloger(more: readonly BinaryClassifier[] = []): CatalogerPlugIn<BinaryRecord> {
  // What the user says of a program goes before what is built in.
  const index = createPathIndex([...more, ...builtInClassifiers]);
  const texts = createPathIndex([...more, ...builtInClassifiers].filter(({ content }) => content === 'any'));
  return {
    name: 'binary',
    version: more.length === 0 ? version : `${version}-${hash('sha256', JSON.stringify(more)).slice(0, 12)}`,
    about: {
      title: 'programs that no package manager installed',
      reads: [
        `${new Set(builtInClassifiers.map(({ name }) => name)).size} programs, by name and by what they say of themselves`,
      ],
      gives: ['CPE names'],
      limits: ['more programs can be named in a file: `--binary-classifiers`, `PLIMSOLL_BINARY_CLASSIFIERS`'],
    },
    wants: (path, size) => size <= maxTextBytes && texts.for(path).length > 0,
    wantsContent: ({ head }: FileHead) => executableFormat(head) !== undefined,
    readsAlike: (path, other) => {
      const [these, those] = [index.for(path), index.for(other)];
      return these.length === those.length && these.every((one) => those.includes(one));
    },
    catalog: (file, context) => catalog(file, index.for(file.path), context),
    assemble,
  };
}

/** The cataloger of programs with the built-in table alone. */
export const binary = createBinaryCataloger();

async function catalog(
  file: LayerFile,
  classifiers: readonly BinaryClassifier[],
  context: CatalogContext,
): Promise<BinaryRecord | undefined> {
  const format = executableFormat(file.head);
  const fitting = classifiers.filter(({ content }) => content === 'any' || format !== undefined);
  if (fitting.length > 0 && isPackedByUpx(file.head)) {
    const message = `${file.path} is packed by UPX: its version cannot be read`;
    context.problem('catalog/executable-packed', message);
    return undefined;
  }
  const found = fitting.length === 0 ? [] : await scanFile(file, fitting);
  return found.length === 0 ? undefined : { programs: distinct(found).map(toProgram) };
}

/** Of two classifiers for one program the first. */
function distinct(found: readonly Recognised[]): readonly Recognised[] {
  return [...new Map(found.toReversed().map((one) => [one.classifier.name, one])).values()].toReversed();
}

function toProgram({ classifier, version: found }: Recognised): RecognisedProgram {
  const { name, unless } = classifier;
  const text = found.replace(/[.+_~-]+$/, '');
  return {
    name,
    version: text,
    purl: withVersion(classifier, text),
    cpes: (classifier.cpes ?? []).map((cpe) => `cpe:2.3:a:${cpe}:${cpeText(text)}:*:*:*:*:*:*:*`),
    ...(unless !== undefined && { unless }),
  };
}

function withVersion({ name, purl }: BinaryClassifier, text: string): string {
  const end = formatPurl({ type: 'x', name: 'x', version: text }).slice('pkg:x/x'.length);
  return `${purl ?? formatPurl({ type: 'generic', name })}${end}`;
}

/** All but letters, digits and `_` is quoted by a backslash, but for `.` and `-` (NISTIR 7695, 6.2). */
function cpeText(text: string): string {
  return text.toLowerCase().replaceAll(/[^0-9a-z_.-]/g, String.raw`\$&`);
}

function assemble(records: readonly PlacedRecord<BinaryRecord>[]): readonly CatalogedPackage[] {
  const known = new Set(records.map(({ path }) => path));
  return mergeByPurl(
    records.flatMap(({ path, record }) =>
      record.programs
        .filter(({ unless }) => unless === undefined || !known.has(beside(path, unless)))
        .map((program) => toPackage(program, path)),
    ),
  );
}

function beside(path: string, relative: string): string {
  const segments = path.split('/').slice(0, -1);
  for (const segment of relative.split('/')) {
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}

function toPackage(program: RecognisedProgram, path: string): CatalogedPackage {
  const { name, version: found, purl, cpes } = program;
  return {
    purl,
    type: purl.slice('pkg:'.length, purl.indexOf('/')),
    ecosystem: 'binary',
    name,
    version: found,
    licenses: [],
    details: { kind: 'binary', cpes },
    paths: [path],
  };
}
