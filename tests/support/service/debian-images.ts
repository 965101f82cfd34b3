import { type BuiltImage, buildImage } from '#tests/support/image-builder.ts';

/** A Debian package as dpkg's status tells of it: `name version`, or `name version source` where its source is called otherwise. */
function statusOf(text: string): string {
  const [name = '', version = '', source] = text.split(' ');
  return [
    `Package: ${name}`,
    'Status: install ok installed',
    'Architecture: amd64',
    `Version: ${version}`,
    ...(source === undefined ? [] : [`Source: ${source}`]),
    'Description: one of a test',
    '',
  ].join('\n');
}

/** An image of Debian 12 in which these packages are installed, `name version [source]` each. */
export function debianImage(...packages: readonly string[]): BuiltImage {
  const release =
    'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n';
  return buildImage({
    layers: [
      {
        files: [
          { path: 'etc/os-release', content: release },
          { path: 'var/lib/dpkg/status', content: `${packages.map(statusOf).join('\n')}\n` },
        ],
      },
    ],
  });
}
