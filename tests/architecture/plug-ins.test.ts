import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { advisorySources } from '#engine/advisories/sources/index.ts';
import { catalogers } from '#engine/catalog/index.ts';
import { ecosystems } from '#engine/ecosystems/index.ts';
import { imageSources } from '#engine/image/index.ts';
import { conditionKinds } from '#engine/policy/index.ts';
import { registryVendors } from '#engine/registry/index.ts';
import { reportFormats } from '#engine/report/index.ts';
import { versionSchemes } from '#engine/versions/index.ts';
import { vexDocumentFormats } from '#engine/vex/index.ts';
import { jobHandlers, pushFormats } from '#server/jobs/index.ts';
import { repositoryRoot } from '#tests/support/requirements.ts';

/** Each kind of plug-in: where its folders are, and the array that registers them. */
const kinds: readonly [folder: string, array: readonly { readonly name: string }[]][] = [
  ['src/engine/registry/vendors', registryVendors],
  ['src/engine/image/sources', imageSources],
  ['src/engine/ecosystems', ecosystems],
  ['src/engine/catalog/catalogers', catalogers],
  ['src/engine/versions/schemes', versionSchemes],
  ['src/engine/advisories/sources', advisorySources],
  ['src/engine/report/formats', reportFormats],
  ['src/engine/vex/documents', vexDocumentFormats],
  ['src/engine/policy/conditions', conditionKinds],
  ['src/server/jobs/handlers', jobHandlers],
  ['src/server/jobs/push-formats', pushFormats],
];

describe.each(kinds)('%s', (folder, array) => {
  const onDisk = readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

  it('has one folder for each member of its array, and no other', () => {
    expect(array.map(({ name }) => name).sort()).toEqual(onDisk);
  });

  it.each(onDisk)('%s holds its main file and its test', (name) => {
    expect(existsSync(join(repositoryRoot, folder, name, `${name}.ts`))).toBe(true);
    expect(existsSync(join(repositoryRoot, folder, name, `${name}.test.ts`))).toBe(true);
  });
});
