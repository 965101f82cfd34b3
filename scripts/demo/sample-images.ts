import { randomBytes } from 'node:crypto';
import { type BuiltImage, buildImage, type LayerPlan } from '#tests/support/image-builder.ts';
import { apkInstalled, dpkgStatus, osRelease, type SamplePackage } from './package-databases.ts';

export interface SampleImage {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly image: BuiltImage;
}

const debianOld: readonly SamplePackage[] = [
  ['base-files', '12.4+deb12u1'],
  ['libc6', '2.36-9+deb12u1', 'glibc'],
  ['libc-bin', '2.36-9+deb12u1', 'glibc'],
  ['libssl3', '3.0.9-1', 'openssl'],
  ['openssl', '3.0.9-1'],
  ['libgnutls30', '3.7.9-2', 'gnutls28'],
  ['libgssapi-krb5-2', '1.20.1-2', 'krb5'],
  ['util-linux', '2.38.1-5+b1'],
  ['libpam0g', '1.5.2-6', 'pam'],
  ['libexpat1', '2.5.0-1', 'expat'],
  ['bash', '5.2.15-2+b2'],
  ['dpkg', '1.21.22'],
  ['apt', '2.6.1'],
  ['zlib1g', '1:1.2.13.dfsg-1', 'zlib'],
  ['libzstd1', '1.5.4+dfsg2-5', 'libzstd'],
  ['perl-base', '5.36.0-7', 'perl'],
];

const debianNew: readonly SamplePackage[] = [
  ['base-files', '12.4+deb12u12'],
  ['libc6', '2.36-9+deb12u13', 'glibc'],
  ['libc-bin', '2.36-9+deb12u13', 'glibc'],
  ['libssl3', '3.0.17-1~deb12u3', 'openssl'],
  ['openssl', '3.0.17-1~deb12u3'],
  ['libgnutls30', '3.7.9-2+deb12u5', 'gnutls28'],
  ['libgssapi-krb5-2', '1.20.1-2+deb12u4', 'krb5'],
  ['util-linux', '2.38.1-5+deb12u3'],
  ['libpam0g', '1.5.2-6+deb12u2', 'pam'],
  ['libexpat1', '2.5.0-1+deb12u2', 'expat'],
  ['bash', '5.2.15-2+b9'],
  ['dpkg', '1.21.22'],
  ['apt', '2.6.1'],
  ['zlib1g', '1:1.2.13.dfsg-1', 'zlib'],
  ['libzstd1', '1.5.4+dfsg2-5', 'libzstd'],
  ['perl-base', '5.36.0-7+deb12u3', 'perl'],
];

const alpine: readonly SamplePackage[] = [
  ['alpine-baselayout', '3.4.3-r1'],
  ['musl', '1.2.4-r1'],
  ['busybox', '1.36.1-r2'],
  ['ssl_client', '1.36.1-r2', 'busybox'],
  ['libcrypto3', '3.1.2-r0', 'openssl'],
  ['libssl3', '3.1.2-r0', 'openssl'],
  ['zlib', '1.2.13-r1'],
  ['apk-tools', '2.14.0-r2'],
  ['ca-certificates-bundle', '20230506-r0', 'ca-certificates'],
];

const curlOnAlpine: readonly SamplePackage[] = [
  ...alpine,
  ['curl', '8.2.1-r0'],
  ['libcurl', '8.2.1-r0', 'curl'],
  ['nghttp2-libs', '1.53.0-r0', 'nghttp2'],
  ['libexpat', '2.5.0-r1', 'expat'],
  ['libxml2', '2.11.4-r0'],
];

const dayMs = 24 * 60 * 60 * 1000;

/** The images of the demo, built in the weeks before `now`: an estate in small, from clean to dangerous, one that cannot be read whole and one of an unknown distro. */
export function buildSampleImages(now: Date): readonly SampleImage[] {
  const oldBase = debianLayer(debianOld, '12.1');
  const newBase = debianLayer(debianNew, '12.12');
  const alpineBase = alpineLayer(alpine, 'ADD alpine-minirootfs-3.18.3-x86_64.tar.gz / # buildkit');
  const withCurl = debianUpgrade(
    [...debianOld, ['curl', '7.88.1-10', 'curl'], ['libcurl4', '7.88.1-10', 'curl']],
    'RUN apt-get install -y curl # buildkit',
  );
  const shopOld = npmLayer({
    express: '4.18.2',
    lodash: '4.17.11',
    minimist: '1.2.5',
    qs: '6.7.0',
    ws: '8.11.0',
    axios: '1.4.0',
    ejs: '3.1.6',
  });
  const shopNew = npmLayer({
    express: '4.21.2',
    lodash: '4.17.21',
    minimist: '1.2.8',
    qs: '6.13.0',
    ws: '8.18.0',
    axios: '1.7.9',
    ejs: '3.1.10',
  });
  const built = (daysAgo: number, ...layers: readonly LayerPlan[]) =>
    buildImage({ layers, config: { created: new Date(now.getTime() - daysAgo * dayMs).toISOString() } });
  const shopBetween = npmLayer({ express: '4.18.2', lodash: '4.17.20', ws: '8.18.0', qs: '6.13.0' });
  const gateway = alpineLayer(curlOnAlpine, 'RUN apk add --no-cache curl libxml2 # buildkit');
  const broken = truncated(npmLayer({ lodash: '4.17.11' }, 'import'));
  const api = npmLayer({ 'cross-spawn': '7.0.3', ws: '7.5.9' }, 'api');
  return [
    { repository: 'base/debian', tags: ['12.1'], image: built(80, oldBase) },
    { repository: 'base/debian', tags: ['12.12', 'stable'], image: built(50, newBase) },
    { repository: 'shop/web', tags: ['1.0'], image: built(70, oldBase, shopOld) },
    { repository: 'shop/web', tags: ['1.1'], image: built(45, newBase, shopBetween) },
    { repository: 'shop/web', tags: ['2.0', 'latest'], image: built(20, newBase, shopNew) },
    { repository: 'shop/api', tags: ['2.3', 'latest'], image: built(60, oldBase, withCurl, api) },
    { repository: 'platform/gateway', tags: ['0.9', 'latest'], image: built(30, alpineBase, gateway) },
    { repository: 'platform/debug-tools', tags: ['latest'], image: built(75, alpineBase) },
    { repository: 'data/import', tags: ['7'], image: built(10, newBase, broken) },
    { repository: 'vendor/appliance', tags: ['5.1'], image: buildImage({ layers: [unknownDistro()] }) },
  ];
}

function debianLayer(packages: readonly SamplePackage[], version: string): LayerPlan {
  return {
    createdBy: `ADD debian-${version}-rootfs.tar.xz / # buildkit`,
    files: [
      { path: 'usr/lib/os-release', content: osRelease('debian', '12', 'bookworm') },
      { path: 'etc/os-release', type: 'symlink', linkTarget: '../usr/lib/os-release' },
      { path: 'var/lib/dpkg/status', content: dpkgStatus(packages) },
    ],
  };
}

function debianUpgrade(packages: readonly SamplePackage[], createdBy: string): LayerPlan {
  return { createdBy, files: [{ path: 'var/lib/dpkg/status', content: dpkgStatus(packages) }] };
}

function alpineLayer(packages: readonly SamplePackage[], createdBy: string): LayerPlan {
  return {
    createdBy,
    files: [
      { path: 'etc/os-release', content: osRelease('alpine', '3.18.3') },
      { path: 'lib/apk/db/installed', content: apkInstalled(packages) },
    ],
  };
}

function npmLayer(packages: Readonly<Record<string, string>>, application = 'app'): LayerPlan {
  return {
    createdBy: 'RUN npm ci --omit=dev # buildkit',
    files: [
      {
        path: `opt/${application}/package.json`,
        content: JSON.stringify({ name: `sample-${application}`, version: '1.0.0', private: true }),
      },
      ...Object.entries(packages).map(([name, version]) => ({
        path: `opt/${application}/node_modules/${name}/package.json`,
        content: JSON.stringify({ name, version, license: 'MIT' }),
      })),
    ],
  };
}

/** A layer that was cut off while it was stored: its digest is right for what is there, but its archive ends early. */
function truncated(layer: LayerPlan): LayerPlan {
  const whole = buildImage({
    layers: [{ ...layer, files: [...(layer.files ?? []), { path: 'opt/data.bin', content: randomBytes(4096) }] }],
  });
  const bytes = whole.layers[0]?.bytes ?? new Uint8Array();
  return { ...layer, stored: bytes.subarray(0, bytes.length - 2048) };
}

function unknownDistro(): LayerPlan {
  return {
    createdBy: 'COPY rootfs / # buildkit',
    files: [
      {
        path: 'etc/os-release',
        content: 'PRETTY_NAME="Appliance OS 5"\nID=applianceos\nVERSION_ID=5\nID_LIKE=debian\n',
      },
      {
        path: 'var/lib/dpkg/status',
        content: dpkgStatus([
          ['appliance-core', '5.1-2'],
          ['libc6', '2.31-1appliance1', 'glibc'],
        ]),
      },
    ],
  };
}
