import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { ecosystems, findEcosystem } from '#engine/ecosystems/index.ts';
import { lookUpsOf } from './look-up.ts';
import type { MatchOptions } from './match-subject.ts';
import type { MatchSubject } from './package-match.ts';

/**
 * Text that differs between two databases where {@link matchSubject} may come to something else for a package, but for what they
 * say of the vulnerabilities found (ratings, exploits), which has many packages and is compared once for each vulnerability.
 * A tenth of the work of matching.
 */
export function fingerprintSubject(
  subject: Pick<MatchSubject, 'ecosystem' | 'release' | 'name' | 'version' | 'source' | 'owner'>,
  database: Pick<AdvisoryDatabase, 'fingerprint'>,
  options: Pick<MatchOptions, 'ecosystems'> = {},
): string {
  if (subject.owner !== undefined) return '';
  const ecosystem = findEcosystem(subject.ecosystem, options.ecosystems ?? ecosystems);
  if (ecosystem === undefined) return '';
  return lookUpsOf(subject, ecosystem)
    .map((lookUp) => database.fingerprint(lookUp))
    .join('|');
}
