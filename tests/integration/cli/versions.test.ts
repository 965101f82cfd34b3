import { describe, expect, it } from 'vitest';
import { versionSchemes } from '#engine/versions/index.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';

describe('plimsoll versions', () => {
  it('compares what each line of stdin holds', async () => {
    const stdin = '1.0-1 1.0-2\n1.0~rc1-1 1.0-1\n1:1 9\n1 1\nx 1\n';
    expect(await runPlimsoll(['versions', 'compare', 'deb'], { stdin })).toEqual({
      status: 0,
      stdout: '<\n<\n>\n=\n?\n',
      stderr: '',
    });
  });

  it('answers any number of lines', async () => {
    const count = 200_000;
    const stdin = Array.from({ length: count }, (_, index) => `1.${index}.0 1.${count / 2}.0\n`).join('');
    const { status, stdout } = await runPlimsoll(['versions', 'compare', 'semver'], { stdin });
    expect(status).toBe(0);
    expect(stdout).toBe(`${'<\n'.repeat(count / 2)}=\n${'>\n'.repeat(count / 2 - 1)}`);
  });

  it('names the schemes where it is asked for another', async () => {
    const { status, stdout, stderr } = await runPlimsoll(['versions', 'compare', 'calver']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    for (const { name } of versionSchemes) expect(stderr).toContain(name);
  });

  it('is wrong usage without a scheme', async () => {
    expect(await runPlimsoll(['versions', 'compare'])).toMatchObject({ status: 2, stdout: '' });
  });

  it('lists the schemes', async () => {
    const { status, stdout } = await runPlimsoll(['versions', 'schemes']);
    expect({ status, names: stdout.trim().split('\n') }).toEqual({
      status: 0,
      names: versionSchemes.map(({ name }) => name),
    });
  });

  it('says what it reads and writes', async () => {
    const { stdout } = await runPlimsoll(['versions', 'compare', '--help']);
    expect(stdout).toContain('two versions');
    expect(stdout).toContain('pep440');
  });
});
