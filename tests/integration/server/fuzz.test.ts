import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { missing, repositoryRoot } from '#tests/support/requirements.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';

const run = promisify(execFile);
const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
/** The first never ends, the others would sign the fuzzer out, or fetch advisories. */
const excluded = ['watchScans', 'signIn', 'signOut', 'changePassword', 'updateAdvisories'];

describe.skipIf(missing('schemathesis', { optional: true }))(
  'schemathesis (schemathesis.io) [needs schemathesis]',
  () => {
    let service: TestService;
    let registry: FakeRegistry;
    beforeAll(async () => {
      service = await startTestService();
      registry = await startFakeRegistry();
      putImage(registry, 'team/app', '1', npmImage(['left@1.0.0']));
      await addRegistry(service.api, registry);
      const scan = await service.api.send<{ id: string }>('POST', '/scans', {
        reference: `${registry.host}/team/app:1`,
      });
      await service.api.until<{ state: string }>(`/scans/${scan.id}`, ({ state }) => state === 'done');
    });
    afterAll(() => endAll(service, registry));

    it('finds no server error and no answer that openapi.json does not describe', async () => {
      // A session, since an API token may not look after tokens.
      const target = [
        join(repositoryRoot, 'openapi.json'),
        '--url',
        service.url,
        '-H',
        `Cookie: ${service.api.cookie}`,
      ];
      const bounds = ['--max-time', '60', '--max-examples', '10', '--request-timeout', '10', '--seed', '1'];
      const what = ['--phases', 'coverage,fuzzing', '--checks', checks, '--no-color'];
      const without = excluded.flatMap((name) => ['--exclude-operation-id', name]);
      const args = ['run', ...target, ...bounds, ...what, ...without];
      // It leaves a cache where it runs.
      const options = { cwd: await makeTemporaryDirectory(), timeout: 150_000, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await run('schemathesis', args, options).catch((error: { readonly stdout?: string }) => ({
        stdout: error.stdout ?? 'schemathesis did not run',
      }));
      expect(stdout).toContain('generated');
      expect(stdout.slice(stdout.indexOf('= FAILURES ='))).not.toMatch(/^- ST\d+/m);
    }, 200_000);
  },
);
