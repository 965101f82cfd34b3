import type { BinaryClassifier } from '../classifier.ts';

/** Programs of Prometheus and its kind are built with these flags. */
const promu = ['prometheus/common/version.Version={version}', '{break}{version}{nul}HEAD{nul}'];
const goModule = (path: string) => `mod\t${path}\tv{version}`;
const beat = (name: string): BinaryClassifier => ({
  name,
  cpes: [`elastic:${name}`],
  paths: [name],
  versions: [
    '{break}{version}{nul}beats',
    'libbeat/version.defaultBeatVersion={version}',
    `/${name}-{version}`,
    'libbeat/version.qualifier={word} {version}',
    'elastic/beats/v{digits}\tv{version}',
  ],
  with: ['elastic/beats'],
});

/** Metrics, logs and traces. */
export const observability: readonly BinaryClassifier[] = [
  {
    name: 'prometheus',
    cpes: ['prometheus:prometheus'],
    paths: ['prometheus', 'promtool'],
    versions: [...promu, goModule('github.com/prometheus/prometheus')],
    with: ['prometheus/prometheus'],
  },
  {
    name: 'alertmanager',
    cpes: ['prometheus:alertmanager'],
    paths: ['alertmanager', 'amtool'],
    versions: [...promu, goModule('github.com/prometheus/alertmanager')],
    with: ['prometheus/alertmanager'],
  },
  {
    name: 'node_exporter',
    cpes: ['prometheus:node_exporter'],
    paths: ['node_exporter', 'prometheus-node-exporter'],
    versions: [...promu, goModule('github.com/prometheus/node_exporter')],
    with: ['node_exporter'],
  },
  {
    name: 'blackbox_exporter',
    cpes: ['prometheus:blackbox_exporter'],
    paths: ['blackbox_exporter'],
    versions: [...promu, goModule('github.com/prometheus/blackbox_exporter')],
  },
  {
    name: 'pushgateway',
    cpes: ['prometheus:pushgateway'],
    paths: ['pushgateway'],
    versions: [...promu, goModule('github.com/prometheus/pushgateway')],
  },
  {
    name: 'grafana',
    cpes: ['grafana:grafana'],
    paths: ['grafana', 'grafana-server', 'grafana-cli'],
    versions: ['main.version={version}', goModule('github.com/grafana/grafana'), 'grafana-{version}'],
    with: ['grafana/grafana'],
  },
  {
    name: 'loki',
    cpes: ['grafana:loki'],
    paths: ['loki', 'promtail', 'logcli'],
    versions: [
      'pkg/util/build.Version={version}',
      'mod\tgithub.com/grafana/loki/v{digits}\tv{version}',
      goModule('github.com/grafana/loki'),
    ],
    with: ['grafana/loki'],
  },
  {
    name: 'tempo',
    cpes: ['grafana:tempo'],
    paths: ['tempo'],
    versions: ['main.Version={version}', goModule('github.com/grafana/tempo')],
    with: ['grafana/tempo'],
  },
  {
    name: 'fluent-bit',
    purl: 'pkg:github/fluent/fluent-bit',
    cpes: ['treasuredata:fluent_bit'],
    paths: ['fluent-bit', 'libfluent-bit.so'],
    versions: ['Fluent Bit v{version}', '{nul}{version}{nul}{gap}Fluent'],
  },
  {
    name: 'fluentd',
    cpes: ['fluentd:fluentd'],
    paths: ['fluentd-*/lib/fluent/version.rb'],
    versions: ["VERSION = '{version}'"],
    content: 'any',
  },
  {
    name: 'telegraf',
    cpes: ['influxdata:telegraf'],
    paths: ['telegraf'],
    versions: [
      'telegraf/internal.Version={version}',
      'main.version={version}',
      goModule('github.com/influxdata/telegraf'),
    ],
    with: ['influxdata/telegraf'],
  },
  {
    name: 'vector',
    cpes: ['vector:vector'],
    paths: ['vector'],
    versions: ['vector {version} (', '{nul}Vector/{version}', 'Vector/{version}'],
  },
  {
    name: 'opentelemetry-collector',
    cpes: ['opentelemetry:opentelemetry_collector'],
    paths: ['otelcol', 'otelcol-contrib', 'otelcol-k8s'],
    versions: ['go.opentelemetry.io/collector/otelcol\tv{version}', 'go.opentelemetry.io/collector\tv{version}'],
  },
  {
    name: 'jaeger',
    cpes: ['linuxfoundation:jaeger'],
    paths: ['jaeger-*', 'all-in-one-linux'],
    versions: ['jaeger/pkg/version.latestVersion=v{version}', goModule('github.com/jaegertracing/jaeger')],
    with: ['jaegertracing/jaeger'],
  },
  ...['filebeat', 'metricbeat', 'packetbeat', 'heartbeat', 'auditbeat', 'winlogbeat'].map(beat),
  {
    name: 'logstash',
    cpes: ['elastic:logstash'],
    paths: ['logstash-core/versions-gem-copy.yml', 'logstash/versions.yml'],
    versions: ['logstash: {version}'],
    content: 'any',
  },
  {
    name: 'kibana',
    cpes: ['elastic:kibana'],
    paths: ['kibana/package.json'],
    versions: ['"version": "{version}"', '"version":"{version}"'],
    with: ['"name": "kibana"'],
    content: 'any',
  },
  {
    name: 'zabbix',
    cpes: ['zabbix:zabbix'],
    paths: ['zabbix_agentd', 'zabbix_server', 'zabbix_agent2', 'zabbix_proxy'],
    versions: ['Zabbix {version}', '(Zabbix) {version}', 'ZABBIX_VERSION={version}'],
  },
  {
    name: 'netdata',
    cpes: ['netdata:netdata'],
    paths: ['netdata'],
    versions: ['netdata v{version}', '{nul}v{version}{nul}'],
    with: ['netdata'],
  },
];
