import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { bottlerocket } from './bottlerocket.ts';

const path = 'usr/share/bottlerocket/application-inventory.json';
const distro = { id: 'bottlerocket', versionId: '1.20.0', prettyName: 'Bottlerocket OS 1.20.0', idLike: [] };
const application = {
  Name: 'glibc',
  Publisher: 'Bottlerocket',
  InstalledTime: '2024-05-01T00:00:00Z',
  ApplicationType: 'Unspecified',
  Architecture: 'x86_64',
  Url: 'https://www.gnu.org/software/glibc/',
  Version: '2.39',
  Release: '1.1714500000.abcdef.br1',
  Epoch: '1',
  Summary: 'The GNU libc libraries',
};
const inventory = (content: unknown) => JSON.stringify({ Content: content });

describe('bottlerocket', () => {
  it('gives each application, and opens nothing else', async () => {
    const files = {
      [path]: inventory([application, { Name: 'x', Version: '1' }]),
      'usr/share/bottlerocket/other.json': '{}',
    };
    const { packages, opened, problems } = await runCataloger(bottlerocket, files, distro);
    expect(problems).toEqual([]);
    expect(opened).toEqual([path]);
    expect(packages).toEqual([
      {
        purl: 'pkg:rpm/bottlerocket/glibc@2.39-1.1714500000.abcdef.br1?arch=x86_64&distro=bottlerocket-1.20.0&epoch=1',
        type: 'rpm',
        ecosystem: 'unknown',
        name: 'glibc',
        version: '1:2.39-1.1714500000.abcdef.br1',
        architecture: 'x86_64',
        licenses: [],
        details: { kind: 'rpm', epoch: 1, vendor: 'Bottlerocket' },
        paths: [path],
      },
      expect.objectContaining({ name: 'x', version: '1' }),
    ]);
  });

  it.each([
    ['no JSON', '{', 'catalog/manifest-unreadable'],
    ['no list', '{"Content":{}}', 'catalog/manifest-unreadable'],
    ['an entry without version', inventory([{ Name: 'x' }]), 'catalog/package-invalid'],
    ['an entry that is none', inventory([null]), 'catalog/package-invalid'],
  ])('%s is a problem', async (_, text, code) => {
    const { packages, problems } = await runCataloger(bottlerocket, { [path]: text }, distro);
    expect(packages).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.jsonValue(), fc.constant(application))), async (content) => {
        await runCataloger(bottlerocket, { [path]: inventory(content) }, distro);
      }),
    );
  });
});
