import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { parsePom } from './parse-pom.ts';
import { parsePomProperties } from './parse-pom-properties.ts';

const own = '<groupId>g</groupId><artifactId>a</artifactId><version>1</version>';
const parent = '<parent><groupId>pg</groupId><artifactId>pa</artifactId><version>9</version></parent>';
const artifact = '<artifactId>a</artifactId>';
const properties = (text: string) => `<properties>${text}</properties>`;

describe('parsePom', () => {
  it.each<[string, string, readonly (string | undefined)[]]>([
    ['its own coordinates', own, ['g', 'a', '1']],
    ["the parent's group and version", `${parent}${artifact}`, ['pg', 'a', '9']],
    ['own version before that of the parent', `${parent}${artifact}<version>2</version>`, ['pg', 'a', '2']],
    ['a property', `${artifact}<version>\${v}</version>${properties('<v>3</v>')}`, [undefined, 'a', '3']],
    [
      'properties of properties',
      `${artifact}<version>\${revision}\${tail}</version>${properties(`<revision>3</revision><tail>-\${q}</tail><q>x</q>`)}`,
      [undefined, 'a', '3-x'],
    ],
    [
      "the parent's version by name",
      `${parent}${artifact}<version>\${project.parent.version}</version>`,
      ['pg', 'a', '9'],
    ],
    ['a property that stands for itself', `${artifact}<version>\${version}</version>`, [undefined, 'a', `\${version}`]],
    ['a property of nobody', `${artifact}<version>\${x}</version>`, [undefined, 'a', `\${x}`]],
    ['dependencies are not the project', `<dependencies><dependency>${own}</dependency></dependencies>`, []],
    [
      'comments, CDATA and entities',
      `<!-- ${own} --><groupId><![CDATA[g]]></groupId><artifactId>a&#45;b</artifactId>`,
      ['g', 'a-b'],
    ],
    ['blanks', '<groupId>\n  g\n</groupId>', ['g']],
  ])('%s', (_name, inner, [groupId, artifactId, version]) => {
    expect(parsePom(`<?xml version="1.0"?><project xmlns="x">${inner}</project>`)).toEqual({
      groupId,
      artifactId,
      version,
      licenses: [],
    });
  });

  it('takes a namespace prefix and licences', () => {
    const license = '<license><name>Apache-2.0</name><url>u</url></license>';
    const found = parsePom(
      `<p:project>${own}<p:licenses>${license}${license}<license><name>MIT</name></license></p:licenses></p:project>`,
    );
    expect(found).toEqual({ groupId: 'g', artifactId: 'a', version: '1', licenses: ['Apache-2.0', 'MIT'] });
  });

  it('is quick with properties that grow, elements that nest and tags that never end', () => {
    const bomb = Array.from({ length: 50 }, (_, i) => `<p${i}>\${p${i + 1}}\${p${i + 1}}</p${i}>`).join('');
    const texts = [
      `<project><version>\${p0}</version>${properties(bomb)}</project>`,
      '<a>'.repeat(300_000),
      '<'.repeat(1_000_000),
      `<!DOCTYPE x [<!ENTITY a "b">]><project>${'&a;'.repeat(300_000)}`,
      `<a ${'b="'.repeat(300_000)}>`,
      `<a ${'b= '.repeat(300_000)}>`,
    ];
    const started = cpuTimeMs();
    for (const text of texts) parsePom(text);
    expect(cpuTimeMs() - started).toBeLessThan(2000);
  });

  it('never throws', () => {
    const bits = fc.constantFrom(
      '<project>',
      '</project>',
      '<version>',
      '</version>',
      `\${version}`,
      '<a/>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '&#x110000;',
      'x',
      '<a b="c">',
      '>',
    );
    fc.assert(
      fc.property(fc.array(bits), (texts) => {
        expect(parsePom(texts.join('')).licenses).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('parsePomProperties', () => {
  it.each([
    [
      'as Maven writes them',
      '#Created by Maven\n#Mon\nversion=1.0\r\ngroupId=g.h\nartifactId=a\n',
      { groupId: 'g.h', artifactId: 'a', version: '1.0' },
    ],
    [
      'blanks and colons',
      'version : 1.0\n groupId = g\nartifactId=a',
      { groupId: 'g', artifactId: 'a', version: '1.0' },
    ],
    ['no version', 'groupId=g\nartifactId=a\n', undefined],
    ['a property that nobody filled in', `version=\${v}\ngroupId=g\nartifactId=a\n`, undefined],
    ['a group that is a path', 'version=1\ngroupId=../g\nartifactId=a\n', undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, text, expected) => {
    expect(parsePomProperties(text)).toEqual(expected);
  });
});
