import { mayImport, partOf, plugInOf } from './parts.ts';
import type { Import, SourceFile } from './source-files.ts';

/** A rule of the architecture: a name, a sentence, and the violations it finds in a file. */
export interface Rule {
  readonly name: string;
  readonly sentence: string;
  check(file: SourceFile): readonly string[];
}

/** At the beginning of a line, where the formatter puts what belongs to no function. */
const moduleState =
  /^(?:export )?(?:(?:let|var) \w+|const \w+(?:: (?!readonly |Readonly)[^=\n]+)? = (?:new (?:Weak)?(?:Map|Set)(?:<[^()\n]*>)?\(\)|\[\]|\{\});)/gm;
const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const crossings = (file: SourceFile): (Import & { target: string })[] =>
  file.imports.filter(
    (one): one is Import & { target: string } => one.target !== undefined && partOf(one.target) !== partOf(file.path),
  );

/** Rules on single files; cycles are looked for over all files in `find-cycles.ts`. */
export const rules: readonly Rule[] = [
  {
    name: 'parts',
    sentence: 'a part imports only the parts that the table in parts.ts allows: core ← engine ← server, cli ← main',
    check: (file) => {
      const part = partOf(file.path);
      if (part === undefined) return [];
      return crossings(file)
        .filter(({ target }) => !target.startsWith('tests/') && !mayImport(part, partOf(target) ?? target))
        .map(({ target }) => `${part} imports ${target}`);
    },
  },
  {
    name: 'doors',
    sentence:
      "another part is entered by its index.ts only (core's files, the engine's own and main's compositions are doors themselves)",
    check: (file) =>
      crossings(file)
        .filter(({ target }) => partOf(target)?.includes('/') || partOf(target) === 'cli')
        .filter(({ target }) => !target.endsWith('/index.ts'))
        .map(({ target }) => `enters ${target} past its index.ts`),
  },
  {
    name: 'crossings',
    sentence: 'a crossing is written with # and a neighbour relatively, so that a crossing looks different',
    check: (file) =>
      file.path.startsWith('src/')
        ? file.imports
            .filter(
              ({ specifier, target }) =>
                target !== undefined && specifier.startsWith('#') === (partOf(target) === partOf(file.path)),
            )
            .map(({ specifier }) => `writes ${specifier}`)
        : [],
  },
  {
    name: 'plug-ins',
    sentence: 'a plug-in never imports a sibling plug-in',
    check: (file) => {
      const own = plugInOf(file.path);
      if (own === undefined) return [];
      return file.imports
        .filter(({ target }) => target !== undefined && plugInOf(target) !== undefined && plugInOf(target) !== own)
        .filter(({ target }) => partOf(target ?? '') === partOf(file.path))
        .map(({ target }) => `imports its sibling ${target}`);
    },
  },
  {
    name: 'core-is-pure',
    sentence: 'core does no I/O and imports nothing but itself',
    check: (file) =>
      file.path.startsWith('src/core/') && !isTest(file.path)
        ? file.imports
            .filter(({ target }) => !target?.startsWith('src/core/'))
            .map(({ specifier }) => `imports ${specifier}`)
        : [],
  },
  {
    name: 'no-test-code',
    sentence: 'production code imports no test code',
    check: (file) =>
      (file.path.startsWith('src/') || file.path.startsWith('web/src/')) && !isTest(file.path)
        ? file.imports
            .filter(
              ({ target, specifier }) => target?.startsWith('tests/') || isTest(target ?? '') || specifier === 'vitest',
            )
            .map(({ specifier }) => `imports ${specifier}`)
        : [],
  },
  {
    name: 'one-reader-of-the-environment',
    sentence: 'only main/config reads process.env',
    check: (file) =>
      file.path.startsWith('src/') &&
      !isTest(file.path) &&
      !file.path.startsWith('src/main/config') &&
      /\bprocess\s*\.\s*env\b|\bprocess\[/.test(file.text)
        ? ['reads process.env']
        : [],
  },
  {
    name: 'modules-keep-no-state',
    sentence:
      'a module has no variable and no collection to fill: state is made in main and handed down, and tests share modules',
    check: (file) => (isTest(file.path) ? [] : [...file.text.matchAll(moduleState)].map(([text]) => `has ${text}`)),
  },
  {
    name: 'web-talks-http',
    sentence: 'the browser code imports nothing of src: it knows the service by the generated API client only',
    check: (file) =>
      file.path.startsWith('web/')
        ? file.imports
            .filter(
              ({ target, specifier }) =>
                specifier.startsWith('#') || (target !== undefined && !target.startsWith('web/')),
            )
            .map(({ specifier }) => `imports ${specifier}`)
        : [],
  },
];
