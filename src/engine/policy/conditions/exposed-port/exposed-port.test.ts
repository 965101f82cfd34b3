import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { exposedPort } from './exposed-port.ts';

it.each([
  [['22/tcp'], ['22'], true],
  [['22'], ['22/tcp'], true],
  [['53/udp'], ['53'], true],
  [['53/udp'], ['53/tcp'], false],
  [['2222/tcp'], ['22'], false],
  [['80/tcp', '22/tcp'], ['23', '22'], true],
  [[], ['22'], false],
])('exposed-port: %j, asked for %j: %s', (exposedPorts, ports, expected) => {
  expect(ask('exposed-port', { ports }, imageSubject({ exposedPorts })) !== false).toBe(expected);
});

it('says which, and what it asks for', () => {
  expect(ask('exposed-port', { ports: ['22'] }, imageSubject({ exposedPorts: ['22'] }))).toBe(
    'port 22/tcp is exposed: remove it from EXPOSE',
  );
  expect(exposedPort.describe({ ports: ['22', '23'] })).toBe('exposed port 22 or 23');
});
