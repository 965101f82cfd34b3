import type { ImageConfig } from '#core/image.ts';
import { configCondition } from '../../condition-kind.ts';

/** Who programs of the image run as where nobody says otherwise. */
export const runsAsRoot = configCondition({
  name: 'runs-as-root',
  displayName: 'Runs as root',
  description:
    'The default user of the image is root (user 0; ContainerAdministrator on Windows), or nobody is named, which is the same. A user of another name counts as another, though the image may give it the number 0.',
  fields: [],
  describe: () => 'runs as root',
  violates: (config) => {
    if (!isRoot(config)) return false;
    return isNamed(config.user)
      ? `the default user is ${JSON.stringify(config.user)}: name another one in the last USER instruction`
      : 'no default user is named, so that programs run as root: end the Dockerfile with USER and one that is not root';
  },
});

/** `user` is `name`, `uid`, and perhaps a group after a colon (OCI image-spec, config.md). */
function isRoot({ user = '', platform }: ImageConfig): boolean {
  const [name = ''] = user.split(':');
  if (platform.os === 'windows') return !isNamed(user) || name.toLowerCase() === 'containeradministrator';
  return name === '' || name === 'root' || /^0+$/.test(name);
}

function isNamed(user = ''): boolean {
  return user !== '' && !user.startsWith(':');
}
