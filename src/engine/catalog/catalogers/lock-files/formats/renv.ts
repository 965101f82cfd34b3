import { asString, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** The lock file of R's renv (rstudio.github.io/renv, "Lockfiles"). */
export const renvLock: LockFormat = {
  name: 'renv.lock',
  ecosystem: 'cran',
  purlType: 'cran',
  matches: named('renv.lock'),
  read: (text) => {
    const value = parseJson(text);
    return isRecord(value) && isRecord(value.Packages) ? packages(value.Packages) : undefined;
  },
};

function* packages(members: Readonly<Record<string, unknown>>): Generator<LockedPackage> {
  for (const [key, one] of Object.entries(members)) {
    // Bioconductor's are no packages of CRAN.
    if (!isRecord(one) || one.Source === 'Bioconductor') continue;
    yield { name: asString(one.Package) ?? key, version: asString(one.Version) ?? '' };
  }
}
