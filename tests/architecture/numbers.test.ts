import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe('what is numbered', () => {
  it.each([
    ['migrations are', 'src/server/store/migrations', /^\d{3}-.+\.ts$/],
    ['decisions are', 'docs/adr', /^\d{4}-.+\.md$/],
  ])('%s numbered once each', (_, folder, pattern) => {
    const numbers = readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => Number.parseInt(name, 10));
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers).toEqual([...new Set(numbers)]);
  });
});
