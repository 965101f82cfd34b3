import { describe, expect, it } from 'vitest';
import { oracleLinux } from './oracle-linux.ts';

describe('oracle-linux', () => {
  it.each([
    ['a minor release', '9', { versionId: '9.4' }],
    ['no number', undefined, { versionId: 'x' }],
    ['nothing', undefined, {}],
  ])('%s is release %s', (_name, release, osRelease) => {
    expect(oracleLinux.distro.releaseOf({ id: 'ol', prettyName: 'x', idLike: [], ...osRelease })).toBe(release);
  });
});
