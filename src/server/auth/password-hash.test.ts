import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

describe('passwords', () => {
  it('are recognised by their hash, and others are not', async () => {
    const hash = await hashPassword(new Secret('correct horse'));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(new Secret('correct horse'), hash)).toBe(true);
    expect(await verifyPassword(new Secret('correct horse '), hash)).toBe(false);
  });

  it('have another hash each time', async () => {
    const [a, b] = [await hashPassword(new Secret('same')), await hashPassword(new Secret('same'))];
    expect(a).not.toBe(b);
  });

  it.each(['', 'plain', '$argon2id$v=19$m=1,t=1$x$y', '$2b$10$abc'])('never match the hash %j', async (hash) => {
    expect(await verifyPassword(new Secret('x'), hash)).toBe(false);
  });
});
