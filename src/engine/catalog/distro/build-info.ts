import type { RedHatBuild } from '#core/distro.ts';
import { isRecord } from '#core/json.ts';
import { parseJson } from '../parse-json.ts';
import { textLines } from '../text-lines.ts';

/** What a file of Red Hat's build system says: the repositories that packages came from, or the labels of the image. */
export type BuildRecord =
  | { readonly kind: 'content-sets'; readonly names: readonly string[] }
  | { readonly kind: 'build-labels'; readonly labels: Readonly<Record<string, string>> };

const directories = ['root/buildinfo/', 'usr/share/buildinfo/'];
const maxContentSets = 1000;
const namePattern = /^[\w.:/+-]{1,256}$/;
const labelNames = ['com.redhat.component', 'version', 'release', 'architecture', 'cpe'];
const labelPattern = new RegExp(`(?:^|\\s)"?(${labelNames.join('|').replaceAll('.', '\\.')})"?="([^"]{0,256})"`, 'g');

/** Tells which kind of file of Red Hat's build system is at a path; undefined where it is none. */
export function buildFile(path: string): BuildRecord['kind'] | undefined {
  const home = directories.find((directory) => path.startsWith(directory));
  if (home === undefined) return undefined;
  const rest = path.slice(home.length);
  if (/^(?:content_manifests\/[^/]+|content-sets)\.json$/.test(rest)) return 'content-sets';
  return rest === 'labels.json' || /^Dockerfile-[^/]+$/.test(rest) ? 'build-labels' : undefined;
}

/**
 * Reads such a file: an image content manifest (github.com/containerbuildsystem/atomic-reactor, content_manifest.json), whose
 * `content_sets` name repositories, or the labels, in JSON or as the `LABEL` instructions of a Dockerfile.
 */
export function readBuildFile(kind: BuildRecord['kind'], path: string, text: string): BuildRecord | undefined {
  if (kind === 'content-sets') {
    const manifest = parseJson(text);
    const sets: unknown = isRecord(manifest) ? manifest.content_sets : undefined;
    if (!Array.isArray(sets)) return undefined;
    return { kind, names: sets.filter(isName).slice(0, maxContentSets) };
  }
  const labels = path.endsWith('.json') ? labelsOfJson(text) : labelsOfDockerfile(text);
  return labels === undefined ? undefined : { kind, labels };
}

/** What all files come to: of one image built on another both are there. */
export function joinBuilds(records: Iterable<BuildRecord>): RedHatBuild | undefined {
  const contentSets = new Set<string>();
  const cpes = new Set<string>();
  const builds = new Set<string>();
  for (const record of records) {
    if (record.kind === 'content-sets') for (const name of record.names) contentSets.add(name);
    else {
      const { 'com.redhat.component': component, version, release, cpe } = record.labels;
      if (component && version && release) builds.add(`${component}-${version}-${release}`);
      if (cpe?.startsWith('cpe:')) cpes.add(cpe);
    }
  }
  if (contentSets.size + cpes.size + builds.size === 0) return undefined;
  return { contentSets: [...contentSets].sort(), cpes: [...cpes].sort(), builds: [...builds].sort() };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && namePattern.test(value);
}

function labelsOfJson(text: string): Readonly<Record<string, string>> | undefined {
  const labels = parseJson(text);
  if (!isRecord(labels)) return undefined;
  return Object.fromEntries(labelNames.flatMap((name) => (isName(labels[name]) ? [[name, labels[name]]] : [])));
}

function labelsOfDockerfile(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  let isLabel = false;
  for (const line of textLines(text)) {
    isLabel = /^\s*LABEL\s/i.test(line) || isLabel;
    if (isLabel)
      for (const [, name = '', value] of line.matchAll(labelPattern)) if (isName(value)) labels[name] = value;
    isLabel = isLabel && line.trimEnd().endsWith('\\');
  }
  return labels;
}
