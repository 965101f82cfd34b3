import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { findCycles } from './find-cycles.ts';
import { rules } from './rules.ts';
import { parseSourceFile, readSourceFiles } from './source-files.ts';

const files = readSourceFiles(repositoryRoot, ['src', 'web/src']);

describe('the borders of the architecture', () => {
  it.each(rules)('$name: $sentence', (rule) => {
    expect(files.flatMap((file) => rule.check(file).map((violation) => `${file.path} ${violation}`))).toEqual([]);
  });

  it("tests' support keeps no state either, since tests of all groups share modules", () => {
    const known = [
      // A process of its own.
      'tests/support/estate/rematch-process.ts',
      // The same for everybody, whoever comes first.
      'tests/support/official-schemas.ts',
      // Emptied at the end of each file that fills it.
      'tests/support/service/start-test-service.ts',
    ];
    const rule = rules.find(({ name }) => name === 'modules-keep-no-state');
    const keepers = readSourceFiles(repositoryRoot, ['tests']).filter((file) => rule?.check(file).length !== 0);
    expect(keepers.map(({ path }) => path).toSorted()).toEqual(known);
  });

  it('no import cycles', () => {
    expect(findCycles(files)).toEqual([]);
  });

  it('reads a tree that is really there', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(300);
  });
});

describe('a planted violation is seen', () => {
  const planted: readonly [rule: string, path: string, code: string][] = [
    ['parts', 'src/core/x.ts', "import { a } from '#engine/image/index.ts';"],
    ['parts', 'src/engine/registry/x.ts', "import { a } from '#engine/image/index.ts';"],
    ['parts', 'src/engine/match/x.ts', "import type { A } from '#server/store/index.ts';"],
    ['parts', 'src/cli/x.ts', "import { a } from '#server/store/index.ts';"],
    ['parts', 'src/cli/x.ts', "import { listImages } from '#api/client.ts';"],
    ['parts', 'src/engine/match/x.ts', "import type { Scan } from '#api/models.ts';"],
    ['parts', 'src/server/store/x.ts', "export * from '#server/api/index.ts';"],
    ['parts', 'src/server/api/x.ts', "const a = await import('#main/server.ts');"],
    ['doors', 'src/engine/match/x.ts', "import { a } from '#engine/versions/schemes/deb/deb.ts';"],
    ['crossings', 'src/engine/match/x.ts', "import { a } from '../versions/index.ts';"],
    ['crossings', 'src/engine/match/x.ts', "import { a } from '#engine/match/y.ts';"],
    ['plug-ins', 'src/engine/versions/schemes/deb/x.ts', "import { a } from '../rpm/rpm.ts';"],
    ['plug-ins', 'web/src/features/queue/x.tsx', "import { a } from '../registry/registry.tsx';"],
    ['core-is-pure', 'src/core/x.ts', "import { readFile } from 'node:fs/promises';"],
    ['core-is-pure', 'src/core/x.ts', "import pg from 'pg';"],
    ['no-test-code', 'src/engine/match/x.ts', "import { a } from '#tests/support/a.ts';"],
    ['one-reader-of-the-environment', 'src/engine/match/x.ts', 'export const home = process.env.HOME;'],
    ['modules-keep-no-state', 'src/engine/match/x.ts', 'let count = 0;'],
    ['modules-keep-no-state', 'src/engine/match/x.ts', 'const seen: Map<string, number> = new Map<string, number>();'],
    ['modules-keep-no-state', 'src/server/api/x.ts', 'export const found: string[] = [];'],
    ['web-talks-http', 'web/src/app/x.tsx', "import type { A } from '../../../src/core/digest.ts';"],
  ];

  it.each(planted)('%s in %s: %s', (name, path, code) => {
    const file = parseSourceFile(path, code);
    const broken = rules.filter((rule) => rule.check(file).length > 0).map((rule) => rule.name);
    expect(broken).toContain(name);
  });

  it('every rule is planted at least once', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(rules.map((rule) => rule.name)));
  });

  it('cycles', () => {
    const a = parseSourceFile('src/core/a.ts', "import { b } from './b.ts';");
    const b = parseSourceFile('src/core/b.ts', "import { a } from './a.ts';");
    expect(findCycles([a, b])).toEqual([['src/core/a.ts', 'src/core/b.ts', 'src/core/a.ts']]);
  });
});
