import { configCondition } from '../../condition-kind.ts';
import { anyOf } from '../../words.ts';

/** What an image must not offer to others. */
export const exposedPort = configCondition({
  name: 'exposed-port',
  displayName: 'Exposed port',
  description: 'The image exposes one of these ports. Without a protocol both TCP and UDP are meant.',
  fields: [{ name: 'ports', label: 'Ports', help: 'As in 22, or 53/udp.', kind: 'list' }],
  describe: ({ ports }) => `exposed port ${anyOf(ports)}`,
  violates: (config, { ports }) => {
    const exposed = config.exposedPorts.map((port) => (port.includes('/') ? port : `${port}/tcp`).toLowerCase());
    const found = exposed.find((port) => ports.some((one) => port === one.toLowerCase() || port.split('/')[0] === one));
    return found === undefined ? false : `port ${found} is exposed: remove it from EXPOSE`;
  },
});
