/**
 * The whole gate, as `npm test` and `.ci/run` call it: format, lint, types, dead code, then every test group. Runs all steps
 * even where one fails, says how long each took, names what was skipped, and ends with the line `N passed, N failed, N skipped`.
 * `npm test unit` runs the named test groups only, without the other steps.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseVitestReport, type Tally } from './vitest-report.ts';

const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format and lint', 'biome', 'ci', '--error-on-warnings', '.'],
  ['lint with types', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of the browser code', 'tsc', '-p', 'web/tsconfig.json'],
  ['dead code and unlisted dependencies', 'knip'],
];

const groups = process.argv.slice(2);
const times: [name: string, seconds: number][] = [];
const tallies: Tally[] = [...(groups.length === 0 ? steps.map(runStep) : []), runTests(groups)];
const total = (key: 'passed' | 'failed') => tallies.reduce((sum, tally) => sum + tally[key], 0);
const skipped = tallies.flatMap((tally) => tally.skipped);

for (const [name, seconds] of times) console.log(`${name}: ${seconds} s`);
for (const name of skipped) console.log(`skipped: ${name}`);
for (const name of tallies.flatMap((tally) => tally.failures)) console.log(`failed: ${name}`);
console.log(`${total('passed')} passed, ${total('failed')} failed, ${skipped.length} skipped`);
process.exitCode = total('failed') > 0 ? 1 : 0;

function runStep([name, command, ...args]: (typeof steps)[number]): Tally {
  console.log(`\n== ${name}`);
  const status = timed(name, command, args);
  return status === 0
    ? { passed: 1, failed: 0, skipped: [], failures: [] }
    : { passed: 0, failed: 1, skipped: [], failures: [name] };
}

function runTests(projects: readonly string[]): Tally {
  console.log('\n== tests');
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-check-'));
  const file = join(directory, 'report.json');
  // One less than there are processors, as is usual, but three at least: servers and browsers of tests are waited for as often as they work.
  const workers = Math.max(3, availableParallelism() - 1);
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['run', `--maxWorkers=${workers}`, ...reports];
  const status = timed('tests', 'vitest', [...args, ...projects.flatMap((name) => ['--project', name])]);
  try {
    return parseVitestReport(readFileSync(file, 'utf8'), status);
  } catch (error) {
    return { passed: 0, failed: 1, skipped: [], failures: [`the test run itself: ${String(error)}`] };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs a command to its end, notes how long it took, and returns its exit code. */
function timed(name: string, command: string, args: readonly string[]): number | null {
  const startedAt = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  times.push([name, Math.round((performance.now() - startedAt) / 1000)]);
  return status;
}
