import { describe, expect, it } from 'vitest';
import { sourceOf, versionText } from './source-rpm.ts';

const bash = { name: 'bash', version: '5.1.8', release: '9.el9' };

describe('sourceOf', () => {
  it.each([
    ['the package of the same name', bash, 'bash-5.1.8-9.el9.src.rpm', 'bash', '5.1.8-9.el9'],
    [
      'a name with dashes',
      { ...bash, name: 'java-17-openjdk-headless' },
      'java-17-openjdk-17.0.6.0.10-3.el9_1.src.rpm',
      'java-17-openjdk',
      '17.0.6.0.10-3.el9_1',
    ],
    ['a source that may not be passed on', bash, 'bash-5.1.8-9.el9.nosrc.rpm', 'bash', '5.1.8-9.el9'],
    [
      'the epoch of a package with the same version',
      { ...bash, epoch: 2 },
      'bash-5.1.8-9.el9.src.rpm',
      'bash',
      '2:5.1.8-9.el9',
    ],
    ['no epoch 0', { ...bash, epoch: 0 }, 'bash-5.1.8-9.el9.src.rpm', 'bash', '5.1.8-9.el9'],
    [
      'no epoch of a package with another version',
      { ...bash, epoch: 1 },
      'nodejs-20.18.2-1.el9.src.rpm',
      'nodejs',
      '20.18.2-1.el9',
    ],
  ])('reads %s', (_, one, sourceRpm, name, version) => {
    expect(sourceOf({ ...one, sourceRpm })).toEqual({ name, version });
  });

  it.each([
    ['none', undefined],
    ['another kind of file', 'bash-5.1.8-9.el9.x86_64.rpm'],
    ['no release', 'bash-5.1.8.src.rpm'],
    ['no name', '-5.1.8-9.el9.src.rpm'],
    ['nothing before the suffix', '.src.rpm'],
  ])('gives nothing for %s', (_, sourceRpm) => {
    expect(sourceOf({ ...bash, ...(sourceRpm !== undefined && { sourceRpm }) })).toBeUndefined();
  });
});

describe('versionText', () => {
  it.each([
    ['no epoch', undefined, '5.1.8-9.el9'],
    ['epoch 0, which advisories leave out', 0, '5.1.8-9.el9'],
    ['an epoch', 32, '32:5.1.8-9.el9'],
  ])('writes %s', (_, epoch, expected) => {
    expect(versionText({ ...bash, ...(epoch !== undefined && { epoch }) })).toBe(expected);
  });
});
