import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { dockerV2 } from './docker-v2.ts';

const [a, b, c] = [new Secret('a'), new Secret('b'), new Secret('c')];

describe('docker-v2', () => {
  it('recognises every host', () => {
    expect(dockerV2.recognises()).toBe(true);
  });

  it.each([
    ['nothing: anonymous', {}, undefined],
    ['user name and password', { username: a, password: b }, { username: 'a', password: b }],
    ['an identity token', { identityToken: c }, { identityToken: c }],
  ])('signs in with %s', async (_, values, expected) => {
    expect(await dockerV2.signIn(values)).toEqual(expected);
  });

  it.each([
    ['a user name without a password', { username: a }],
    ['a password without a user name', { password: a }],
    ['both kinds', { username: a, password: b, identityToken: c }],
  ])('refuses %s', (_, values) => {
    expect(dockerV2.checkCredential(values)).toMatch(/together|not both/);
  });
});
