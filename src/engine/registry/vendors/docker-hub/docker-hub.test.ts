import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { dockerHub } from './docker-hub.ts';

describe('docker-hub', () => {
  it.each([
    ['docker.io', true],
    ['index.docker.io', true],
    ['registry-1.docker.io', true],
    ['hub.docker.io.example', false],
    ['docker.io:5000', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(dockerHub.recognises(host)).toBe(expected);
  });

  it('has its API elsewhere', () => {
    expect(dockerHub.apiHost()).toBe('registry-1.docker.io');
  });

  it('signs in with user name and access token', async () => {
    const password = new Secret('dckr_pat_x');
    const credential = await dockerHub.signIn({ username: new Secret('ada'), password });
    expect(credential).toEqual({ username: 'ada', password });
  });

  it.each([
    ['hub.docker.com', true],
    ['hub.docker.com.example', false],
  ])('%s is its API: %s', (host, expected) => {
    expect(dockerHub.isApiHost(host)).toBe(expected);
  });
});
