import type { HistoryEntry, ImageConfig } from '#core/image.ts';
import type { SecretFinding, SecretPlace } from '#core/secret-finding.ts';
import { createSecretFinder, maskSecret, type SecretFinder } from './find-secrets.ts';
import { isNamedSecret, namedSecretRule } from './named-secret.ts';
import { textMasker } from './text-masker.ts';

/** A configuration that may be shown and stored, and what was masked in it. */
export interface MaskedConfig {
  readonly config: ImageConfig;
  readonly secrets: readonly SecretFinding[];
}

/** Finds the secrets in an image's environment, labels and history, and takes their values out of all three. */
export function maskConfig(config: ImageConfig, finder: SecretFinder = createSecretFinder()): MaskedConfig {
  const masker = textMasker(finder);
  const secrets: SecretFinding[] = [];
  const maskValue = (name: string, value: string, place: SecretPlace): string => {
    const { text, found } = masker.mask(value);
    if (found.length > 0) {
      secrets.push(...found.map((one) => ({ ...one, place })));
      return text;
    }
    if (!isNamedSecret(name, value)) return value;
    const masked = maskSecret(value, namedSecretRule);
    secrets.push({ ...ruleFacts, masked, place });
    return masked;
  };
  const env = config.env.map((line) => {
    const [name, value] = splitAssignment(line);
    return value === undefined ? line : `${name}=${maskValue(name, value, { kind: 'env', name })}`;
  });
  const labels = Object.fromEntries(
    Object.entries(config.labels).map(([name, value]) => [name, maskValue(name, value, { kind: 'label', name })]),
  );
  const history = config.history.map((entry, index) => maskEntry(entry, index));
  return { config: { ...config, env, labels, history }, secrets };

  function maskEntry(entry: HistoryEntry, index: number): HistoryEntry {
    if (entry.createdBy === undefined) return entry;
    const { text, found } = masker.maskInstruction(entry.createdBy);
    if (found.length === 0) return entry;
    secrets.push(...found.map((one) => ({ ...one, place: { kind: 'history', index, instruction: text } as const })));
    return { ...entry, createdBy: text };
  }
}

const ruleFacts = { rule: namedSecretRule.name, title: namedSecretRule.title, severity: namedSecretRule.severity };

function splitAssignment(line: string): readonly [name: string, value: string | undefined] {
  const equals = line.indexOf('=');
  return equals < 0 ? [line, undefined] : [line.slice(0, equals), line.slice(equals + 1)];
}
