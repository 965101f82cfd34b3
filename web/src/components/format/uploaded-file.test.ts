import { expect, it } from 'vitest';
import { referenceWords, uploadedFile } from './uploaded-file.ts';

it.each([
  ['an archive', 'upload:/app.tar', 'app.tar', 'app.tar'],
  ['an image of an archive', 'upload:/app.tar:team/app:1', 'app.tar:team/app:1', 'app.tar:team/app:1'],
  ['an image of a registry', 'r.example/upload:1', undefined, 'r.example/upload:1'],
])('calls %s by what people know of it', (_name, reference, file, words) => {
  expect(uploadedFile(reference)).toBe(file);
  expect(referenceWords(reference)).toBe(words);
});
