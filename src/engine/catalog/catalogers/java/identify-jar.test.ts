import { describe, expect, it } from 'vitest';
import { identifyJar } from './identify-jar.ts';
import type { DescribedProject } from './jar-facts.ts';
import { parsePom } from './parse-pom.ts';

const project = (name: string, version: string): DescribedProject => {
  const [groupId = '', artifactId = ''] = name.split(':');
  return { groupId, artifactId, properties: { groupId, artifactId, version } };
};

interface Case {
  readonly file: string;
  readonly projects?: readonly DescribedProject[];
  readonly manifest?: Readonly<Record<string, string>>;
  readonly classDirectory?: string;
}

/** Artifacts as text: the archive's own with `*`, a guessed group with `?`. */
function identify({ file, projects = [], manifest = {}, classDirectory }: Case): readonly string[] {
  const attributes = new Map(Object.entries(manifest));
  return identifyJar(file, { manifest: attributes, projects, classDirectory, bundleLicenses: [] }).map(
    ({ groupId, artifactId, version, isOwn, groupIdGuessed }) =>
      `${isOwn === true ? '*' : ''}${groupId}${groupIdGuessed === true ? '?' : ''}:${artifactId}:${version}`,
  );
}

const two = [project('g:a', '1.0'), project('o:dep', '2.0')];

describe('identifyJar', () => {
  it.each<[string, Case, readonly string[]]>([
    ['described and named alike', { file: 'a-1.0.jar', projects: [project('g:a', '1.0')] }, ['*g:a:1.0']],
    ['renamed', { file: 'app.jar', projects: [project('g:a', '1.0')] }, ['*g:a:1.0']],
    ['named as a bundle', { file: 'g.a_1.0.0.jar', projects: [project('g:a', '1.0')] }, ['*g:a:1.0']],
    [
      'a snapshot by its date',
      { file: 'a-1.0-20240102.030405-6.jar', projects: [project('g:a', '1.0-SNAPSHOT')] },
      ['*g:a:1.0-SNAPSHOT'],
    ],
    ['shaded, its own by the file name', { file: 'a-1.0.jar', projects: two }, ['*g:a:1.0', 'o:dep:2.0']],
    [
      'shaded, the longer name',
      { file: 'a-core-1.0.jar', projects: [project('g:a', '1.0'), project('g:a-core', '1.0')] },
      ['g:a:1.0', '*g:a-core:1.0'],
    ],
    ['shaded with a classifier', { file: 'a-1.0-all.jar', projects: two }, ['*g:a:1.0', 'o:dep:2.0']],
    [
      'shaded and renamed, its own by the manifest',
      { file: 'app.jar', projects: two, manifest: { 'implementation-title': 'a' } },
      ['*g:a:1.0', 'o:dep:2.0'],
    ],
    ['shaded and renamed', { file: 'app.jar', projects: two }, ['g:a:1.0', 'o:dep:2.0']],
    [
      'one packed into an archive that nothing describes',
      { file: 'tool-3.0.jar', projects: [project('o:dep', '2.0')], classDirectory: 'com/x/tool' },
      ['*com.x.tool?:tool:3.0', 'o:dep:2.0'],
    ],
    ['the file name alone', { file: 'foo-1.2.3.jar' }, ['*foo?:foo:1.2.3']],
    [
      'file name and classes',
      { file: 'foo-1.2.3.jar', classDirectory: 'com/acme/foo/impl' },
      ['*com.acme.foo?:foo:1.2.3'],
    ],
    [
      'the vendor of the manifest',
      { file: 'pg-1.jar', manifest: { 'implementation-vendor-id': 'org.pg' } },
      ['*org.pg?:pg:1'],
    ],
    ['a vendor that is a name', { file: 'pg-1.jar', manifest: { 'implementation-vendor-id': 'Acme' } }, ['*pg?:pg:1']],
    [
      'the bundle of the manifest',
      { file: 'x-1.jar', manifest: { 'bundle-symbolicname': 'org.y.x;singleton:=true' } },
      ['*org.y?:x:1'],
    ],
    [
      'a well-known artifact',
      { file: 'spring-core-5.3.31.jar', classDirectory: 'org' },
      ['*org.springframework?:spring-core:5.3.31'],
    ],
    [
      'the version of the manifest',
      { file: 'x.jar', manifest: { 'implementation-version': '1.2 (build 3)' } },
      ['*x?:x:1.2'],
    ],
    ['a version that nobody filled in', { file: 'x.jar', manifest: { 'implementation-version': `\${v}` } }, []],
    ['nothing', { file: 'x.jar' }, []],
    [
      'renamed, one packed into it, its own by the manifest',
      { file: 'guice.jar', projects: [project('o:dep', '2.0')], manifest: { 'bundle-version': '4.2.3' } },
      ['*com.google.inject?:guice:4.2.3', 'o:dep:2.0'],
    ],
    [
      'renamed by a distro',
      { file: 'a-3.0-spec.jar', projects: [project('g:a_3.0_spec', '1.0')] },
      ['*g:a_3.0_spec:1.0'],
    ],
    [
      'well-known, from before there were group ids',
      { file: 'commons-lang-2.1.jar' },
      ['*commons-lang?:commons-lang:2.1'],
    ],
    [
      'a plug-in of Jenkins',
      {
        file: 'git.jpi',
        manifest: { 'group-id': 'org.jenkins-ci.plugins', 'short-name': 'git', 'plugin-version': '5.2.0' },
      },
      ['*org.jenkins-ci.plugins:git:5.2.0'],
    ],
    [
      'a plug-in of NiFi',
      { file: 'x.nar', manifest: { 'nar-group': 'org.apache.nifi', 'nar-id': 'n', 'nar-version': '1.0' } },
      ['*org.apache.nifi:n:1.0'],
    ],
  ])('%s', (_name, jar, expected) => {
    expect(identify(jar)).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'the parent gives group and version',
      '<parent><groupId>pg</groupId><version>9</version></parent><artifactId>a</artifactId>',
      ['*pg:a:9'],
    ],
    ['the directory gives the names', '<version>1.0</version>', ['*g:a:1.0']],
    ['a version from elsewhere: that of the file name', `<version>\${revision}</version>`, ['*g:a:1.0']],
  ])('a pom.xml without pom.properties: %s', (_name, inner, expected) => {
    const pom = parsePom(`<project>${inner}</project>`);
    expect(identify({ file: 'a-1.0.jar', projects: [{ groupId: 'g', artifactId: 'a', pom }] })).toEqual(expected);
  });
});
