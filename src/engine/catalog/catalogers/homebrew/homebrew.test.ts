import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { homebrew } from './homebrew.ts';

const cellar = 'home/linuxbrew/.linuxbrew/Cellar';
const receipt = (tap: string) =>
  JSON.stringify({ homebrew_version: '4.2.0', source: { tap, versions: { stable: '1' } } });

describe('homebrew', () => {
  it('gives each keg by the name of its directory, and opens nothing else', async () => {
    const files = {
      [`${cellar}/jq/1.7.1/INSTALL_RECEIPT.json`]: receipt('homebrew/core'),
      [`${cellar}/openssl@3/3.2.0_1/INSTALL_RECEIPT.json`]: receipt('someone/tap'),
      [`${cellar}/jq/1.7.1/bin/jq`]: 'x',
      [`${cellar}/jq/INSTALL_RECEIPT.json`]: '{}',
      'srv/INSTALL_RECEIPT.json': '{}',
    };
    const { packages, opened, problems } = await runCataloger(homebrew, files);
    expect(problems).toEqual([]);
    expect(opened).toEqual(Object.keys(files).slice(0, 2));
    expect(packages.map(({ purl, name, version }) => [purl, name, version])).toEqual([
      ['pkg:brew/jq@1.7.1', 'jq', '1.7.1'],
      ['pkg:brew/openssl%403@3.2.0_1?tap=someone%2Ftap', 'openssl@3', '3.2.0_1'],
    ]);
  });

  it.each(['', '{', '[]', '\u0000'])('a receipt %j is a problem', async (text) => {
    const { packages, problems } = await runCataloger(homebrew, { [`${cellar}/a/1/INSTALL_RECEIPT.json`]: text });
    expect(packages).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/manifest-unreadable']);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        await runCataloger(homebrew, { [`${cellar}/a/1/INSTALL_RECEIPT.json`]: text });
      }),
    );
  });
});
