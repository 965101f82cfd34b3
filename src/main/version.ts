import { readFileSync } from 'node:fs';
import { asString, isRecord } from '#core/json.ts';

/** The version of this program, from its package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (isRecord(manifest) ? asString(manifest.version) : undefined) ?? '0.0.0';
}
