import { isRecord } from '#core/json.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import { severities } from '#core/severity.ts';
import type { ComposedRecords } from '../compose-records.ts';
import type { LayerAnalysis } from '../layer-analysis.ts';
import { secretReader } from './secret-reader.ts';

/** The secrets in the files of all layers, those included that upper layers delete or replace. */
export function fileSecrets(
  analyses: readonly LayerAnalysis[],
  finished: Pick<ComposedRecords, 'isVisible'>,
): readonly SecretFinding[] {
  return analyses.flatMap(({ diffId, records }, layer) =>
    records.flatMap(({ cataloger, path, record }) => {
      if (cataloger !== secretReader.name || !Array.isArray(record)) return [];
      const removed = !finished.isVisible(layer, path);
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
