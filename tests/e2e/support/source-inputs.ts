import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const web = join(import.meta.dirname, '../../../web/src');
/** The components of the library that one types into. */
const typed = [
  'TextInput',
  'Textarea',
  'PasswordInput',
  'Autocomplete',
  'TagsInput',
  'NumberInput',
  'JsonInput',
  'Input',
];

/** A field in the source of the screens: what it is called, or undefined where that is worked out. */
export interface SourceInput {
  readonly file: string;
  readonly label: string | undefined;
}

interface SourceFile {
  readonly file: string;
  readonly source: string;
}

/** Every element of the source that one can type into. A component that hands on what its field is called is a field where it is used. */
export function sourceInputs(): readonly SourceInput[] {
  const files = globSync('**/*.tsx', { cwd: web }).map((file) => ({
    file,
    source: readFileSync(join(web, file), 'utf8'),
  }));
  const names = new Set(typed);
  const wrappers = new Set<string>();
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const { file, source } of files) {
      if (!elementsIn(source, names).some(handsOnItsLabel)) continue;
      wrappers.add(file);
      for (const [, name = ''] of source.matchAll(/^export function ([A-Z]\w+)/gm)) names.add(name);
    }
  }
  return files.flatMap((one) => [
    ...inputsIn(one, typed).filter(({ label }) => label !== undefined || !wrappers.has(one.file)),
    ...inputsIn(one, [...names].slice(typed.length)).filter(({ label }) => label !== undefined),
  ]);
}

function inputsIn({ file, source }: SourceFile, names: Iterable<string>): readonly SourceInput[] {
  const elements = elementsIn(source, names).filter((element) => !/\breadOnly(?:\s|$|\/|>)/.test(element));
  return elements.map((element) => ({ file, label: labelOf(element) }));
}

function elementsIn(source: string, names: Iterable<string>): readonly string[] {
  const element = new RegExp(`<(?:${[...names].join('|')})\\b(?:[^>"']|"[^"]*"|'[^']*'|(?<==)>)*?(?<!=)>`, 'g');
  return [...source.matchAll(element)].map(([text]) => text);
}

function labelOf(element: string): string | undefined {
  return /\b(?:aria-)?label="([^"]+)"/.exec(element)?.[1];
}

function handsOnItsLabel(element: string): boolean {
  return labelOf(element) === undefined && /\blabel=\{label\}\s|\{\.\.\.(?:field|props|rest|others)\}/.test(element);
}

/** The paths of all screens, as regular expressions of addresses. */
export function screenPaths(): readonly (readonly [path: string, address: RegExp])[] {
  const source = readFileSync(join(web, 'app/router.tsx'), 'utf8');
  return [...source.matchAll(/path: '([^']+)'/g)]
    .map(([, path = '']) => path)
    .filter((path) => path !== '/')
    .map((path) => {
      const pattern = path.replaceAll(/\$\w+/g, '[^/]+').replaceAll('$', '.+');
      return [path, new RegExp(`${pattern}$`)] as const;
    });
}

/** What the filters are called that are typed behind "More filters". */
export function typedFilters(): readonly string[] {
  const source = readFileSync(join(web, 'features/registry/filters/filter-words.ts'), 'utf8');
  return [...source.matchAll(/label: '([^']+)', kind: '(?:text|date)'/g)].map(([, label = '']) => label);
}
