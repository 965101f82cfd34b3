import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const web = join(import.meta.dirname, '../../../web/src');
const typed =
  /<(?:TextInput|Textarea|PasswordInput|Autocomplete|TagsInput|NumberInput|JsonInput|SearchBox|Input)\b(?:[^>"']|"[^"]*"|'[^']*'|=>)*?>/g;

/** A field in the source of the screens: what it is called, or undefined where that is worked out. */
export interface SourceInput {
  readonly file: string;
  readonly label: string | undefined;
}

/** Every element of the source that one can type into. */
export function sourceInputs(): readonly SourceInput[] {
  return globSync('**/*.tsx', { cwd: web }).flatMap((file) => {
    const source = readFileSync(join(web, file), 'utf8');
    return [...source.matchAll(typed)]
      .filter(([element]) => !/\breadOnly(?:\s|$|\/|>)/.test(element))
      .map(([element]) => ({ file, label: /\b(?:aria-)?label="([^"]+)"/.exec(element)?.[1] }));
  });
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
