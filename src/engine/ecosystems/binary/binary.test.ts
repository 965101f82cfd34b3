import { describe, expect, it } from 'vitest';
import { binary } from './binary.ts';

describe('binary', () => {
  it('has no advisories of its own, and says who knows', () => {
    expect(binary).not.toHaveProperty('osvName');
    expect(binary).toMatchObject({ purlType: 'generic', advisoriesElsewhere: 'https://nvd.nist.gov' });
  });

  it.each([
    ['redis', ['Bitnami redis']],
    ['httpd', ['Bitnami apache']],
    ['node', ['Bitnami node', 'Node.js node']],
    ['vsftpd', []],
    ['constructor', []],
  ])('what %s is known as elsewhere', (name, expected) => {
    expect(binary.knownElsewhereAs(name).map((one) => `${one.osvName} ${one.name}`)).toEqual(expected);
  });
});
