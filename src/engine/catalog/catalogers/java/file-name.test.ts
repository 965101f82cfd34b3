import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { entryKind, isArchiveName } from './entry-kind.ts';
import { parseFileName } from './file-name.ts';

describe('parseFileName', () => {
  it.each([
    ['log4j-core-2.17.1.jar', 'log4j-core', '2.17.1'],
    ['log4j-1.2-api-2.17.1.jar', 'log4j-1.2-api', '2.17.1'],
    ['guava-31.1-jre.jar', 'guava', '31.1-jre'],
    ['guava-r09.jar', 'guava', 'r09'],
    ['netty-common-4.1.100.Final.jar', 'netty-common', '4.1.100.Final'],
    ['netty-transport-native-epoll-4.1.100.Final-linux-x86_64.jar', 'netty-transport-native-epoll', '4.1.100.Final'],
    ['jboss-transaction-api_1.2_spec-1.1.1.Final.jar', 'jboss-transaction-api_1.2_spec', '1.1.1.Final'],
    ['kafka_2.13-3.4.0.jar', 'kafka_2.13', '3.4.0'],
    ['bcprov-jdk18on-1.76.jar', 'bcprov-jdk18on', '1.76'],
    ['app-1.0-SNAPSHOT.jar', 'app', '1.0-SNAPSHOT'],
    ['app-1.0-20240102.030405-6.jar', 'app', '1.0-20240102.030405-6'],
    ['spring-5.0.0-RC1.jar', 'spring', '5.0.0-RC1'],
    ['hive-exec-2.3.9-core.jar', 'hive-exec', '2.3.9-core'],
    ['xml-apis-1.0.b2.jar', 'xml-apis', '1.0.b2'],
    ['app-2.0-jar-with-dependencies.jar', 'app', '2.0'],
    ['org.eclipse.core_3.1.0.v2020.jar', 'org.eclipse.core', '3.1.0.v2020'],
    ['lib/deep/app.war', 'app', undefined],
    ['h2.jar', 'h2', undefined],
    ['log4j-over-slf4j.jar', 'log4j-over-slf4j', undefined],
    ['.jar', '', undefined],
  ])('%s', (path, name, version) => {
    expect(parseFileName(path)).toMatchObject({ name, version });
  });

  it('is quick with long names', () => {
    const started = cpuTimeMs();
    for (const name of ['-1'.repeat(50_000), 'a-'.repeat(50_000), 'a_1.1.'.repeat(20_000), 'linux'.repeat(50_000)])
      parseFileName(`${name}.jar`);
    expect(cpuTimeMs() - started).toBeLessThan(1000);
  });
});

describe('entryKind', () => {
  it.each([
    ['META-INF/MANIFEST.MF', 'manifest'],
    ['META-INF/manifest.mf', 'manifest'],
    ['META-INF/maven/g/a/pom.properties', 'pom-properties'],
    ['BOOT-INF/classes/META-INF/maven/g/a/pom.properties', 'pom-properties'],
    ['META-INF/maven/g/a/pom.xml', 'pom-xml'],
    ['BOOT-INF/lib/a.jar', 'archive'],
    ['a.WAR', 'archive'],
    ['x/META-INF/MANIFEST.MF', undefined],
    ['META-INF/maven/g/pom.properties', undefined],
    ['META-INF/maven/g/a/b/pom.properties', undefined],
    ['xMETA-INF/maven/g/a/pom.xml', undefined],
    ['archetype-resources/pom.xml', undefined],
    ['a/B.class', undefined],
    ['lib/a.jar/', undefined],
  ])('%s is %s', (name, kind) => {
    expect(entryKind(name)).toBe(kind);
  });

  it('archives are told by their extension', () => {
    expect(['a.jar', 'a/b.hpi', 'x.lpkg', 'x.Ear'].every(isArchiveName)).toBe(true);
    expect(['a.zip', 'jar', 'a.jar.md5', 'a/.jars/x', 'a.jarx', 'a.class'].some(isArchiveName)).toBe(false);
  });
});
