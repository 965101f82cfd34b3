import { asString, asStrings, isRecord } from '#core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';

/** A distribution that cpanm installed. */
export type InstalledDistribution = {
  /** `Foo-Bar`. */
  readonly name: string;
  readonly version: string;
  /** The module that it is named by, `Foo::Bar`. */
  readonly module?: string;
  /** CPAN identifier: `AUTHOR`. */
  readonly author?: string;
};

/** Told what is wrong with a file, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const distribution = /^([A-Za-z0-9_.+-]{1,200}?)-(v?\d[A-Za-z0-9._-]{0,100})$/;
const maxLicenses = 20;

/**
 * Reads `install.json` of cpanm. Name and version are those of `dist`: its member `version` may be a number, which has lost the zeros
 * at its end. Undefined, and a problem, where there are none.
 */
export function parseInstall(text: string, problem: ReportProblem): InstalledDistribution | undefined {
  const value = parseJson(text);
  const dist = isRecord(value) ? (asString(value.dist) ?? '') : '';
  const [, name, version] = distribution.exec(dist) ?? [];
  if (!isRecord(value) || name === undefined || version === undefined) {
    problem('catalog/manifest-unreadable', `install.json names no distribution (${quote(dist)}): it is left out`);
    return undefined;
  }
  const author = /^[A-Z]\/[A-Z0-9-]{1,9}\/([A-Z][A-Z0-9-]{1,8})\//.exec(asString(value.pathname) ?? '')?.[1];
  return {
    name,
    version,
    ...shortText('module', asString(value.target) ?? asString(value.name)),
    ...(author !== undefined && { author }),
  };
}

/** The licences that a distribution's `MYMETA.json` names (CPAN::Meta::Spec, "license"), by SPDX's names where there are. */
export function metaLicenses(text: string): readonly string[] {
  const value = parseJson(text);
  const names = isRecord(value) ? asStrings(value.license) : [];
  return names
    .filter((name) => name !== 'unknown' && name !== '' && name.length < 100)
    .map((name) => (Object.hasOwn(spdxNames, name) ? (spdxNames[name] ?? name) : name))
    .slice(0, maxLicenses);
}

const spdxNames: Readonly<Record<string, string>> = {
  agpl_3: 'AGPL-3.0-only',
  apache_1_1: 'Apache-1.1',
  apache_2_0: 'Apache-2.0',
  artistic_1: 'Artistic-1.0',
  artistic_2: 'Artistic-2.0',
  bsd: 'BSD-3-Clause',
  freebsd: 'BSD-2-Clause',
  gpl_1: 'GPL-1.0-only',
  gpl_2: 'GPL-2.0-only',
  gpl_3: 'GPL-3.0-only',
  lgpl_2_1: 'LGPL-2.1-only',
  lgpl_3_0: 'LGPL-3.0-only',
  mit: 'MIT',
  mozilla_1_0: 'MPL-1.0',
  mozilla_1_1: 'MPL-1.1',
  openssl: 'OpenSSL',
  perl_5: 'Artistic-1.0-Perl OR GPL-1.0-or-later',
  qpl_1_0: 'QPL-1.0',
  zlib: 'Zlib',
};
