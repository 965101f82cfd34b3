const modifier =
  '[._-]?(?:(?<stability>stable|beta|b|RC|alpha|a|patch|pl|p)(?<stabilityNumber>(?:[.-]?[0-9]+)*)?)?(?<dev>[.-]?dev)?';
const classic = new RegExp(
  `^v?(?<major>[0-9]{1,5})(?<minor>\\.[0-9]+)?(?<patch>\\.[0-9]+)?(?<fourth>\\.[0-9]+)?${modifier}$`,
  'i',
);
const dated = new RegExp(`^v?(?<date>[0-9]{4}(?:[.:-]?[0-9]{2}){1,6}(?:[.:-]?[0-9]{1,3})?)${modifier}$`, 'i');
const branch =
  /^v?(?<major>[0-9]+)(?<minor>\.(?:[0-9]+|[xX*]))?(?<patch>\.(?:[0-9]+|[xX*]))?(?<fourth>\.(?:[0-9]+|[xX*]))?[.-]?dev$/i;
const stabilities: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', p: 'patch', pl: 'patch', rc: 'RC' };

/**
 * Composer's normal form of a version, `1.0.0.0-beta2` of `v1.0b2`; undefined for a branch and for what is no version
 * (Composer\Semver\VersionParser::normalize). A numbered branch, `2.x-dev`, is a version after all of its numbers.
 */
export function normaliseVersion(text: string): string | undefined {
  const unflagged = text.trim().replace(/@(?:stable|RC|beta|alpha|dev)$/i, '');
  if (/^dev-/i.test(unflagged)) return undefined;
  const version = /^[^,\s+]+\+\S+$/.test(unflagged) ? unflagged.slice(0, unflagged.indexOf('+')) : unflagged;
  const found = classic.exec(version)?.groups;
  if (found !== undefined) return fourNumbers(found, '.0') + suffixOf(found);
  const date = dated.exec(version)?.groups;
  if (date !== undefined) return (date.date ?? '').replace(/[^0-9]/g, '.') + suffixOf(date);
  const numbered = branch.exec(version)?.groups;
  return numbered === undefined ? undefined : `${fourNumbers(numbered, '.x').replace(/[xX*]/g, '9999999')}-dev`;
}

type Groups = Readonly<Record<string, string | undefined>>;

function fourNumbers({ major, minor, patch, fourth }: Groups, missing: string): string {
  return `${major}${minor ?? missing}${patch ?? missing}${fourth ?? missing}`;
}

function suffixOf({ stability, stabilityNumber = '', dev }: Groups): string {
  if (stability === 'stable') return '';
  const name = stability === undefined ? '' : (stabilities[stability.toLowerCase()] ?? stability.toLowerCase());
  const suffix = name === '' ? '' : `-${name}${stabilityNumber.replace(/^[.-]+/, '')}`;
  return dev === undefined ? suffix : `${suffix}-dev`;
}
