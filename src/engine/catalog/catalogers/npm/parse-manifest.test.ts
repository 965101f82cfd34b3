import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from './parse-manifest.ts';

function parse(manifest: unknown) {
  const problems: string[] = [];
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  return { found: parseManifest(text, 'installed-as', (code) => problems.push(code)), problems };
}

const base = { name: 'a', version: '1.0.0' };
const none = { licenses: [] };

describe('parseManifest', () => {
  it.each([
    ['a plain package', base, { ...base, ...none }],
    ['a scoped package', { ...base, name: '@s/a' }, { ...base, name: '@s/a', ...none }],
    ['capitals in an old name', { ...base, name: 'JSONStream' }, { ...base, name: 'JSONStream', ...none }],
    ['a name of the prototype', { ...base, name: '__proto__' }, { ...base, name: '__proto__', ...none }],
    ['no name: that of the directory', { version: '1.0.0' }, { ...base, name: 'installed-as', ...none }],
    ['a leading v', { ...base, version: ' v1.0.0 ' }, { ...base, ...none }],
    ['pre-release and build', { ...base, version: '1.0.0-rc.1+5' }, { ...base, version: '1.0.0-rc.1+5', ...none }],
    ['private', { ...base, private: true }, { ...base, ...none, private: true }],
    ['not private', { ...base, private: false }, { ...base, ...none }],
    ['licence', { ...base, license: 'MIT' }, { ...base, licenses: ['MIT'] }],
    ['licence expression', { ...base, license: '(MIT OR Apache-2.0)' }, { ...base, licenses: ['(MIT OR Apache-2.0)'] }],
    ['licence object', { ...base, license: { type: 'MIT', url: 'x' } }, { ...base, licenses: ['MIT'] }],
    ['licences', { ...base, licenses: [{ type: 'MIT' }, 'ISC', 3, null] }, { ...base, licenses: ['MIT', 'ISC'] }],
    ['licences as a string', { ...base, licenses: 'MIT' }, { ...base, licenses: ['MIT'] }],
    ['both, the same', { ...base, license: 'MIT', licenses: ['MIT'] }, { ...base, licenses: ['MIT'] }],
    ['licence that is neither', { ...base, license: 7 }, { ...base, ...none }],
  ])('%s', (_name, manifest, found) => {
    expect(parse(manifest)).toEqual({ found, problems: [] });
  });

  it.each([
    ['no JSON', '{"name":', 'catalog/manifest-unreadable'],
    ['an array', [], 'catalog/manifest-unreadable'],
    ['nothing', '', 'catalog/manifest-unreadable'],
    ['brackets without end', '['.repeat(1_000_000), 'catalog/manifest-unreadable'],
    ['a name with blanks', { ...base, name: 'Bad Name!' }, 'catalog/package-name-invalid'],
    ['a name that is a path', { ...base, name: '../x' }, 'catalog/package-name-invalid'],
    ['a name of two slashes', { ...base, name: '@s/a/b' }, 'catalog/package-name-invalid'],
    ['a name that is a number', { ...base, name: 1 }, 'catalog/package-name-invalid'],
    ['a name of 5,000 characters', { ...base, name: 'a'.repeat(5000) }, 'catalog/package-name-invalid'],
    ['no version', { name: 'a' }, 'catalog/package-version-invalid'],
    ['a version of two numbers', { ...base, version: '1.2' }, 'catalog/package-version-invalid'],
    ['a range', { ...base, version: '^1.2.3' }, 'catalog/package-version-invalid'],
    [
      'a version of 5,000 characters',
      { ...base, version: `1.0.${'0'.repeat(5000)}` },
      'catalog/package-version-invalid',
    ],
  ])('%s: left out, with a problem', (_name, manifest, code) => {
    expect(parse(manifest)).toEqual({ found: undefined, problems: [code] });
  });

  it('never throws, and says so where it finds nothing', () => {
    const members = fc.record(
      { name: fc.anything(), version: fc.anything(), license: fc.anything(), licenses: fc.anything() },
      { requiredKeys: [] },
    );
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      members.map((value) => toJson(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { found, problems } = parse(text);
        expect(problems.length).toBe(found === undefined ? 1 : 0);
      }),
    );
  });
});

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
