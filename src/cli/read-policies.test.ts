import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { UsageError } from './exit-codes.ts';
import { readPolicies } from './read-policies.ts';

async function file(content: string): Promise<string> {
  const path = join(temporaryDirectory(), 'policy.json');
  await writeFile(path, content);
  return path;
}

const policy = { name: 'No root', rules: [{ conditions: [{ type: 'runs-as-root' }] }] };

describe('readPolicies', () => {
  it('reads files and templates in their order', async () => {
    const path = await file(JSON.stringify([policy, { ...policy, name: 'Other', action: 'warn' }]));
    const read = await readPolicies(['template:end-of-life', path, 'template:severe-with-fix']);
    expect(read.map(({ name, action }) => [name, action])).toEqual([
      ['End of life', 'fail'],
      ['No root', 'fail'],
      ['Other', 'warn'],
      ['Severe vulnerabilities with a fix', 'fail'],
    ]);
  });

  it.each<[string, () => Promise<string> | string, RegExp]>([
    [
      'a file that is not there',
      () => '/nowhere/policy.json',
      /^--policy \/nowhere\/policy\.json cannot be read: there is none/,
    ],
    ['a directory', () => temporaryDirectory(), /cannot be read: it is a folder/],
    ['no JSON', () => file('x'), /policy\.json cannot be used: the document is not JSON/],
    [
      'another condition',
      () => file(JSON.stringify({ name: 'x', rules: [{ conditions: [{ type: 'y' }] }] })),
      /cannot be used: rule 1, condition 1: there is no condition "y"/,
    ],
    [
      'a large file',
      () => file(' '.repeat(defaultLimits.maxPolicyBytes + 1)),
      /has \d+ bytes, more than the \d+ that are read/,
    ],
    [
      'another template',
      () => 'template:best',
      /^--policy template:best is not known: severe-with-fix, known-exploited, /,
    ],
  ])('says what is wrong with %s', async (_, source, message) => {
    const reading = readPolicies([await source()]);
    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(message);
  });
});
