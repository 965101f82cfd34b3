import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redactUrl, Secret, withoutUserInfo } from './secret.ts';

describe('Secret', () => {
  const secret = new Secret('hunter2');

  it('gives its value only when asked', () => {
    expect(secret.reveal()).toBe('hunter2');
  });

  it.each([
    ['text', String(secret)],
    ['JSON', JSON.stringify({ secret })],
    ['inspection', inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
    ['own keys', Object.entries(secret).join()],
  ])('does not show it as %s', (_, shown) => {
    expect(shown).not.toContain('hunter2');
  });
});

describe('redactUrl', () => {
  it.each([
    ['user and password', 'https://me:hunter2@r.example/v2/'],
    ['token parameter', 'https://r.example/blob?token=hunter2'],
    ['signed storage address', 'https://s.example/b?X-Amz-Signature=hunter2&X-Amz-Credential=hunter2'],
    ['shared access signature', 'https://s.example/b?sv=1&sig=hunter2'],
    ['no URL at all', 'hunter2'],
  ])('hides %s', (_, url) => {
    expect(redactUrl(url)).not.toContain('hunter2');
  });

  it('leaves the rest readable', () => {
    expect(redactUrl('https://r.example:5000/v2/a/tags/list?n=100&last=b')).toBe(
      'https://r.example:5000/v2/a/tags/list?n=100&last=b',
    );
  });
});

describe('withoutUserInfo', () => {
  it.each([
    ['user and password', 'https://me:hunter2@r.example/a', 'https://r.example/a'],
    ['a password with an at sign', 'https://me:hun@ter2@r.example/a', 'https://r.example/a'],
    ['a token', 'git+https://hunter2@r.example/a@v1', 'git+https://r.example/a@v1'],
    ['the user of git servers, who stays', 'ssh://git@r.example/a', 'ssh://git@r.example/a'],
    ['an at sign in the path, which stays', 'https://r.example/@a/b', 'https://r.example/@a/b'],
    ['no URL', 'a@b', 'a@b'],
  ])('%s', (_, url, expected) => {
    expect(withoutUserInfo(url)).toBe(expected);
  });
});
