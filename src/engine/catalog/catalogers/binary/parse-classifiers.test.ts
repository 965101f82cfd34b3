import { describe, expect, it } from 'vitest';
import { parseClassifiers } from './parse-classifiers.ts';

const good = { name: 'own', paths: ['bin/own'], versions: ['own {version} built'] };
const problemsOf = (value: unknown) => {
  const parsed = parseClassifiers(typeof value === 'string' ? value : JSON.stringify(value));
  return 'problems' in parsed ? parsed.problems : [];
};

describe("the user's classifiers", () => {
  it.each([
    ['a list', [good]],
    ['an object with the list', { classifiers: [good] }],
    [
      'all members',
      [
        {
          ...good,
          purl: 'pkg:generic/acme/own',
          cpes: ['acme:own'],
          with: ['acme'],
          without: ['other'],
          content: 'any',
          unless: '../release',
        },
      ],
    ],
    ['none', []],
  ])('%s', (_name, value) => {
    const list = Array.isArray(value) ? value : value.classifiers;
    expect(parseClassifiers(JSON.stringify(value))).toEqual({ classifiers: list });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '[', 'the file is no JSON list of classifiers'],
    ['no list', { a: 1 }, 'the file is no JSON list of classifiers'],
    ['no object', [1], 'classifier 1 is no object'],
    ['no name', [{ paths: ['a'], versions: ['abc {version}'] }], 'classifier 1 has no "name"'],
    ['no versions', [{ name: 'x', paths: ['a'] }], 'classifier 1 (x) has no "versions"'],
    ['a member misspelt', [{ ...good, path: 'a' }], 'classifier 1 (own): "path" is not known'],
    ['a bad name', [{ ...good, name: 'a b' }], 'classifier 1 (a b): "name" must be a name of letters'],
    ['a purl with a version', [{ ...good, purl: 'pkg:generic/a@1' }], '"purl" must be a package URL without version'],
    ['a whole CPE', [{ ...good, cpes: ['cpe:2.3:a:b:c'] }], 'which is not VENDOR:PRODUCT'],
    ['an absolute path', [{ ...good, paths: ['/usr/bin/x'] }], 'which is not the last segments of a path'],
    ['no paths', [{ ...good, paths: [] }], '"paths" must be a list of 1 to 50 texts'],
    ['a template without version', [{ ...good, versions: ['just text'] }], 'must have one token for the version'],
    [
      'a template of two versions',
      [{ ...good, versions: ['{version} and {version}'] }],
      'must have one token for the version',
    ],
    ['a template of a version alone', [{ ...good, versions: ['{version}'] }], 'has no text that could be looked for'],
    [
      'an unknown token',
      [{ ...good, versions: ['own {verison}'] }],
      'has the unknown token {verison}; tokens are {version}',
    ],
    ['too many tokens', [{ ...good, versions: [`{version}${'{nul}'.repeat(9)}`] }], 'has more than 8 tokens'],
    ['a short text', [{ ...good, with: ['a'] }], 'which is not a text of 3 to 200 characters'],
    ['too many', Array.from({ length: 1001 }, () => good), 'more than 1000'],
  ])('%s is named', (_name, value, problem) => {
    const problems = problemsOf(value);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('all mistakes are named at once', () => {
    expect(problemsOf([{ name: 'a b' }, good, { ...good, paths: 'x' }])).toHaveLength(4);
  });
});
