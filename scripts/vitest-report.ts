/** What a step of the gate came to. `skipped` and `failures` hold names. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  readonly failures: readonly string[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Counts the tests in vitest's JSON report. A file that failed to load, a run that ended badly without a failed test, and a run
 * in which nothing passed each count as a failure, so that the gate cannot pass on tests that never ran.
 */
export function parseVitestReport(text: string, exitStatus: number | null): Tally {
  const { testResults } = JSON.parse(text) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (wanted: (status: string) => boolean) =>
    tests.filter(({ status }) => wanted(status)).map(({ fullName }) => fullName);
  const passed = named((status) => status === 'passed').length;
  const failures = named((status) => status === 'failed');
  for (const file of testResults) {
    const hasFailedTest = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !hasFailedTest) failures.push(`${file.name}: ${file.message ?? 'did not run'}`);
  }
  if (exitStatus !== 0 && failures.length === 0)
    failures.push(`vitest ended with status ${exitStatus} and no failed test`);
  if (passed === 0) failures.push('no test passed');
  return {
    passed,
    failed: failures.length,
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
    failures,
  };
}
