import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedFault } from './feed-fault.ts';
import { type JsonMember, JsonSplitter } from './json-splitter.ts';

/** Splits a text that arrives in pieces of `size` bytes. */
function split(text: string, pattern: readonly string[], size = 1e9, maxMemberBytes = 1e6): readonly JsonMember[] {
  const splitter = new JsonSplitter(pattern, { maxMemberBytes });
  const bytes = Buffer.from(text);
  const members: JsonMember[] = [];
  for (let at = 0; at < bytes.length; at += size) members.push(...splitter.push(bytes.subarray(at, at + size)));
  splitter.end();
  return members;
}

const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

describe('JsonSplitter', () => {
  it.each<[string, string, string[], JsonMember[]]>([
    [
      'members of an object',
      '{"a":1,"b":{"c":"}"}}',
      ['*'],
      [
        { keys: ['a'], text: '1' },
        { keys: ['b'], text: '{"c":"}"}' },
      ],
    ],
    [
      'members of an array',
      '[true, "x]" ,[[2]]]',
      ['*'],
      [
        { keys: ['0'], text: 'true' },
        { keys: ['1'], text: '"x]"' },
        { keys: ['2'], text: '[[2]]' },
      ],
    ],
    [
      'members below a key',
      '{"n":{"v":[9]},"v":[1,2],"m":0}',
      ['v', '*'],
      [
        { keys: ['0'], text: '1' },
        { keys: ['1'], text: '2' },
      ],
    ],
    [
      'members two levels down',
      '{"p":{"x":1},"q":{"y":2}}',
      ['*', '*'],
      [
        { keys: ['p', 'x'], text: '1' },
        { keys: ['q', 'y'], text: '2' },
      ],
    ],
    [
      'a member that is no container where one is wanted',
      '{"p":7,"q":{"y":2}}',
      ['*', '*'],
      [
        { keys: ['p'], fault: 'holds no records' },
        { keys: ['q', 'y'], text: '2' },
      ],
    ],
    [
      'texts with escapes',
      String.raw`{"a\"\u0041":"\\","b":"\"}"}`,
      ['*'],
      [
        { keys: ['a"A'], text: String.raw`"\\"` },
        { keys: ['b'], text: String.raw`"\"}"` },
      ],
    ],
    ['a byte order mark and space', '\uFEFF \n[ 1 ]\n', ['*'], [{ keys: ['0'], text: '1' }]],
    ['nothing', '{}', ['*', '*'], []],
    ['a member that is nested too deep', nested(200), ['*'], [{ keys: ['a'], fault: 'is nested more than 100 deep' }]],
  ])('finds %s, in whatever pieces they come', (_, text, pattern, expected) => {
    for (const size of [1, 2, 3, 7, 1e9]) expect(split(text, pattern, size)).toEqual(expected);
  });

  it('names a member that is too large and goes on', () => {
    expect(split('{"a":"0123456789","b":1}', ['*'], 4, 8)).toEqual([
      { keys: ['a'], fault: 'is 12 bytes (limits.maxAdvisoryBytes is 8)' },
      { keys: ['b'], text: '1' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html><html>'],
    ['a text', '"a"'],
    ['an end in the middle of a member', '{"v":[1,{"a":'],
    ['an end in a key', '{"v'],
    ['brackets that do not match', '{"v":[1}]'],
    ['a value without key', '{1:2}'],
    ['two texts', '{"v":[]}{}'],
    ['another object', '{"w":[1]}'],
    ['a scalar in place of the container', '{"v":3}'],
    ['a key without end', `{"${'k'.repeat(5000)}":1}`],
  ])('throws for %s', (_, text) => {
    expect(() => split(text, ['v', '*'], 3)).toThrow(FeedFault);
  });

  it('gives what JSON.parse sees, whatever the values are and wherever the pieces end', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 9 }), fc.boolean(), (values, size, spaced) => {
        const text = JSON.stringify({ before: values, v: values }, undefined, spaced ? 1 : undefined);
        const found = split(text, ['v', '*'], size).map((member) =>
          'text' in member ? JSON.parse(member.text) : member,
        );
        expect(found).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it('never throws anything but a fault', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(['*'], ['v', '*'], ['*', '*']), (text, pattern) => {
        try {
          split(text, pattern, 2);
        } catch (error) {
          expect(error).toBeInstanceOf(FeedFault);
        }
      }),
    );
  });
});
