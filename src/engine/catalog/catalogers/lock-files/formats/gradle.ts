import { indentedLines } from '../indented-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Gradle's lock file (docs.gradle.org, "Locking versions"): `group:artifact:version=configuration,…`. */
export const gradleLockfile: LockFormat = {
  name: 'gradle.lockfile',
  ecosystem: 'maven',
  purlType: 'maven',
  matches: named('gradle.lockfile'),
  endsWithNewline: true,
  read: (text) => (/^empty=|^# This is a Gradle generated file/m.test(text) ? entries(text) : undefined),
};

const entry = /^([\w.-]{1,200}:[\w.-]{1,200}):([\w.+-]{1,100})=(\S{0,4000})$/;

function* entries(text: string): Generator<LockedPackage> {
  for (const { text: line } of indentedLines(text)) {
    const [, name, version, configurations = ''] = entry.exec(line) ?? [];
    if (name === undefined || version === undefined) continue;
    const isForTests = configurations.split(',').every((one) => /^test|^androidTest|TestCompile|TestRuntime/.test(one));
    if (!isForTests) yield { name, version };
  }
}
