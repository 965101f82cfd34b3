import { expect, it } from 'vitest';
import { binary } from './binary.ts';

it('is looked up by nobody yet, and says who knows', () => {
  expect(binary).not.toHaveProperty('osvName');
  expect(binary).toMatchObject({ purlType: 'generic', advisoriesElsewhere: 'https://nvd.nist.gov' });
});
