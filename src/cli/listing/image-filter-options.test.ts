import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '#tests/support/requirements.ts';
import { addFilterOptions, filterOptions, filterQuery } from './image-filter-options.ts';
import { imageSorts } from './image-sort-option.ts';

function queryOf(...args: readonly string[]) {
  const command = addFilterOptions(new Command('images').exitOverride().configureOutput({ writeErr: () => undefined }));
  command.parse([...args], { from: 'user' });
  return Object.fromEntries(Object.entries(filterQuery(command)).filter(([, value]) => value !== undefined));
}

describe('filters of images and findings', () => {
  it.each([
    [['--severity', 'high', '--kev'], { severity: 'high', kev: true }],
    [['--fixable', 'false', '--exploitable', 'yes'], { fixable: false, exploitable: true }],
    [['--search', 'team app', '--package-type', 'npm'], { q: 'team app', packageType: 'npm' }],
    [['--epss', '0.5', '--end-of-life'], { epss: 0.5, endOfLife: true }],
    [['--scanned-since', '2026-01-31'], { scannedSince: '2026-01-31T00:00:00.000Z' }],
    [[], {}],
  ])('%j ask for %j', (args, expected) => expect(queryOf(...args)).toEqual(expected));

  it.each([
    [['--severity', 'awful'], /Allowed choices/],
    [['--epss', '2'], /0 to 1/],
    [['--epss', ''], /0 to 1/],
    [['--fixable', 'perhaps'], /true or false/],
    [['--scanned-since', 'yesterday'], /2026-01-31/],
  ])('%j is refused', (args, message) => expect(() => queryOf(...args)).toThrow(message));

  it.each(['/api/v1/images', '/api/v1/exports/images', '/api/v1/exports/findings'])(
    'are all that %s can be asked for, with the words that it knows',
    (path) => {
      const parameters = parametersOf(path);
      const others = new Set(['registryId', 'cursor', 'limit', 'rolledUp', 'format', 'sort', 'reverse']);
      expect(Object.fromEntries(filterOptions.map(({ parameter, choices }) => [parameter, choices]))).toStrictEqual(
        Object.fromEntries(Object.entries(parameters).filter(([name]) => !others.has(name))),
      );
    },
  );

  it('sort as the service does', () => expect(imageSorts).toEqual(parametersOf('/api/v1/images').sort));
});

interface Schema {
  readonly enum?: readonly string[];
  readonly $ref?: string;
}

/** The parameters of a route in openapi.json, each with the words that it takes, where these are a few. */
function parametersOf(path: string): Readonly<Record<string, readonly string[] | undefined>> {
  const { paths, components } = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8'));
  const wordsOf = ({ enum: words, $ref }: Schema): readonly string[] | undefined =>
    $ref === undefined ? words : wordsOf(components.schemas[$ref.replace('#/components/schemas/', '')]);
  const { parameters } = paths[path].get as { parameters: readonly { name: string; schema: Schema }[] };
  return Object.fromEntries(parameters.map(({ name, schema }) => [name, wordsOf(schema)]));
}
