import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { shortLived } from '../maven.ts';
import { findProgram } from '../requirements.ts';
import { type Reference, referenceScript } from './reference.ts';

/** Maven's ComparableVersion of the Maven that is installed, run from source by a JDK; undefined where there is no Maven. */
export function mavenReference(): Reference | undefined {
  const program = findProgram('mvn');
  if (program === undefined) return undefined;
  const libraries = join(realpathSync(program), '../../lib');
  const jar = readdirSync(libraries).find((name) => /^maven-artifact-[0-9].*\.jar$/.test(name));
  if (jar === undefined) return undefined;
  return {
    needs: 'mvn, java',
    program: 'java',
    args: [...shortLived, '-cp', join(libraries, jar), referenceScript('Maven.java')],
  };
}
