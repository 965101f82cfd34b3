import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageSources } from './index.ts';

test('every folder is a source of its name', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(imageSources.map((source) => source.name).toSorted()).toEqual(folders.map((folder) => folder.name).toSorted());
});
