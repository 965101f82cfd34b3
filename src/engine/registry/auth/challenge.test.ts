import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { parseChallenges } from './challenge.ts';

const rows: readonly [name: string, header: string, expected: readonly [string, Record<string, string>][]][] = [
  [
    'Bearer of Docker Hub',
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/debian:pull"',
    [
      [
        'bearer',
        {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:library/debian:pull',
        },
      ],
    ],
  ],
  ['Basic', 'Basic realm="Registry Realm"', [['basic', { realm: 'Registry Realm' }]]],
  ['names in any case', 'BEARER Realm="a"', [['bearer', { realm: 'a' }]]],
  ['no quotes', 'Bearer realm=a,service=b', [['bearer', { realm: 'a', service: 'b' }]]],
  ['comma in a scope', 'Bearer scope="repository:a:pull,push"', [['bearer', { scope: 'repository:a:pull,push' }]]],
  ['escaped quotes', String.raw`Basic realm="a \"b\" \\ c"`, [['basic', { realm: 'a "b" \\ c' }]]],
  [
    'a quoted text that looks like a challenge',
    'Basic realm="x, Bearer realm=y"',
    [['basic', { realm: 'x, Bearer realm=y' }]],
  ],
  ['space around signs', 'Basic  realm = "a" , charset = "UTF-8"', [['basic', { realm: 'a', charset: 'UTF-8' }]]],
  [
    'several challenges',
    'Negotiate, Basic realm="a", Bearer realm="b",service="c"',
    [
      ['negotiate', {}],
      ['basic', { realm: 'a' }],
      ['bearer', { realm: 'b', service: 'c' }],
    ],
  ],
  [
    'token68',
    'Negotiate dG9rZW4=, Basic realm="a"',
    [
      ['negotiate', {}],
      ['basic', { realm: 'a' }],
    ],
  ],
  ['the first of two equal parameters', 'Basic realm="a",realm="b"', [['basic', { realm: 'a' }]]],
  ['empty list members', ',, Basic realm="a",,', [['basic', { realm: 'a' }]]],
  [
    'a quote without end',
    'Basic realm="a", Bearer realm="b',
    [
      ['basic', { realm: 'a' }],
      ['bearer', {}],
    ],
  ],
  ['a parameter before any scheme', 'realm="a"', []],
  ['nothing', '', []],
];

describe('parseChallenges', () => {
  it.each(rows)('%s', (_, header, expected) => {
    const found = parseChallenges(header).map(({ scheme, parameters }) => [scheme, { ...parameters }]);
    expect(found).toEqual(expected);
  });

  it('a parameter may be called as Object.prototype calls its own', () => {
    const [challenge] = parseChallenges('Bearer __proto__="x", realm="y"');
    expect(challenge?.parameters.realm).toBe('y');
    expect(Object.getPrototypeOf(challenge?.parameters)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText(), (text) => Array.isArray(parseChallenges(text))));
    const pieces = fc.constantFrom('Bearer', ' ', '=', '"', ',', '\\', 'realm', '\t', 'é');
    fc.assert(fc.property(fc.array(pieces), (text) => Array.isArray(parseChallenges(text.join('')))));
  });

  it('reads back what is written', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const value = fc.stringMatching(/^[ -~]{0,20}$/);
    const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
    const challenge = fc.tuple(name, fc.uniqueArray(fc.tuple(name, value), { minLength: 1, selector: ([key]) => key }));
    fc.assert(
      fc.property(fc.array(challenge), (challenges) => {
        const header = challenges
          .map(([scheme, list]) => `${scheme} ${list.map(([key, text]) => `${key}=${quoted(text)}`).join(', ')}`)
          .join(', ');
        const found = parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.entries(parameters)]);
        expect(found.map(([scheme, list]) => [scheme, new Map(list as [string, string][])])).toEqual(
          challenges.map(([scheme, list]) => [scheme, new Map(list)]),
        );
      }),
    );
  });

  it.each([
    'a '.repeat(100_000),
    '='.repeat(200_000),
    `Basic ${'a'.repeat(200_000)}`,
    `Basic x="${'\\'.repeat(200_000)}`,
  ])('takes no time over long nonsense (%#)', (header) => {
    const start = cpuTimeMs();
    parseChallenges(header);
    expect(cpuTimeMs() - start).toBeLessThan(1000);
  });
});
