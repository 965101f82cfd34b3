import { member, textMember, texts } from './php-value.ts';
import { unserialize } from './unserialize.ts';

/** A package that PEAR or PECL installed. */
export type PearPackage = {
  readonly channel: string;
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly string[];
};

const namePattern = /^[A-Za-z0-9_.-]{1,100}$/;
const maxLicenseLength = 200;

/**
 * Reads an entry of PEAR's registry (`.registry/NAME.reg`, serialized PHP), of package.xml version 1 or 2
 * (pear.php.net/manual/en/guide.developers.package2.php); undefined where it is none.
 */
export function parsePearEntry(bytes: Uint8Array): PearPackage | undefined {
  const entry = unserialize(bytes);
  const name = textMember(entry, 'name') ?? textMember(entry, 'package');
  const channel = textMember(entry, 'channel') ?? 'pear.php.net';
  const version = textMember(member(entry, 'version'), 'release') ?? textMember(entry, 'version');
  if (name === undefined || version === undefined) return undefined;
  if (![name, channel, version].every((text) => namePattern.test(text))) return undefined;
  const license = member(entry, 'license') ?? member(entry, 'release_license');
  const named = license instanceof Map ? texts(license.get('_content') ?? license) : texts(license);
  return { channel, name, version, licenses: named.filter((one) => one !== '' && one.length <= maxLicenseLength) };
}
