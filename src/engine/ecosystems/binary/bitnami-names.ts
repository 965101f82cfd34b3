/**
 * Names by which Bitnami's advisories (github.com/bitnami/vulndb) know programs, by those of their classifiers. They are made from
 * the CPE names of the National Vulnerability Database and say which versions of the upstream project are affected.
 */
export const bitnamiNames: Readonly<Record<string, string>> = {
  ...same(
    'alertmanager',
    'arangodb',
    'clickhouse',
    'composer',
    'consul',
    'drupal',
    'envoy',
    'etcd',
    'fluent-bit',
    'fluentd',
  ),
  ...same(
    'flux',
    'git',
    'gitea',
    'gitlab-runner',
    'grafana',
    'haproxy',
    'helm',
    'influxdb',
    'jaeger',
    'joomla',
    'keydb',
  ),
  ...same(
    'kibana',
    'kustomize',
    'logstash',
    'lua',
    'magento',
    'mariadb',
    'mediawiki',
    'memcached',
    'minio',
    'mongodb',
    'moodle',
  ),
  ...same(
    'nextcloud',
    'nginx',
    'node',
    'openresty',
    'opentelemetry-collector',
    'pgbouncer',
    'php',
    'phpmyadmin',
    'postgresql',
  ),
  ...same(
    'prometheus',
    'python',
    'rabbitmq',
    'redis',
    'ruby',
    'sqlite',
    'tomcat',
    'valkey',
    'varnish',
    'vault',
    'wildfly',
  ),
  ...same('wordpress', 'wp-cli'),
  argocd: 'argo-cd',
  go: 'golang',
  httpd: 'apache',
  'nats-server': 'nats',
};

function same(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}
