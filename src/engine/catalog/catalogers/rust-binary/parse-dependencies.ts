import { inflateSync } from 'node:zlib';
import { asString, isRecord } from '#core/json.ts';
import { quote } from '../../quote.ts';

/** A crate as cargo-auditable writes it: `root` is the program's own, build dependencies are not part of what was built. */
export type Crate = {
  readonly name: string;
  readonly version: string;
  /** `crates.io`, `git`, `local` or `registry`. */
  readonly source: string;
  readonly kind: 'runtime' | 'build';
  readonly root?: true;
};

const maxTextBytes = 8 * 1024 * 1024;
const maxCrates = 20_000;
const nameText = /^[A-Za-z0-9_-]{1,128}$/;
const versionText = /^\d{1,10}\.\d{1,10}\.\d{1,10}[0-9A-Za-z.+-]{0,128}$/;

/**
 * Reads the section `.dep-v0` (github.com/rust-secure-code/cargo-auditable, PARSING.md): JSON, compressed by zlib. Undefined, and a
 * problem, where it is none.
 */
export function parseDependencies(
  section: Uint8Array,
  problem: (code: string, message: string) => void,
): readonly Crate[] | undefined {
  const packages = packagesOf(section);
  if (packages === undefined || packages.length > maxCrates) {
    const message = `its list of crates (.dep-v0) is damaged, or longer than ${maxTextBytes} bytes or ${maxCrates} crates: it is left out`;
    problem('catalog/crates-unreadable', message);
    return undefined;
  }
  const crates = packages.map(toCrate);
  const bad = crates.indexOf(undefined);
  if (bad >= 0) {
    const message = `its list of crates (.dep-v0) has entries without name or version, as ${quote(JSON.stringify(packages[bad]) ?? '')}: they are left out`;
    problem('catalog/crates-unreadable', message);
  }
  return crates.filter((one) => one !== undefined);
}

function packagesOf(section: Uint8Array): readonly unknown[] | undefined {
  try {
    const text = inflateSync(section, { maxOutputLength: maxTextBytes }).toString('utf8');
    const list: unknown = JSON.parse(text);
    return isRecord(list) && Array.isArray(list.packages) ? list.packages : undefined;
  } catch {
    return undefined;
  }
}

function toCrate(value: unknown): Crate | undefined {
  if (!isRecord(value)) return undefined;
  const [name, version] = [asString(value.name) ?? '', asString(value.version) ?? ''];
  if (!nameText.test(name) || !versionText.test(version)) return undefined;
  return {
    name,
    version,
    source: (asString(value.source) ?? 'registry').slice(0, 64),
    kind: value.kind === 'build' ? 'build' : 'runtime',
    ...(value.root === true && { root: true }),
  };
}
