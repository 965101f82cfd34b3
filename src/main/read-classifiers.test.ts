import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryDirectory } from '#tests/support/image-context.ts';
import { readClassifiers } from './read-classifiers.ts';

const directory = useTemporaryDirectory();
const write = (text: string): string => {
  const path = join(directory.path, 'classifiers.json');
  writeFileSync(path, text);
  return path;
};

describe('the file of PLIMSOLL_BINARY_CLASSIFIERS', () => {
  it('is read', async () => {
    const classifiers = [{ name: 'own', paths: ['bin/own'], versions: ['own {version}'] }];
    expect(await readClassifiers(write(JSON.stringify(classifiers)))).toEqual(classifiers);
    expect(await readClassifiers(undefined)).toEqual([]);
  });

  it.each([
    ['is not there', () => '/nowhere/classifiers.json', 'cannot be read'],
    ['is no JSON', () => write('-'), 'is no JSON list of classifiers'],
    ['has a mistake', () => write('[{"name":"x","paths":["x"],"versions":["x"]}]'), 'classifier 1 (x): "versions"'],
  ])('that %s is named, with the setting', async (_name, path, problem) => {
    const reading = readClassifiers(path());
    await expect(reading).rejects.toThrow('PLIMSOLL_BINARY_CLASSIFIERS');
    await expect(reading).rejects.toThrow(problem);
  });
});
