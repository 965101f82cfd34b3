import { configCondition } from '../../condition-kind.ts';
import { anyOf } from '../../words.ts';

/** Who programs of the image may run as. */
export const userNotInList = configCondition({
  name: 'user-not-in-list',
  displayName: 'User not in list',
  description:
    'The default user of the image is none of these, as the image names it: "app" is not "1000", though both may be the same. An image that names no user runs as root.',
  fields: [
    { name: 'users', label: 'Allowed users', help: 'Names or numbers, without a group: app, 1000.', kind: 'list' },
  ],
  describe: ({ users }) => `user other than ${anyOf(users)}`,
  violates: (config, { users }) => {
    const user = config.user?.split(':')[0] || (config.platform.os === 'windows' ? 'ContainerAdministrator' : 'root');
    return users.includes(user)
      ? false
      : `the default user is ${JSON.stringify(user)}: name one of ${users.join(', ')}`;
  },
});
