import { describe, expect, it } from 'vitest';
import { readDocument } from './read-document.ts';

const file = (text: string, size = text.length) => ({ name: 'vex.json', size, text: () => Promise.resolve(text) });

describe('readDocument', () => {
  it('gives name and content', async () => {
    expect(await readDocument(file('{"statements":[]}'))).toEqual({ name: 'vex.json', body: { statements: [] } });
  });

  it.each([
    ['no JSON', file('<xml/>'), 'is no JSON object'],
    ['a list', file('[]'), 'is no JSON object'],
    ['a file that is too large', file('{}', 17 * 1024 * 1024), 'larger than the 16 MiB'],
  ])('refuses %s', async (_name, chosen, message) => {
    await expect(readDocument(chosen)).rejects.toThrow(message);
  });
});
