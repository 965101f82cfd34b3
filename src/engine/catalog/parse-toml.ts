import { parse } from 'smol-toml';

/** TOML 1.0 as a table, undefined where it is none or nested too deeply. For texts of limited size only; linear in it. */
export function parseToml(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
