import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MavenProject, runMaven } from '#tests/support/maven.ts';
import { missing } from '#tests/support/requirements.ts';
import { readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { java } from './java.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-java-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const spring = 'org.springframework.boot:spring-boot-starter-web:2.7.18';
const compiler =
  '<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.11.0</version></plugin>';
const plugin = (groupId: string, name: string, version: string, more = '') =>
  `${compiler}<plugin><groupId>${groupId}</groupId><artifactId>${name}</artifactId><version>${version}</version>${more}</plugin>`;
const execution = (goal: string, phase: string) =>
  `<executions><execution><phase>${phase}</phase><goals><goal>${goal}</goal></goals></execution></executions>`;

/** Builds a project and gives what Maven lists and what we do. */
async function compare(project: MavenProject, goals: readonly string[], keep: (path: string) => boolean) {
  const home = mkdtempSync(join(directory, `${project.artifactId}-`));
  const expected = runMaven(home, project, goals);
  if (expected === undefined) return undefined;
  const { packages, problems } = await runCataloger(java, readTree(home, keep));
  expect(problems).toEqual([]);
  return { home, expected, packages, found: packages.map((one) => `${one.name} ${one.version}`).sort() };
}

describe.skipIf(missing('mvn', { optional: true }))(
  'what Maven lists is what is listed [needs mvn, Maven Central]',
  () => {
    it('of dependencies copied to a directory', { timeout: 200_000 }, async (context) => {
      const dependencies = [
        spring,
        'com.google.guava:guava:31.1-jre',
        'org.apache.logging.log4j:log4j-core:2.17.1',
        'org.apache.logging.log4j:log4j-1.2-api:2.17.1',
        'commons-collections:commons-collections:3.2.1',
        'io.netty:netty-transport-native-epoll:4.1.100.Final:linux-x86_64',
        'org.bouncycastle:bcprov-jdk18on:1.76',
        'com.squareup.okhttp3:okhttp:4.12.0',
        'org.hibernate:hibernate-core:5.6.15.Final',
        'org.postgresql:postgresql:42.6.0',
        'dom4j:dom4j:1.6.1',
      ];
      const goals = ['dependency:copy-dependencies', '-DoutputDirectory=lib'];
      const result = await compare({ artifactId: 'libs', packaging: 'jar', dependencies }, goals, (path) =>
        path.startsWith('lib/'),
      );
      if (result === undefined) return context.skip('Maven Central cannot be reached');
      expect(result.expected.length).toBeGreaterThan(70);
      // Netty packs JCTools into its own archive, which only a look into it shows.
      expect(result.found).toEqual([...result.expected, 'org.jctools:jctools-core 3.1.0'].sort());
      for (const { paths, details } of result.packages) {
        const sha1 = details?.kind === 'maven' ? details.sha1 : undefined;
        const bytes = readFileSync(join(result.home, paths[0] ?? ''));
        if (sha1 !== undefined) expect(sha1).toBe(createHash('sha1').update(bytes).digest('hex'));
      }
    });

    it('of a Spring Boot program, whether held in memory or streaming by', { timeout: 200_000 }, async (context) => {
      const plugins = plugin(
        'org.springframework.boot',
        'spring-boot-maven-plugin',
        '2.7.18',
        `<configuration><mainClass>org.example.Main</mainClass></configuration>${execution('repackage', 'package')}`,
      );
      const isProgram = (path: string) => path === 'target/boot-1.2.0.jar';
      const project: MavenProject = { artifactId: 'boot', packaging: 'jar', dependencies: [spring], plugins };
      const result = await compare(project, ['package'], isProgram);
      if (result === undefined) return context.skip('Maven Central cannot be reached');
      // Starters, which are empty, are not packed; the tool that takes layers apart is.
      const packed = result.expected.filter((line) => !line.includes(':spring-boot-starter'));
      expect(result.found).toEqual(
        [...packed, 'org.example:boot 1.2.0', 'org.springframework.boot:spring-boot-jarmode-layertools 2.7.18'].sort(),
      );
      expect(result.packages.flatMap(({ paths }) => paths)).toContain(
        'target/boot-1.2.0.jar:BOOT-INF/lib/spring-core-5.3.31.jar',
      );
      const limits = { maxArchiveBufferedBytes: 300_000 };
      const streamed = await runCataloger(java, readTree(result.home, isProgram), undefined, limits);
      expect(streamed).toMatchObject({ packages: result.packages, problems: [] });
    });

    it('of a program into which others are shaded', { timeout: 200_000 }, async (context) => {
      const plugins = plugin('org.apache.maven.plugins', 'maven-shade-plugin', '3.5.1', execution('shade', 'package'));
      const dependencies = [
        'com.fasterxml.jackson.core:jackson-databind:2.13.5',
        'org.apache.commons:commons-lang3:3.12.0',
        'org.apache.logging.log4j:log4j-core:2.17.1',
        'org.yaml:snakeyaml:1.30',
      ];
      const project: MavenProject = { artifactId: 'shade', packaging: 'jar', dependencies, plugins };
      const result = await compare(project, ['package'], (path) => path === 'target/shade-1.2.0.jar');
      if (result === undefined) return context.skip('Maven Central cannot be reached');
      expect(result.expected.length).toBeGreaterThanOrEqual(7);
      expect(result.found).toEqual([...result.expected, 'org.example:shade 1.2.0'].sort());
      expect(
        result.packages.filter(({ details }) => details?.kind === 'maven' && details.sha1 !== undefined),
      ).toHaveLength(1);
    });

    it('of a web application', { timeout: 200_000 }, async (context) => {
      const plugins = plugin(
        'org.apache.maven.plugins',
        'maven-war-plugin',
        '3.4.0',
        '<configuration><failOnMissingWebXml>false</failOnMissingWebXml></configuration>',
      );
      const project: MavenProject = { artifactId: 'web', packaging: 'war', dependencies: [spring], plugins };
      const result = await compare(project, ['package'], (path) => path === 'target/web-1.2.0.war');
      if (result === undefined) return context.skip('Maven Central cannot be reached');
      expect(result.found).toEqual([...result.expected, 'org.example:web 1.2.0'].sort());
      expect(result.packages.flatMap(({ paths }) => paths)).toContain(
        'target/web-1.2.0.war:WEB-INF/lib/spring-core-5.3.31.jar',
      );
    });
  },
);
