import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { runCliHere } from '#tests/support/run-cli-here.ts';
import { anchorsOf, commandLinesOf, linksOf, namedFilesOf, type Page, scriptsOf } from './documents.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const isThere = (path: string) => existsSync(join(repositoryRoot, path));
const pages: readonly Page[] = globSync(['*.md', 'docs/**/*.md'], { cwd: repositoryRoot })
  .map((path) => path.replaceAll(sep, '/'))
  .map((path) => ({ path, text: read(path) }));
const groups = new Set(['advisories', 'registry', 'queue', 'versions']);

describe('documents', () => {
  it('lead to places that there are', () => {
    const lost = pages.flatMap((page) =>
      linksOf(page)
        .filter(({ target, anchor }) => !isThere(target) || !hasAnchor(target, anchor))
        .map(({ written }) => `${page.path}: ${written}`),
    );
    expect(lost).toEqual([]);
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(50);
  });

  it('can be found from the first one', () => {
    const linked = new Set(pages.flatMap((page) => linksOf(page).map(({ target }) => target)));
    // Decisions are found by their folder, and what stands beside a picture by the picture.
    const others = /^docs\/(?:adr|images)\/|^README\.md$/;
    expect(pages.map(({ path }) => path).filter((path) => !others.test(path) && !linked.has(path))).toEqual([]);
  });

  it('name files that there are', () => {
    // Made by whoever follows the guide, and a path in an image.
    const others = ['src/engine/registry/vendors/acme-vault/acme-vault.ts', 'bin/java'];
    const named = pages.flatMap((page) => namedFilesOf(page).map((path) => [page.path, path] as const));
    expect(named.filter(([, path]) => !isThere(path) && !others.includes(path))).toEqual([]);
    expect(named.length).toBeGreaterThan(30);
  });

  it('have scripts run that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const shown = new Set(pages.flatMap(scriptsOf));
    expect([...shown].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(shown).toContain('demo');
  });

  it('have nothing run by whatever Node there is: sources need the one that npm brings', () => {
    const isDirect = /\bnode (?:scripts|bench|tests|src)\//;
    expect(pages.filter(({ text }) => isDirect.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('show commands with options that these have', async () => {
    const lines = pages.flatMap((page) => commandLinesOf(page).map((words) => [page.path, words] as const));
    expect(lines.length).toBeGreaterThan(30);
    const mistaken: string[] = [];
    for (const [path, words] of lines) {
      const depth = groups.has(words[0] ?? '') && /^[a-z]+$/.test(words[1] ?? '') ? 2 : 1;
      const command = words.slice(0, depth).filter((word) => !word.startsWith('-'));
      const { status, stdout } = await runCliHere([...command, '--help']);
      const unknown = words.filter((word) => word.startsWith('--') && !new RegExp(`${word}\\b`).test(stdout));
      const isKnown = status === 0 && stdout.startsWith(`Usage: ${['plimsoll', ...command].join(' ')} `);
      if (!isKnown || unknown.length > 0) mistaken.push(`${path}: ${words.join(' ')}`);
    }
    expect(mistaken).toEqual([]);
  });

  it('tell what is in each folder of the map', () => {
    const map = read('ARCHITECTURE.md');
    const folders = ['src', 'src/engine', 'src/server'].flatMap((folder) =>
      readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${folder}/${name}`),
    );
    const parents = ['src/server'];
    expect(folders.filter((folder) => !parents.includes(folder) && !map.includes(`| \`${folder}\``))).toEqual([]);
  });

  it('say at the door of each part what is behind it, and name files that are', () => {
    const parents = ['src/engine', 'src/server'].flatMap((folder) =>
      readdirSync(join(repositoryRoot, folder)).map((name) => `${folder}/${name}`),
    );
    const parts = [...parents, 'src/cli'].filter((part) => isThere(`${part}/index.ts`));
    const mute = parts.filter((part) => {
      const [, words] = /^\/\*\*([\s\S]*?)\*\//.exec(read(`${part}/index.ts`)) ?? [];
      const named = [...(words ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
      return named.length === 0 || named.some((path) => !isThere(`${part}/${path}`));
    });
    expect(mute).toEqual([]);
    expect(parts.length).toBeGreaterThan(15);
  });

  function hasAnchor(target: string, anchor: string | undefined): boolean {
    if (anchor === undefined) return true;
    const page = pages.find(({ path }) => path === target);
    return page !== undefined && anchorsOf(page).includes(anchor);
  }
});

describe('what is read of a page', () => {
  it.each<[what: string, text: string, found: readonly unknown[]]>([
    ['a page beside it', '[a](b.md)', [{ written: 'b.md', target: 'docs/b.md' }]],
    ['a heading elsewhere', '[`a`](../c.md#d-e)', [{ written: '../c.md#d-e', target: 'c.md', anchor: 'd-e' }]],
    ['a heading of its own', '[a](#d)', [{ written: '#d', target: 'docs/x.md', anchor: 'd' }]],
    ['nothing in code, nor elsewhere', '`[a](b.md)` [a](https://a.example/b)\n```\n[a](b.md)\n```', []],
  ])('a link to %s', (_, text, found) => expect(linksOf({ path: 'docs/x.md', text })).toEqual(found));

  it('headings, as GitHub makes anchors of them', () => {
    const text = '# One\n\n## The screens (`bench/screens.ts`)\n```\n# no heading\n```\n### Ünd 2, so';
    expect(anchorsOf({ text })).toEqual(['one', 'the-screens-benchscreensts', 'ünd-2-so']);
  });

  it('files, scripts and command lines', () => {
    const text =
      '`src/a.ts`, `docs/<x>.md`; `npm run bench`, npm test\n```\nplimsoll scan --plan a < b   # c\n```\n`plimsoll queue`';
    expect(namedFilesOf({ text })).toEqual(['src/a.ts']);
    expect(scriptsOf({ text })).toEqual(['bench', 'test']);
    expect(commandLinesOf({ text })).toEqual([['scan', '--plan', 'a'], ['queue']]);
  });
});
