import type { Lifecycle } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';

const products: Readonly<Record<string, string>> = {
  'alpine-linux': 'Alpine Linux',
  'amazon-linux': 'Amazon Linux',
  'apache-http-server': 'Apache httpd',
  almalinux: 'AlmaLinux',
  dotnet: '.NET',
  'eclipse-temurin': 'Eclipse Temurin',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  mysql: 'MySQL',
  nginx: 'nginx',
  nodejs: 'Node.js',
  opensuse: 'openSUSE',
  'oracle-linux': 'Oracle Linux',
  php: 'PHP',
  postgresql: 'PostgreSQL',
  rhel: 'Red Hat Enterprise Linux',
  'rocky-linux': 'Rocky Linux',
  sles: 'SUSE Linux Enterprise Server',
};

/** A release line as people call it: `Node.js 18`. */
export function lineName({ product, cycle }: Pick<Lifecycle, 'product' | 'cycle'>): string {
  const name = Object.hasOwn(products, product) ? products[product] : undefined;
  return `${name ?? product.charAt(0).toUpperCase() + product.slice(1)} ${cycle}`;
}

/** How long it is supported, in words: `ended 208 days ago`, `ends in 12 days`. */
export function supportWords({ state, daysLeft }: Pick<Lifecycle, 'state' | 'daysLeft'>): string {
  if (daysLeft === undefined) return state === 'ended' ? 'ended' : 'goes on, with no date for its end';
  if (daysLeft < 0) return `ended ${timeOf(-daysLeft)} ago`;
  return daysLeft === 0 ? 'ends today' : `ends in ${timeOf(daysLeft)}`;
}

/** Days, from four months on months, and from two years on years. */
function timeOf(days: number): string {
  if (days < 120) return plural(days, 'day');
  return days < 730 ? plural(Math.floor(days / 30.44), 'month') : plural(Math.floor(days / 365), 'year');
}
