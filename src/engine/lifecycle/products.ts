import type { Package } from '#core/package.ts';

/** Ecosystems of distros, and the products as which endoflife.date follows them. */
export const distroProducts: Readonly<Record<string, string>> = {
  almalinux: 'almalinux',
  alpine: 'alpine-linux',
  'amazon-linux': 'amazon-linux',
  debian: 'debian',
  fedora: 'fedora',
  opensuse: 'opensuse',
  'oracle-linux': 'oracle-linux',
  'red-hat': 'rhel',
  'rocky-linux': 'rocky-linux',
  suse: 'sles',
  ubuntu: 'ubuntu',
};

/** Programs that no package manager installed, by the name that they were classified as. */
const programs: Readonly<Record<string, string>> = {
  elasticsearch: 'elasticsearch',
  elixir: 'elixir',
  erlang: 'erlang',
  go: 'go',
  httpd: 'apache-http-server',
  hyperkube: 'kubernetes',
  'kube-apiserver': 'kubernetes',
  'kube-controller-manager': 'kubernetes',
  'kube-proxy': 'kubernetes',
  'kube-scheduler': 'kubernetes',
  kubeadm: 'kubernetes',
  kubectl: 'kubernetes',
  kubelet: 'kubernetes',
  mariadb: 'mariadb',
  mongodb: 'mongodb',
  mysql: 'mysql',
  nginx: 'nginx',
  node: 'nodejs',
  perl: 'perl',
  php: 'php',
  'php-cli': 'php',
  'php-fpm': 'php',
  postgresql: 'postgresql',
  postgres: 'postgresql',
  python: 'python',
  redis: 'redis',
  ruby: 'ruby',
  rust: 'rust',
  temurin: 'eclipse-temurin',
  tomcat: 'tomcat',
};

/** Packages of languages that carry the release line of a run-time or server. */
const packages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  golang: { stdlib: 'go' },
  maven: { 'org.apache.tomcat:tomcat-catalina': 'tomcat', 'org.apache.tomcat.embed:tomcat-embed-core': 'tomcat' },
};

/** The run-time comes in packages for each platform. */
const dotnetRuntime = 'Microsoft.NETCore.App';

/** The product that a package belongs to; undefined for the most, and for what a distro supports as long as itself. */
export function productOf({ type, name, owner }: Pick<Package, 'type' | 'name' | 'owner'>): string | undefined {
  if (owner !== undefined) return undefined;
  if (type === 'nuget') return name.startsWith(dotnetRuntime) ? 'dotnet' : undefined;
  const table = type === 'generic' ? programs : Object.hasOwn(packages, type) ? packages[type] : undefined;
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Which packages {@link productOf} may know a product of, by type and name; of a `prefix` all whose names begin so. */
export const followedPackages: readonly { readonly type: string; readonly name: string; readonly isPrefix: boolean }[] =
  [
    { type: 'nuget', name: dotnetRuntime, isPrefix: true },
    ...Object.entries({ ...packages, generic: programs }).flatMap(([type, table]) =>
      Object.keys(table).map((name) => ({ type, name, isPrefix: false })),
    ),
  ];
