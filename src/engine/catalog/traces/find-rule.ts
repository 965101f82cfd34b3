import { type TraceRule, traceRules } from './trace-rules.ts';

const byFile = grouped(({ files }) => files);
const byExtension = grouped(({ extensions }) => extensions);
const byStart = traceRules.flatMap((rule) => (rule.below ?? []).map((start) => ({ start, rule })));
const longestExtension = 12;

/** The rule that a file of this path and size (bytes) is a trace by; asked for each file of a layer, so names are looked up, not tried. */
export function findRule(path: string, size: number): TraceRule | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const named = byFile.get(name)?.find((rule) => holds(rule, path, size));
  if (named !== undefined) return named;
  const dot = name.lastIndexOf('.');
  if (dot >= 0 && name.length - dot <= longestExtension) {
    const rules = byExtension.get(name.slice(dot + 1).toLowerCase());
    const found = rules?.find((rule) => holds(rule, path, size));
    if (found !== undefined) return found;
  }
  return byStart.find(({ start, rule }) => path.startsWith(start) && holds(rule, path, size))?.rule;
}

function holds({ path: pattern, minBytes = 0 }: TraceRule, path: string, size: number): boolean {
  return size >= minBytes && (pattern === undefined || pattern.test(path));
}

function grouped(keysOf: (rule: TraceRule) => readonly string[] | undefined): ReadonlyMap<string, TraceRule[]> {
  const groups = new Map<string, TraceRule[]>();
  for (const rule of traceRules) {
    for (const key of keysOf(rule) ?? []) groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return groups;
}
