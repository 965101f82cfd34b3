import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeFileError } from './describe-file-error.ts';

const failed = (path: string) =>
  readFile(path).then(
    () => undefined,
    (error: unknown) => error,
  );

it.each<[string, () => Promise<unknown>, string]>([
  ['a file that there is not', () => failed(join(tmpdir(), 'plimsoll-no-such-file')), 'there is none'],
  ['a folder', () => failed(tmpdir()), 'it is a folder'],
  ['a file as a folder', () => failed(join(import.meta.filename, 'x')), 'a part of its path is no folder'],
  ['what has no words of its own', () => failed('a\0b'), 'null bytes'],
  ['no error of a file', () => Promise.resolve('odd'), 'odd'],
])('describeFileError says what is wrong with %s', async (_, error, words) => {
  expect(describeFileError(await error())).toContain(words);
});
