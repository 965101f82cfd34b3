import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { endAll, makeTemporaryDirectory, startTestService } from '#tests/support/service/start-test-service.ts';

const other = createServer();

afterAll(async () => {
  other.close();
  await endAll();
});

it('a first start that fails since the port is taken leaves the password to the next one', async () => {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const dataDirectory = await makeTemporaryDirectory();
  await expect(startTestService({ dataDirectory, port })).rejects.toThrow(
    `the setting PLIMSOLL_PORT cannot be used: something listens on 127.0.0.1:${port} already`,
  );
  const service = await startTestService({ dataDirectory });
  expect(service.password).not.toBe('');
  await service.close();
});
