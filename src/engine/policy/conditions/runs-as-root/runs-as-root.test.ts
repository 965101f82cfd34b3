import { describe, expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';

const windows = { os: 'windows', architecture: 'amd64' };

describe('runs-as-root', () => {
  it.each([
    ['root', true],
    ['0', true],
    ['00', true],
    ['root:root', true],
    ['0:1000', true],
    [':1000', true],
    ['', true],
    ['app', false],
    ['1000', false],
    ['1000:0', false],
    ['rooted', false],
    ['10', false],
  ])('user %j: %s', (user, expected) => {
    expect(ask('runs-as-root', {}, imageSubject({ user })) !== false).toBe(expected);
  });

  it.each([
    [undefined, true],
    ['ContainerAdministrator', true],
    ['ContainerUser', false],
  ])('user %j on Windows: %s', (user, expected) => {
    expect(ask('runs-as-root', {}, imageSubject({ ...(user && { user }), platform: windows })) !== false).toBe(
      expected,
    );
  });

  it('says what to do', () => {
    expect(ask('runs-as-root', {}, imageSubject({ user: '0' }))).toMatch(/^the default user is "0": name another one/);
    expect(ask('runs-as-root', {}, imageSubject({}))).toMatch(/^no default user is named, .*USER/);
  });

  it('says nothing of what was not read', () => {
    const { config: _, ...without } = imageSubject({});
    expect(ask('runs-as-root', {}, without)).toBe(false);
  });
});
