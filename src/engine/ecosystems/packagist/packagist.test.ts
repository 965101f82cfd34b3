import { describe, expect, it } from 'vitest';
import { packagist } from './packagist.ts';

describe('packagist', () => {
  it.each([['capitals', 'Symfony/HTTP-Kernel', 'symfony/http-kernel']])(
    '%s: %s is looked up as %s',
    (_about, name, normal) => {
      expect(packagist.normaliseName(name)).toBe(normal);
    },
  );
});
