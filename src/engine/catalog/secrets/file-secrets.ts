import { isRecord } from '#core/json.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import { severities } from '#core/severity.ts';
import { composeRecords } from '../compose-records.ts';
import type { LayerAnalysis } from '../layer-analysis.ts';
import { secretReader } from './secret-reader.ts';

/** The secrets in the files of all layers, those included that upper layers delete or replace. */
export function fileSecrets(analyses: readonly LayerAnalysis[]): readonly SecretFinding[] {
  const withSecrets = analyses.some(({ records }) => records.some(({ cataloger }) => cataloger === secretReader.name));
  if (!withSecrets) return [];
  let isVisible = (_layer: number, _path: string): boolean => false;
  for (const step of composeRecords(analyses)) isVisible = step.isVisible;
  return analyses.flatMap(({ diffId, records }, layer) =>
    records.flatMap(({ cataloger, path, record }) => {
      if (cataloger !== secretReader.name || !Array.isArray(record)) return [];
      const removed = !isVisible(layer, path);
      return record.flatMap((one: unknown): readonly SecretFinding[] => {
        const secret = parseSecret(one);
        if (secret === undefined) return [];
        const { line, ...facts } = secret;
        return [{ ...facts, place: { kind: 'file', path, line, layer: diffId, removed } }];
      });
    }),
  );
}

/** Records come out of a cache, so their form is checked. */
function parseSecret(value: unknown): (Omit<SecretFinding, 'place'> & { readonly line: number }) | undefined {
  if (!isRecord(value)) return undefined;
  const { rule, title, masked, line } = value;
  const severity = severities.find((one) => one === value.severity);
  if (typeof rule !== 'string' || typeof title !== 'string' || typeof masked !== 'string') return undefined;
  if (typeof line !== 'number' || severity === undefined) return undefined;
  return { rule, title, severity, masked, line };
}
