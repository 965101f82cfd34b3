import { describe, expect, it } from 'vitest';
import { statusOfCode } from '#server/api/index.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { errorCodes } from './generate-reference/errors-page.ts';
import { markdownTable } from './generate-reference/markdown-table.ts';
import { findStalePages } from './generate-reference.ts';

describe('docs/reference', () => {
  it('is what the code says now: else run "npm run generate"', () => {
    expect(findStalePages()).toEqual([]);
  });

  it('knows each code that the API gives a status', () => {
    const codes = errorCodes(repositoryRoot);
    expect(codes).toContain('registry/unauthorized');
    expect(Object.keys(statusOfCode).filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe('markdownTable', () => {
  it('keeps cells on their line and in their column', () => {
    expect(markdownTable(['a', 'b'], [['x|y', 'one\n  two']])).toBe('| a | b |\n| --- | --- |\n| x\\|y | one two |\n');
  });
});
