import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './tests/support/slowest-first.ts';

/**
 * Test groups: `unit` runs anywhere; `integration` starts servers on loopback; `browser` drives a real Chromium. None is isolated: modules keep
 * no state (a rule of tests/architecture), so files may share them; loading them anew for each took half of the time.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'tests/architecture/**/*.test.ts',
            'scripts/**/*.test.ts',
            'web/src/**/*.test.ts',
          ],
          setupFiles: ['tests/support/property-seed.ts'],
          isolate: false,
          // Not how long a test may take, but when it hangs: processors are shared with browsers and databases.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/{conformance,integration}/**/*.test.ts'],
          globalSetup: ['tests/support/service/database-template.ts'],
          setupFiles: ['tests/support/property-seed.ts'],
          isolate: false,
          // As above: several services may start in one.
          testTimeout: 240_000,
          // Real feeds and images are read in some.
          hookTimeout: 480_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/service/database-template.ts', 'tests/e2e/support/build-screens.ts'],
          isolate: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
