/** A package of a sample image: name, version, and the source package where it has another name. */
export type SamplePackage = readonly [name: string, version: string, source?: string];

/** A dpkg status file (deb-control(5) stanzas). */
export function dpkgStatus(packages: readonly SamplePackage[]): string {
  return packages
    .map(([name, version, source]) =>
      [
        `Package: ${name}`,
        'Status: install ok installed',
        'Priority: optional',
        'Section: libs',
        'Maintainer: Sample <sample@plimsoll.invalid>',
        'Architecture: amd64',
        ...(source === undefined ? [] : [`Source: ${source}`]),
        `Version: ${version}`,
        `Description: sample of ${name}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** An apk database (apk-tools "installed" file). */
export function apkInstalled(packages: readonly SamplePackage[]): string {
  return packages
    .map(([name, version, source]) =>
      [`P:${name}`, `V:${version}`, 'A:x86_64', 'L:MIT', `o:${source ?? name}`, `T:sample of ${name}`, '', ''].join(
        '\n',
      ),
    )
    .join('');
}

/** `etc/os-release` of a Debian or Alpine release. */
export function osRelease(id: 'debian' | 'alpine', version: string, codename?: string): string {
  const name = id === 'debian' ? 'Debian GNU/Linux' : 'Alpine Linux';
  const lines = [`PRETTY_NAME="${name} ${version}"`, `NAME="${name}"`, `ID=${id}`, `VERSION_ID="${version}"`];
  return [...lines, ...(codename === undefined ? [] : [`VERSION_CODENAME=${codename}`]), ''].join('\n');
}
