import { describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { parsePolicyDocument } from './parse-policy-document.ts';

const policy = { name: 'No root', rules: [{ conditions: [{ type: 'runs-as-root' }] }] };
const read = (text: string, limits: Limits = defaultLimits) =>
  parsePolicyDocument(Buffer.from(text), limits).map(({ id }) => id);

describe('parsePolicyDocument', () => {
  it.each([
    ['one policy', policy, ['no-root']],
    ['several', [policy, { ...policy, name: 'Other' }], ['no-root', 'other']],
    ['two of the same name', [policy, policy], ['no-root', 'no-root-2']],
  ])('reads %s', (_, json, ids) => expect(read(JSON.stringify(json))).toEqual(ids));

  it.each([
    ['no JSON', 'name: x', /^the document is not JSON/],
    ['an empty file', '', /^the document is not JSON/],
    ['an empty list', '[]', /^the document holds no policy/],
    ['deep nesting', '['.repeat(40), /nested more than 16 deep/],
    ['a wrong policy in a list', JSON.stringify([policy, {}]), /^the policy: "name" must be a text/],
  ])('refuses %s', (_, text, message) => expect(() => read(text)).toThrow(message));

  it('stops at its limits', () => {
    const text = JSON.stringify(policy);
    expect(() => read(text, { ...defaultLimits, maxPolicyBytes: text.length - 1 })).toThrow(/more than the/);
    expect(() => read(text, { ...defaultLimits, maxPolicyValues: 5 })).toThrow(/more than 5 values/);
  });
});
