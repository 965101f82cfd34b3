import { dirname, posix } from 'node:path';

/** A Markdown page of the repository. `path` is relative to the root, with forward slashes. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A link to another place in the repository. */
export interface PageLink {
  /** As written. */
  readonly written: string;
  /** Path from the root. */
  readonly target: string;
  readonly anchor?: string;
}

/** The links of a page that lead to something in the repository. */
export function linksOf({ path, text }: Page): readonly PageLink[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, written = '']) => written)
    .filter((written) => !/^[a-z]+:/.test(written))
    .map((written) => {
      const [place = '', anchor] = written.split('#');
      const target = place === '' ? path : posix.join(dirname(path), place);
      return { written, target, ...(anchor !== undefined && { anchor }) };
    });
}

/** The anchors of a page, one for each heading, as GitHub makes them. */
export function anchorsOf({ text }: Pick<Page, 'text'>): readonly string[] {
  return [...withoutCode(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Files and folders that a page names in code, from the root: `src/engine/x.ts`. Patterns and places for names are left out. */
export function namedFilesOf({ text }: Pick<Page, 'text'>): readonly string[] {
  return [...text.matchAll(/`((?:src|tests|docs|scripts|bench|web|bin|\.ci)\/[\w./-]*[\w/])`/g)].map(
    ([, path = '']) => path,
  );
}

/** Scripts of package.json that a page has people run. */
export function scriptsOf({ text }: Pick<Page, 'text'>): readonly string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test))\b/g)];
  return named.map(([, run, own]) => run ?? own ?? '');
}

/** Command lines of Plimsoll that a page shows, as words without the program: in blocks of code, and within a line in code. */
export function commandLinesOf({ text }: Pick<Page, 'text'>): readonly (readonly string[])[] {
  const shown = [
    ...text.matchAll(/^ *(?:node bin\/plimsoll\.js|plimsoll) (.+)$/gm),
    ...text.matchAll(/`plimsoll ([^`]+)`/g),
  ];
  return shown.map(([, line = '']) => line.replace(/\s+#.*$|\s[<>|].*$/, '').match(/"[^"]*"|\S+/g) ?? []);
}

function withoutCode(text: string): string {
  return text
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.slice(1, -1).replaceAll(/[[\]()#]/g, ''));
}
