import type { SecretFinding } from '#core/secret-finding.ts';
import type { LayerFile } from '#engine/image/index.ts';
import { createSecretFinder, type FoundSecret } from '#engine/secrets/index.ts';
import type { FileReader } from '../cataloger.ts';

/** The secrets of one file, without their values. */
export type SecretRecord = readonly (Pick<SecretFinding, 'rule' | 'title' | 'severity' | 'masked'> & {
  readonly line: number;
})[];

/** Credentials stand in small files: keys, settings, shell histories. */
const maxFileBytes = 1024 * 1024;
/** A NUL in the first bytes means that this is no text, as git and grep have it. */
const sniffedBytes = 8000;

const passedOver =
  /^(?:proc|sys|dev|usr\/(?:share\/(?:doc|man|info|locale|zoneinfo|i18n)|include|lib\/(?:locale|modules)))\//;
const noText =
  /\.(?:so(?:\.[0-9.]{1,20})?|a|o|ko|gz|xz|bz2|zst|zip|jar|war|whl|egg|pyc|class|png|jpe?g|gif|ico|webp|woff2?|ttf|otf|eot|mp[34]|pdf|mo|dll|exe|node|wasm|db|sqlite|md5sums|list)$/i;

const finder = createSecretFinder();

/** Looks for credentials in text files of up to 1 MiB. Works like a cataloger, without packages; off unless asked for. */
export const secretReader = {
  name: 'secrets',
  version: 1,
  wants: (path, size) => size > 0 && size <= maxFileBytes && !passedOver.test(path) && !noText.test(path),
  catalog,
} as const satisfies FileReader<SecretRecord>;

async function catalog(file: LayerFile): Promise<SecretRecord | undefined> {
  const bytes = await file.bytes();
  if (bytes.subarray(0, sniffedBytes).includes(0)) return undefined;
  // Credentials are ASCII, and this decoding keeps one character for each byte.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found = finder.find(text);
  return found.length === 0 ? undefined : withLines(found, text);
}

function withLines(found: readonly FoundSecret[], text: string): SecretRecord {
  let [line, position] = [1, 0];
  return found.map(({ rule, start, masked }) => {
    for (let next = text.indexOf('\n', position); next >= 0 && next < start; next = text.indexOf('\n', position)) {
      line += 1;
      position = next + 1;
    }
    return { rule: rule.name, title: rule.title, severity: rule.severity, masked, line };
  });
}
