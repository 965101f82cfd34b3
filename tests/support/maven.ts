import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface MavenProject {
  readonly artifactId: string;
  readonly packaging: 'jar' | 'war';
  /** `group:artifact:version`, or `group:artifact:version:classifier`. */
  readonly dependencies: readonly string[];
  /** XML of `<plugin>` elements. */
  readonly plugins?: string;
}

/** For programs that run for seconds: making their code fast takes longer than it saves. */
export const shortLived = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/**
 * Lets Maven do `goals` in a project made in `directory`, and returns what `mvn dependency:list` lists, as `group:artifact version`;
 * undefined where Maven cannot reach a repository.
 */
export function runMaven(
  directory: string,
  project: MavenProject,
  goals: readonly string[],
): readonly string[] | undefined {
  const source = join(directory, 'src/main/java/org/example/Main.java');
  mkdirSync(dirname(source), { recursive: true });
  writeFileSync(source, 'package org.example; public class Main { public static void main(String[] a) {} }');
  writeFileSync(join(directory, 'pom.xml'), pomOf(project));
  const list = join(directory, 'list.txt');
  try {
    const argv = ['-B', '-q', '-ntp', ...goals, 'dependency:list', `-DoutputFile=${list}`];
    const env = { ...process.env, MAVEN_OPTS: shortLived.join(' ') };
    execFileSync('mvn', argv, { cwd: directory, env, stdio: 'pipe', timeout: 180_000 });
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    if (/Could not transfer|Unknown host|Connection|offline/i.test(output)) return undefined;
    throw new Error(`mvn ${goals.join(' ')} failed: ${output}`, { cause: error });
  }
  const lines = stripVTControlCharacters(readFileSync(list, 'utf8')).split('\n');
  return lines
    .map((line) => line.trim().split(' ', 1)[0]?.split(':') ?? [])
    .filter(({ length }) => length >= 5)
    .map((parts) => `${parts[0]}:${parts[1]} ${parts.at(-2)}`)
    .sort();
}

function pomOf({ artifactId, packaging, dependencies, plugins }: MavenProject): string {
  const element = (name: string, text: string | undefined) => (text === undefined ? '' : `<${name}>${text}</${name}>`);
  const dependency = dependencies.map((one) => {
    const [groupId, artifact, version, classifier] = one.split(':');
    const members = [
      element('groupId', groupId),
      element('artifactId', artifact),
      element('version', version),
      element('classifier', classifier),
    ];
    return element('dependency', members.join(''));
  });
  return element(
    'project',
    [
      '<modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>',
      element('artifactId', artifactId),
      '<version>1.2.0</version>',
      element('packaging', packaging),
      '<properties><maven.compiler.source>11</maven.compiler.source><maven.compiler.target>11</maven.compiler.target></properties>',
      element('dependencies', dependency.join('')),
      element('build', element('plugins', plugins ?? '')),
    ].join('\n'),
  );
}
