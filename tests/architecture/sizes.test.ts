import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { readSourceFiles } from './source-files.ts';

const files = readSourceFiles(repositoryRoot, ['src', 'web/src', 'scripts', 'bench', 'tests']).filter(
  ({ path }) => !path.includes('/generated/'),
);
const lines = (text: string) => text.split('\n').length - 1;
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');

describe('file sizes', () => {
  const source = files
    .filter(({ path }) => !isTest(path))
    .map(({ text }) => lines(text))
    .sort((a, b) => a - b);

  it('the median source file has at most 90 lines and the 90th percentile at most 250', () => {
    expect(source[Math.floor(source.length / 2)]).toBeLessThanOrEqual(90);
    expect(source[Math.floor(source.length * 0.9)]).toBeLessThanOrEqual(250);
  });

  it('no source file has more than 400 lines, no test more than 800', () => {
    const long = files.filter(({ path, text }) => lines(text) > (isTest(path) ? 800 : 400));
    expect(long.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([]);
  });
});
