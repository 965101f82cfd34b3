import type { HistoryEntry, ImageConfig } from '#core/image.ts';
import type { SecretFinding, SecretPlace } from '#core/secret-finding.ts';
import { createSecretFinder, maskSecret, type SecretFinder } from './find-secrets.ts';
import { isNamedSecret, namedSecretRule } from './named-secret.ts';
import { type MaskedText, textMasker } from './text-masker.ts';

/** A configuration that may be shown and stored, and what was masked in it. */
export interface MaskedConfig {
  readonly config: ImageConfig;
  readonly secrets: readonly SecretFinding[];
}

/**
 * Finds the secrets in an image's environment, labels and history, and takes their values out of all three. Other texts, where secrets stand by
 * mishap alone (author, user, ports), lose those that show what they are, and are not told of.
 */
export function maskConfig(config: ImageConfig, finder: SecretFinder = createSecretFinder()): MaskedConfig {
  const masker = textMasker(finder);
  const secrets: SecretFinding[] = [];
  const tell = (found: MaskedText['found'], place: SecretPlace) =>
    void secrets.push(...found.map((one) => ({ ...one, place })));
  const maskName = (kind: 'env' | 'label', given: string): string => {
    const { text: name, found } = masker.mask(given);
    tell(found, { kind, name });
    return name;
  };
  const maskValue = (kind: 'env' | 'label', name: string, value: string): string => {
    // A value may be a command line or a connection string, with names of its own.
    const { text, found } = masker.maskInstruction(value);
    tell(found, { kind, name });
    if (found.length > 0 || !isNamedSecret(name, value)) return text;
    const masked = maskSecret(value, namedSecretRule);
    secrets.push({ ...ruleFacts, masked, place: { kind, name } });
    return masked;
  };
  const maskEntry = (entry: HistoryEntry, index: number): HistoryEntry => {
    const maskLine = (line: string) => {
      const { text, found } = masker.maskInstruction(line);
      tell(found, { kind: 'history', index, instruction: text });
      return text;
    };
    const { createdBy, comment } = entry;
    return {
      ...entry,
      ...(createdBy !== undefined && { createdBy: maskLine(createdBy) }),
      ...(comment !== undefined && { comment: maskLine(comment) }),
    };
  };
  const env = config.env.map((line) => {
    const [name, value] = splitAssignment(line);
    const shown = maskName('env', name);
    return value === undefined ? shown : `${shown}=${maskValue('env', shown, value)}`;
  });
  const labels = Object.entries(config.labels).map(([name, value]) => {
    const shown = maskName('label', name);
    return [shown, maskValue('label', shown, value)] as const;
  });
  const { author, user } = config;
  return {
    config: {
      ...config,
      env,
      labels: Object.fromEntries(labels),
      history: config.history.map(maskEntry),
      exposedPorts: config.exposedPorts.map((port) => masker.mask(port).text),
      ...(author !== undefined && { author: masker.mask(author).text }),
      ...(user !== undefined && { user: masker.mask(user).text }),
    },
    secrets,
  };
}

const ruleFacts = { rule: namedSecretRule.name, title: namedSecretRule.title, severity: namedSecretRule.severity };

function splitAssignment(line: string): readonly [name: string, value: string | undefined] {
  const equals = line.indexOf('=');
  return equals < 0 ? [line, undefined] : [line.slice(0, equals), line.slice(equals + 1)];
}
